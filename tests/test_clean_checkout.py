"""A build in a fresh checkout, as in CI: the sound that is published at the show's address stays."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
from programs import audiobuild
from shipped import NOWHERE, show_at
from werkzeug.wrappers import Response

from attacks import subject, transaction
from attacks.remotes import WebServer, web_server
from audiobuild import checking, clock, pipeline
from audiobuild.errors import EngineError, Problem
from audiobuild.messages import msg
from audiobuild.pipeline import Built
from audiobuild.publication import config, placeholders
from audiobuild.publication.config import DIST, STATE
from audiobuild.site import manifest, served
from audiobuild.sound import level
from audiobuild.speech import guard

TEXTS = {f"folge-{number}": subject.interview(f"Folge {number}", f"2024-05-0{number}") for number in range(1, 4)}
MANIFEST = "audiobuild-manifest.json"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[WebServer, Path]]:
    """A publication of three episodes, and the server that it is made for. Not to be changed by tests."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "web").mkdir()
    with web_server(folder / "web") as web, subject.one_moment():
        subject.build(subject.publication(folder / "p", TEXTS, show=show_at(web.link)))
        yield web, folder / "p"


@pytest.fixture
def web(published: tuple[WebServer, Path]) -> Iterator[WebServer]:
    """Where it is published."""
    web, root = published
    shutil.rmtree(web.folder, ignore_errors=True)
    shutil.copytree(root / DIST, web.folder)
    web.requests.clear()
    yield web
    web.change = lambda path, response: response


@pytest.fixture
def checkout(web: WebServer, tmp_path: Path) -> Iterator[Path]:
    """The publication as another machine has it, with a version that speaks in another way."""
    with subject.one_moment(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(level, "VERSION", level.VERSION + 1)
        patch.setattr(level, "CEILING", level.CEILING * 0.98)
        level.fingerprint.cache_clear()
        yield subject.publication(tmp_path / "p", TEXTS, show=show_at(web.link))
    level.fingerprint.cache_clear()


def built(root: Path, *slugs: str, **options: Any) -> tuple[dict[str, Built], list[str]]:
    """What a build says of each episode, and what it says ahead."""
    ahead: list[str] = []
    with subject.in_process():

        def progress(done: int, total: int) -> None:
            ahead.append("speaking") if done == 0 and total else None

        hooks = pipeline.Hooks(ahead=ahead.append, progress=progress)
        made = pipeline.build(config.load(root), slugs or None, jobs=1, hooks=hooks, **options)
    assert subject.hidden(root) == (["drafts"] if options.get("drafts") else [])
    return {one.slug: one for one in made}, ahead


def spoken(made: dict[str, Built]) -> set[str]:
    return {slug for slug, one in made.items() if one.synthesised}


def asked(web: WebServer) -> list[str]:
    return [path for method, path, _ in web.requests if method == "GET"]


def test_the_published_sound_is_fetched_and_stays(checkout: Path, web: WebServer) -> None:
    made, ahead = built(checkout)
    assert spoken(made) == set()
    assert subject.dist(checkout) == subject.files(web.folder)
    assert ahead == [
        f"{web.link}: published sound stays, and is fetched: folge-1, folge-2, folge-3 ({_megabytes(web)} MB)"
    ]
    assert sorted(asked(web)) == sorted(
        [MANIFEST, *(f"{slug}/{name}" for slug in TEXTS for name in ("timeline.json", f"{slug}.mp3"))]
    )
    assert checking.check(checkout, jobs=1, now=clock.now()).findings == ()
    web.requests.clear()
    made, ahead = built(checkout)
    assert (asked(web), ahead, all(one.unchanged for one in made.values())) == ([], [], True)


def _megabytes(web: WebServer) -> str:
    return f"{sum(path.stat().st_size for path in web.folder.rglob('*.mp3')) / 1e6:.1f}"


def test_what_was_edited_is_spoken_and_what_is_new(checkout: Path, web: WebServer) -> None:
    before = feedparser.parse((web.folder / "feed.xml").read_bytes())
    texts = {**TEXTS, "folge-2": TEXTS["folge-2"].replace("Gut.", "Besser."), "folge-4": subject.interview("Vier")}
    subject.publication(checkout, texts, show=show_at(web.link))
    made, ahead = built(checkout)
    assert spoken(made) == {"folge-2", "folge-4"}
    assert ahead[-1] == "speaking"
    same = {"folge-1", "folge-3"}
    assert {slug for slug in TEXTS if _sound(checkout / DIST, slug) == _sound(web.folder, slug)} == same
    assert before.entries


def _sound(dist: Path, slug: str) -> bytes:
    return (dist / slug / f"{slug}.mp3").read_bytes()


def test_a_cache_with_the_very_sound_is_enough(
    checkout: Path, web: WebServer, published: tuple[WebServer, Path]
) -> None:
    level.VERSION -= 1  # the version that published
    level.CEILING /= 0.98
    level.fingerprint.cache_clear()
    shutil.copytree(published[1] / STATE / "cache", checkout / STATE / "cache")
    made, ahead = built(checkout)
    assert (spoken(made), asked(web), ahead) == (set(), [MANIFEST], [])
    assert subject.dist(checkout) == subject.files(web.folder)
    shutil.rmtree(checkout / STATE / "cache/clips")  # and without it, it is fetched
    shutil.rmtree(checkout / DIST)
    made, _ = built(checkout)
    assert spoken(made) == set()
    assert subject.dist(checkout) == subject.files(web.folder)


def test_where_nothing_is_published_nothing_is_said(checkout: Path, web: WebServer) -> None:
    shutil.rmtree(web.folder)
    made, ahead = built(checkout)
    assert (spoken(made), ahead) == ({*TEXTS}, ["speaking"])


@pytest.mark.parametrize(
    "change", ["sample = true", 'link = "https://podcast.example.org/"', "guid", "drafts", "renew"]
)
def test_who_has_nothing_published_asks_nobody(checkout: Path, web: WebServer, change: str) -> None:
    settings = checkout / "content/show.toml"
    text = settings.read_text()
    if change.startswith("link"):
        text = text.replace(f'link = "{web.link}"', change)
    elif change == "guid":
        text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("guid"))
    elif change.startswith("sample"):
        text = f"{change}\n{text}"
    settings.write_text(text)
    made, ahead = built(checkout, **({change: True} if change in ("drafts", "renew") else {}))
    assert (spoken(made), asked(web), ahead) == ({*TEXTS}, [], ["speaking"])


