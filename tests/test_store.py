"""The cache never gives anything else than what was put in, and does not grow for ever."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from audiobuild.store import Store

KEY, OTHER = "ab" * 20, "cd" * 20


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "clips")


def path(store: Store, key: str) -> Path:
    return store.folder / key[:2] / key[2:]


def age(store: Store, key: str, days: float) -> None:
    then = time.time() - days * 86_400
    os.utime(path(store, key), (then, then))


@pytest.mark.parametrize("content", [b"", b"x", bytes(range(256)) * 1000])
def test_what_is_put_in_comes_out(store: Store, content: bytes) -> None:
    store.put(KEY, content)
    assert (store.get(KEY), store.get(OTHER), store.damaged()) == (content, None, 0)


@pytest.mark.parametrize(
    "damage", ["another's", "cut", "longer", "empty", "a bit", "a folder", "a link to nothing", "a FIFO's folder"]
)
def test_what_is_damaged_is_nothing_and_told_once(store: Store, damage: str) -> None:
    store.put(KEY, b"content")
    store.put(OTHER, b"another")
    place, good = path(store, KEY), path(store, KEY).read_bytes()
    place.unlink()
    if damage == "another's":
        place.write_bytes(path(store, OTHER).read_bytes())
    elif damage in ("a folder", "a FIFO's folder"):
        place.mkdir()
        (place / "x").touch()
    elif damage == "a link to nothing":
        place.symlink_to("nowhere")
    else:
        place.write_bytes(
            {"cut": good[:-1], "longer": good + b"x", "empty": b"", "a bit": good[:-1] + bytes([good[-1] ^ 1])}[damage]
        )
    assert store.get(KEY) is None
    assert store.damaged() == (0 if damage == "a link to nothing" else 1)
    assert store.damaged() == 0
    store.put(KEY, b"again")
    assert (store.get(KEY), store.get(OTHER)) == (b"again", b"another")


def test_pruning_by_age_and_size_spares_what_is_in_use(store: Store) -> None:
    keys = [f"{number:040x}" for number in range(6)]
    for number, key in enumerate(keys):
        store.put(key, bytes(1000))
        age(store, key, 10 * number)
    assert store.prune(unused_s=35 * 86_400, most_bytes=10**9, in_use=[keys[5]]) == 1029
    assert {key for key, _ in store.entries()} == {*keys[:4], keys[5]}
    store.prune(unused_s=10**9, most_bytes=2 * 1029, in_use=[keys[5]])
    assert {key for key, _ in store.entries()} == {keys[0], keys[5]}


def test_what_was_used_is_young(store: Store) -> None:
    store.put(KEY, b"x")
    age(store, KEY, 100)
    store.get(KEY)
    store.prune(unused_s=86_400, most_bytes=10**9, in_use=())
    assert store.get(KEY) == b"x"


def test_an_entry_from_the_future_is_old(store: Store) -> None:
    """A clock that was wrong once must not keep it for ever."""
    store.put(KEY, b"x")
    age(store, KEY, -1000)
    store.prune(unused_s=86_400, most_bytes=10**9, in_use=())
    assert store.get(KEY) is None


def test_somebody_elses_entry_is_read_though_it_cannot_be_touched(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(KEY, b"x")
    age(store, KEY, 3)

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "utime", refuse)
    assert (store.get(KEY), store.damaged()) == (b"x", 0)
