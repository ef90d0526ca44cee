"""A publication is the old one or the new one, whatever happens while it is published.

``kill``: SIGKILL before every file operation of a build, and in the middle of its writing.
``fail``: every file operation fails, and the disk is full at any size.
``random``: SIGKILL of real commands at random moments. ``two``: two commands at once.
"""

from __future__ import annotations

import argparse
import errno
import functools
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from attacks import subject
from attacks.tally import Tally, finish
from audiobuild import checking, clock, files
from audiobuild.publication.config import DIST
from audiobuild.site import edition

Way = Literal["exchange", "journal"]
WAYS: tuple[Way, ...] = ("exchange", "journal")

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EMFILE, errno.EDQUOT)
OPERATIONS = ("open", "os.")
_IN_PYTHON = ("os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.getxattr", "os.listxattr", "os.putenv")

OLD = {
    "alt": subject.interview("Alte Folge", "2024-05-01", "Wie war es?", "Es war gut."),
    "mitte": subject.interview("Mittlere Folge", "2024-05-02", "Was kam dann?", "Der Regen kam."),
    "fort": subject.interview("Fort", "2024-05-03", "Und jetzt?", "Nichts mehr."),
}
NEW = {
    "alt": subject.interview("Alte Folge, neu", "2024-05-01", "Wie war es?", "Es war sehr gut."),
    "mitte": OLD["mitte"],
    "neu": subject.interview("Neue Folge", "2024-05-04", "Was ist neu?", "Alles ist neu."),
}
FOREIGN = {"CNAME": b"gespraeche-am-fluss.de\n", ".nojekyll": b"", "bilder/a.png": b"\x89PNG"}


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A publication with its old edition, whose cache also knows the new one, and what each looks like."""

    template: Path
    root: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    one: dict[str, bytes]
    """As it is when only the new episode was built."""

    def set(self) -> None:
        """The old edition is published, the new content is written."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.template, self.root, symlinks=True)
        subject.publication(self.root, NEW)

    def fault(self, way: Way) -> str | None:
        """What is wrong after the build ended in whatever way."""
        if way == "journal":
            edition.recover(self.root)
        there = subject.dist(self.root)
        if there not in (self.old, self.new, self.one):
            return f"neither the old nor the new publication: {_differences(there, self.old, self.new)}"
        if code := subject.outcome(lambda: subject.build(self.root)):
            return f"the next build ended with {code}"
        if (there := subject.dist(self.root)) != self.new:
            return f"the next build made something else: {_differences(there, self.new, self.new)}"
        left = subject.hidden(self.root)
        return f"left behind: {left}" if left else None


@subject.one_moment()
def stage(folder: Path) -> Stage:
    """Both editions are made once, so that what is tried is publishing, not speaking."""
    template, root = folder / "template", folder / "p"
    subject.publication(template, NEW)
    subject.build(template)
    shutil.rmtree(template / DIST)
    subject.publication(template, OLD)
    for name, data in FOREIGN.items():
        (template / DIST / name).parent.mkdir(parents=True, exist_ok=True)
        (template / DIST / name).write_bytes(data)
    subject.build(template)
    made = Stage(template=template, root=root, old=subject.dist(template), new={}, one={})
    made.set()
    subject.build(root, "neu")
    one = subject.dist(root)
    made.set()
    subject.build(root)
    for place, gone in (
        (template, set[str]()),
        (root, {"dist/fort"}),
    ):  # so that equal bytes mean a good check
        found = {finding.file for finding in checking.check(place, jobs=1, now=clock.now()).findings}
        if found != gone:
            raise AssertionError(f"check blames {found}")
    return Stage(template=template, root=root, old=made.old, new=subject.dist(root), one=one)


def operations(root: Path, act: Callable[[int, str], None]) -> None:
    """From now on, in this process, ``act`` is called before every file operation below ``root``, with its number."""
    count = iter(range(1 << 30))
    prefix = str(root)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if not event.startswith(OPERATIONS) or event in _IN_PYTHON:
            return
        names = [os.fsdecode(word) for word in arguments if isinstance(word, str | bytes | os.PathLike)]
        if any(name.startswith(prefix) for name in names):
            act(next(count), f"{event} {names[0][len(prefix) :]}")

    sys.addaudithook(hook)
    for module, name in ((files, "exchange"), (files, "sync"), (os, "fsync")):
        function = getattr(module, name)

        def counted(*arguments: Any, _function: Any = function, _name: str = name) -> Any:
            act(next(count), f"{_name} {arguments}")
            return _function(*arguments)

        setattr(module, name, functools.wraps(function)(counted))


def in_child(function: Callable[[], int]) -> int:
    """``function`` in a process of its own: its exit code, negative if it was killed."""
    child = os.fork()
    if not child:
        try:
            os._exit(function())
        finally:
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _prepare(way: Way) -> None:
    if way == "journal":

        def impossible(one: Path, other: Path) -> None:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

        vars(files)["exchange"] = impossible


