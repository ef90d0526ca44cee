"""A damaged cache is never published, and never in the way: it is said once, and made again."""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from attacks import subject
from attacks.tally import Tally, finish
from audiobuild.publication.config import DIST, STATE

Damage = Callable[[Path, list[Path], random.Random], None]


def cut(path: Path, others: list[Path], dice: random.Random) -> None:
    """The file ends too soon."""
    data = path.read_bytes()
    path.write_bytes(data[: dice.randrange(len(data))])


def flip(path: Path, others: list[Path], dice: random.Random) -> None:
    """A bit is another."""
    data = bytearray(path.read_bytes())
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    path.write_bytes(data)


def grow(path: Path, others: list[Path], dice: random.Random) -> None:
    """Something stands behind the end."""
    path.write_bytes(path.read_bytes() + dice.randbytes(dice.randrange(1, 500)))


def zeros(path: Path, others: list[Path], dice: random.Random) -> None:
    """As after a loss of power: the right length, and nothing in it."""
    path.write_bytes(bytes(path.stat().st_size))


def foreign(path: Path, others: list[Path], dice: random.Random) -> None:
    """Another entry's content, whole."""
    path.write_bytes(dice.choice(others).read_bytes())


def older(path: Path, others: list[Path], dice: random.Random) -> None:
    """As older versions wrote it: a checksum over the frames alone, a gain as a table."""
    path.write_bytes(
        dice.choice(
            [b'{"gain_db": 3.0}', b'{"frames":1,"speech":[0,1],"words":[],"crc32":0}\n', b"\xff\xfb", b"[]", b"{}"]
        )
    )


def garbage(path: Path, others: list[Path], dice: random.Random) -> None:
    """Anything."""
    path.write_bytes(dice.randbytes(dice.randrange(3000)))


def folder(path: Path, others: list[Path], dice: random.Random) -> None:
    """A folder in its place, with something in it."""
    path.unlink()
    (path / "x").mkdir(parents=True)
    (path / "x/y").write_bytes(b"")


def link(path: Path, others: list[Path], dice: random.Random) -> None:
    """A link that leads nowhere, or to another entry."""
    path.unlink()
    path.symlink_to(dice.choice([Path("nowhere"), dice.choice(others)]))


def gone(path: Path, others: list[Path], dice: random.Random) -> None:
    """It is not there."""
    path.unlink()


DAMAGES: tuple[Damage, ...] = (cut, flip, grow, zeros, foreign, older, garbage, folder, link, gone)

OF_STATE = ("stamps.json", "lock", "journal.json")
INTERVIEWS = {
    "eins": subject.interview("Eins", "2024-05-01", "Was ist das?", "Das ist eins."),
    "zwei": subject.interview("Zwei", "2024-05-02", "Was ist das?", "Das ist zwei. Mehr nicht."),
}


def attack(times: int, seed: int) -> Tally:
    """Damage entries, build, compare: with what is published thrown away, so that everything is read, or left."""
    tally, dice = Tally("damaged cache"), random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        template, root = Path(name, "template"), Path(name, "p")
        subject.publication(template, INTERVIEWS)
        subject.build(template)
        good = subject.dist(template)
        for number in range(times):
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(template, root)
            damage, count = DAMAGES[number % len(DAMAGES)], dice.choice([1, 1, 3, 99])
            entries = sorted((root / STATE / "cache").glob("*/*/*"))
            victims = dice.sample(entries, min(count, len(entries)))
            if number % 5 == 0:
                victims.append(root / STATE / dice.choice(OF_STATE))
                victims[-1].touch()
            for victim in victims:
                if victim.stat().st_size or damage in (garbage, older, folder, gone):
                    damage(victim, entries if victim not in entries else [e for e in entries if e != victim], dice)
            if number % 3:
                shutil.rmtree(root / DIST)
            tally.count(f"{number}: {damage.__name__} of {len(victims)}", _fault(root, good, dice))
    return tally


def _fault(root: Path, good: dict[str, bytes], dice: random.Random) -> str | None:
    said: list[str] = []
    if code := subject.outcome(lambda: said.extend(subject.build(root))):
        return f"ended with {code}"
    if subject.dist(root) != good:
        return "something else is published"
    if code := subject.outcome(lambda: said.extend(subject.build(root))):
        return f"the next build ended with {code}"
    if subject.dist(root) != good:
        return "the next build publishes something else"
    if sum("damaged" in text for text in said) > 1:
        return "the damage was told twice"
    left = subject.hidden(root)
    return f"left behind: {left}" if left else None


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    finish(attack(options.times, options.seed))


if __name__ == "__main__":
    main()