def test_a_show_that_moved_finds_its_sound_where_it_was(checkout: Path, web: WebServer, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    with web_server(tmp_path / "new") as new:
        show = f'moved_from = "{web.link}"\n{show_at(new.link)}'
        subject.publication(checkout, TEXTS, show=show)
        made, _ = built(checkout)
        assert asked(new) == []  # only HEAD
    assert spoken(made) == set()


def test_the_large_files_are_asked_for_where_they_are(checkout: Path, web: WebServer, tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    for slug in TEXTS:
        (tmp_path / "media" / slug).mkdir()
        (web.folder / slug / f"{slug}.mp3").rename(tmp_path / "media" / slug / f"{slug}.mp3")
    with web_server(tmp_path / "media") as media:
        subject.publication(checkout, TEXTS, show=f'media_link = "{media.link}"\n{show_at(web.link)}')
        made, _ = built(checkout)
        assert asked(media) == [f"{slug}/{slug}.mp3" for slug in TEXTS]
    assert spoken(made) == set()


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_offline_it_is_said_before_anything_is_spoken(checkout: Path) -> None:
    subject.publication(checkout, TEXTS, show=show_at(NOWHERE))
    began = time.monotonic()
    made, ahead = built(checkout)
    assert time.monotonic() - began < 30
    assert spoken(made) == {*TEXTS}
    assert ahead[0].startswith(
        f"{NOWHERE}{MANIFEST}: what is published there is not known: the server refused the connection. "
        "Spoken: folge-1, folge-2, folge-3"
    )
    assert ahead[1] == "speaking"
    shutil.rmtree(checkout / DIST)
    made, ahead = built(checkout)  # now all is in the cache
    assert (spoken(made), ahead) == (set(), [])


def test_a_name_that_nobody_knows(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    subject.publication(checkout, TEXTS, show=show_at("https://gespraeche-am-fluss.invalid./"))
    monkeypatch.setattr(placeholders, "is_reserved", lambda address: False)
    made, ahead = built(checkout)
    assert spoken(made) == {*TEXTS}
    assert "is not known" in ahead[0]


def test_a_silent_server_is_not_waited_for(checkout: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "SOON_S", 0.5)

    def slowly(path: str, response: Response) -> Response:
        time.sleep(2)
        return response

    web.change = slowly
    made, ahead = built(checkout)
    assert spoken(made) == {*TEXTS}
    assert "did not" in ahead[0]


def _another_show(data: bytes) -> bytes:
    found = manifest.parsed(data)
    assert found
    feed = dataclasses.replace(found.feed, guid="11111111-26c1-5a9c-8d4c-0f2f9d3b6a11")
    return manifest.dumped(dataclasses.replace(found, feed=feed))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_another_show, "has another show there, whose guid is 11111111-26c1-5a9c-8d4c-0f2f9d3b6a11"),
        (lambda data: b"<html>Willkommen</html>", "sends something else than a manifest"),
        (lambda data: data[: len(data) // 2], "sends something else than a manifest"),
        (lambda data: b"[" * 200_000, "sends something else than a manifest"),
        (lambda data: data + b" " * (served.MOST_MANIFEST + 1), "sent more than 50 MB"),
    ],
)
def test_another_manifest(checkout: Path, web: WebServer, change: Callable[[bytes], bytes], why: str) -> None:
    path = web.folder / MANIFEST
    path.write_bytes(change(path.read_bytes()))
    made, ahead = built(checkout)
    assert spoken(made) == {*TEXTS}
    assert why in ahead[0]
    assert ahead[1] == "speaking"


@pytest.mark.parametrize("name", ["folge-2/folge-2.mp3", "folge-2/timeline.json"])
@pytest.mark.parametrize("damage", ["gone", "cut", "other", "longer"])
def test_a_damaged_file_is_said_and_its_episode_spoken(checkout: Path, web: WebServer, name: str, damage: str) -> None:
    path = web.folder / name
    data = path.read_bytes()
    changes = {"cut": data[:-100], "other": data[:-9] + b"x" * 9, "longer": data + b"x" * 2_000_000}
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(changes[damage])
    made, ahead = built(checkout)
    assert spoken(made) == {"folge-2"}
    assert ahead[1].startswith(f"{web.link}{name}: published sound cannot be had: the server ")
    assert "Spoken anew: folge-2" in ahead[1]
    assert ahead[2:] == ["speaking"]
    assert checking.check(checkout, jobs=1, now=clock.now()).findings == ()


def _replaced(web: WebServer, data: bytes) -> None:
    """Another timeline of the second episode, of which the manifest says that it is right."""
    path = web.folder / "folge-2/timeline.json"
    path.write_bytes(data)
    found = manifest.parsed((web.folder / MANIFEST).read_bytes())
    assert found
    files = {**found.files, "folge-2/timeline.json": manifest.described(path)}
    (web.folder / MANIFEST).write_bytes(manifest.dumped(dataclasses.replace(found, files=files)))


def test_a_record_that_cannot_be_read_is_spoken(checkout: Path, web: WebServer) -> None:
    """Its digest is right, but it is of another version."""
    _replaced(web, json.dumps({"format": 99}).encode())
    made, ahead = built(checkout)
    assert spoken(made) == {"folge-2"}
    assert any("folge-2" in text for text in ahead[1:])


def test_nobody_else_s_text_is_printed(checkout: Path, web: WebServer) -> None:
    """Whoever may write at the address, or on the way, could else put words into the mouths of those who are printed."""
    data = (web.folder / "folge-2/timeline.json").read_text("utf-8")
    word = max(re.findall(r'"text": *"([^"]+)"', data), key=len)
    _replaced(web, data.replace(word, f"{word} Erfunden.").encode())
    made, ahead = built(checkout)
    assert spoken(made) == {"folge-2"}
    assert "has a timeline of another text" in ahead[1]
    assert "Erfunden" not in (checkout / DIST / "folge-2/index.html").read_text("utf-8")


def test_a_damaged_manifest_is_no_reason_to_forget_what_is_served(checkout: Path, web: WebServer) -> None:
    (checkout / DIST).mkdir()
    (checkout / DIST / MANIFEST).write_bytes((web.folder / MANIFEST).read_bytes()[:500])
    made, ahead = built(checkout)
    assert spoken(made) == set()
    assert "is damaged: what is published is not known by it" in ahead[0]


def test_a_build_that_is_killed_meanwhile_leaves_nothing(checkout: Path, web: WebServer) -> None:
    def dying() -> int:
        fetch = served.Served.fetch

        def killed(*arguments: object) -> None:
            fetch(*arguments)  # type: ignore[arg-type]
            os.kill(os.getpid(), signal.SIGKILL)

        vars(served)["Served"].fetch = killed
        subject.build(checkout)
        return 0

    assert transaction.in_child(dying) == -signal.SIGKILL
    assert any(path.name.startswith("edition-") for path in (checkout / STATE).iterdir())
    made, _ = built(checkout)
    assert spoken(made) == set()
    assert subject.dist(checkout) == subject.files(web.folder)


def test_a_voice_that_is_missing_here_is_not_needed(
    checkout: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = guard.About(problems=(Problem(message=msg("is not installed")),))
    monkeypatch.setattr(guard, "about", lambda voice: lacking)
    made, _ = built(checkout)
    assert spoken(made) == set()
    shutil.rmtree(checkout / DIST)
    (web.folder / "folge-1/folge-1.mp3").unlink()
    with pytest.raises(EngineError):
        built(checkout)


def test_the_command_says_it_before_it_speaks(checkout: Path) -> None:
    subject.publication(checkout, TEXTS, show=show_at(NOWHERE))
    said = audiobuild("build", "-C", checkout).stderr
    assert said.index("is not known") < said.index("speaking ")
    shutil.rmtree(checkout / DIST)
    shutil.rmtree(checkout / STATE)
    said = audiobuild("build", "-C", checkout, "--renew").stderr
    assert "published sound" not in said


def test_when_the_show_last_changed_is_what_is_served(
    checkout: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else each run of CI would publish a new feed after an edition that came from elsewhere."""
    monkeypatch.delenv(subject.NOW)
    built(checkout)
    assert (checkout / DIST / "feed.xml").read_bytes() == (web.folder / "feed.xml").read_bytes()
    assert (checkout / DIST / MANIFEST).read_bytes() == (web.folder / MANIFEST).read_bytes()