def _attempt(on: Stage, way: Way, act: Callable[[int, str], None] | None, most_bytes: int | None, *, die: bool) -> int:
    def child() -> int:
        _prepare(way)
        if most_bytes is not None:
            if die:
                signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
        if act:
            operations(on.root, act)
        return subject.outcome(lambda: subject.build(on.root))

    return in_child(child)


@subject.one_moment()
def kill(on: Stage, way: Way, *, step: int = 1) -> Tally:
    """SIGKILL before every operation, and within the writing of files of many sizes."""
    tally = Tally(f"SIGKILL, {way}")

    def at(wanted: int) -> Callable[[int, str], None]:
        def act(number: int, name: str) -> None:
            if number == wanted:
                os.kill(os.getpid(), signal.SIGKILL)

        return act

    for number in range(0, 1 << 20, step):
        on.set()
        code = _attempt(on, way, at(number), None, die=True)
        tally.count(f"before operation {number}", on.fault(way))
        if code == 0:
            break
    for most in _sizes(on, step):
        on.set()
        _attempt(on, way, None, most, die=True)
        tally.count(f"behind byte {most} of a file", on.fault(way))
    return tally


@subject.one_moment()
def fail(on: Stage, way: Way, *, step: int = 1) -> Tally:
    """Every operation fails, with one error of the system after the other; and files cannot grow."""
    tally = Tally(f"errors, {way}")

    def at(wanted: int) -> Callable[[int, str], None]:
        def act(number: int, name: str) -> None:
            if number == wanted:
                error = ERRORS[wanted % len(ERRORS)]
                raise OSError(error, os.strerror(error), name)

        return act

    for number in range(0, 1 << 20, step):
        on.set()
        reached = on.root.with_name("reached")
        reached.unlink(missing_ok=True)

        def act(now: int, name: str, wanted: int = number, flag: Path = reached) -> None:
            if now == wanted:
                os.close(os.open(flag, os.O_CREAT | os.O_WRONLY))
            at(wanted)(now, name)

        code = _attempt(on, way, act, None, die=False)
        tally.count(f"operation {number}", _code_fault(code) or on.fault(way))
        if not reached.exists():
            break
    for most in _sizes(on, step):
        on.set()
        code = _attempt(on, way, None, most, die=False)
        tally.count(f"no byte behind {most}", _code_fault(code) or on.fault(way))
    return tally


def _code_fault(code: int) -> str | None:
    return None if code in (0, 2, 3, 4, 5) else f"ended with {code}"


def _sizes(on: Stage, step: int) -> Iterator[int]:
    largest = max(map(len, on.new.values()))
    size = 1.0
    while size < largest * 1.2:
        yield int(size)
        size *= 1.08**step if step > 1 else 1.08


@subject.one_moment()
def random_moments(on: Stage, times: int, seed: int) -> Tally:
    """Real commands, killed with all that they started, some before they have spoken anything, some in the middle."""
    tally, dice = Tally("SIGKILL at random moments"), random.Random(seed)
    longest = 0.0
    for number in range(times):
        on.set()
        if cold := number % 2 == 0:
            shutil.rmtree(on.root / ".audiobuild/cache/clips")
        began = time.monotonic()
        running = _command(on.root)
        try:
            running.wait(dice.uniform(0.2, max(longest, 1.5) * 1.1))
        except subprocess.TimeoutExpired:
            running.kill()
        else:
            longest = max(longest, time.monotonic() - began)
        running.wait()
        tally.count(f"{number} ({'cold' if cold else 'warm'})", on.fault("exchange"))
    return tally


@subject.one_moment()
def two_at_once(on: Stage, times: int, seed: int) -> Tally:
    """Two builds: one does it all, the other says so and ends with 5, or comes later and has nothing to do."""
    tally, dice = Tally("two builds at once"), random.Random(seed)
    for number in range(times):
        on.set()
        if number % 2:
            shutil.rmtree(on.root / ".audiobuild/cache/clips")
        first = _command(on.root)
        time.sleep(dice.uniform(0, 0.6))
        second = _command(on.root, *(["neu"] if dice.random() < 0.3 else []))
        codes = sorted((first.wait(), second.wait()))
        fault = None if codes in ([0, 0], [0, 5]) else f"ended with {codes}"
        tally.count(str(number), fault or on.fault("exchange"))
    return tally


def _command(root: Path, *slugs: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "audiobuild", "build", "-C", str(root), "-q", "-j", "1", *slugs]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _differences(there: dict[str, bytes], *wanted: dict[str, bytes]) -> str:
    return "; ".join(
        str([name for name in sorted({*there, *one}) if there.get(name) != one.get(name)])[:200] for one in wanted
    )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("attack", choices=["kill", "fail", "random", "two"])
    parser.add_argument("--times", type=int, default=252, help="of random and two")
    parser.add_argument("--step", type=int, default=1, help="of kill and fail: every so many operations")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        on = stage(Path(folder).resolve())
        if options.attack in ("kill", "fail"):
            attack = kill if options.attack == "kill" else fail
            finish(*(attack(on, way, step=options.step) for way in WAYS))
        attack_of = random_moments if options.attack == "random" else two_at_once
        finish(attack_of(on, options.times, options.seed))


if __name__ == "__main__":
    main()
