"""Random input for every entry point: ``python -m attacks.fuzz [--times N] [ENTRY…]``.

Good samples are changed in a few places, so that what finds faults gets far. Only AudiobuildErrors may come out, and what a
function says that it raises. A run that takes more than a few seconds is a fault, too. An input that goes through is printed,
and kept under ``--keep``. ``--coverage`` counts the lines that were run of the modules that take the input; it is slow.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import os
import random
import re
import signal
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NoReturn

from attacks import entries, lines
from attacks.entry import Entry
from attacks.tally import Tally, finish
from audiobuild.errors import AudiobuildError

LONGEST_S = 10
_HANGS_S = 60
_KINDS = 20
"""Faults of one entry that are told; the rest are counted."""


class _TooLong(BaseException):
    """A run has taken its time. No ``except Exception`` swallows it."""


def main() -> None:
    """Fuzz the entries named, or all."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("entries", nargs="*", help="parts of their names (default: all)")
    options.add_argument("--times", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=float, default=3600, help="of each entry, at most (default: %(default)s)")
    options.add_argument("--keep", type=Path, help="a folder for the inputs that went through")
    options.add_argument("--coverage", action="store_true")
    options.add_argument("--list", action="store_true", help="name the entries")
    chosen = options.parse_args()
    with scratch() as folder:
        every = list(entries.all_of(folder))
        some = [entry for entry in every if not chosen.entries or any(word in entry.name for word in chosen.entries)]
        if chosen.list:
            print("\n".join(entry.name for entry in every))
            return
        run = partial(attack, times=chosen.times, seconds=chosen.seconds, seed=chosen.seed)
        watch = lines.Lines() if chosen.coverage else None
        tallies = [run(entry, keep=chosen.keep, watch=watch) for entry in some]
        if watch:
            print(
                "all of them:",
                *lines.report(watch.seen, tuple({name for entry in some for name in entry.targets})),
                sep="\n",
            )
    finish(*tallies)


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder for files; in memory where there is such a place."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="fuzz", dir=memory) as folder:
        yield Path(folder)


def attack(
    entry: Entry,
    *,
    times: int,
    seed: int,
    seconds: float = 3600,
    keep: Path | None = None,
    watch: lines.Lines | None = None,
) -> Tally:
    """Run an entry so often, as long as there is time, with input that follows from the seed."""
    tally = Tally(entry.name)
    random_ = random.Random(f"{seed} {entry.name}")
    kinds: set[str] = set()
    began = time.monotonic()
    signal.signal(signal.SIGALRM, _late)
    with warnings.catch_warnings(), Path(os.devnull).open("w") as nothing, contextlib.redirect_stderr(nothing):
        warnings.simplefilter("ignore")
        for _ in range(times):
            if time.monotonic() - began > seconds:
                break
            value = entry.make(random_)
            if watch:
                watch.begin()
            fault, kind = _fault(entry, value)
            if watch:
                watch.end()
            if fault and (kind in kinds or len(kinds) >= _KINDS):
                tally.tried += 1
                tally.faults.append(fault)
                continue
            tally.count("", f"{fault}: {value!r:.300}" if fault else None)
            if fault:
                kinds.add(kind)
                _keep(keep, entry, len(kinds), value)
    print(f"{tally} ({time.monotonic() - began:.0f} s)", flush=True)
    return tally


def _fault(entry: Entry, value: object) -> tuple[str, str]:
    """What went wrong, and its kind; empty if nothing did."""
    faulthandler.dump_traceback_later(_HANGS_S, exit=True, file=2)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_S)
    try:
        entry.run(value)
    except _TooLong:
        return f"took more than {LONGEST_S} s", "time"
    except Exception as error:
        if isinstance(error, (AudiobuildError, *entry.raises)):
            return "", ""
        where = traceback.extract_tb(error.__traceback__)[-1]
        kind = f"{type(error).__name__} in {Path(where.filename).name}:{where.lineno}"
        return f"{kind}: {str(error)[:200]}", kind
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
    return "", ""


def _late(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _TooLong


def _keep(folder: Path | None, entry: Entry, number: int, value: object) -> None:
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"\W+", "-", entry.name)
        data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "backslashreplace")
        (folder / f"{name}-{number}").write_bytes(data)


if __name__ == "__main__":
    main()
