"""Engines that misbehave: other people's, in processes and threads, and services that answer anything but speech.

    python -m attacks.engines [--every N] [--jobs 2] [--only WORD]

Each is tried in the command as its user runs it. A failure of an engine must end with exit code 4 and name file and line (or
the voice's file), sentence and engine, without a traceback, in time, and with nothing published; what harms nobody must not
keep a build from being done. Sounds that were refused must be taken, and only they, once they are accepted.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from attacks import services
from attacks.misbehaviour import (
    ABOUT,
    ANSWERS,
    ANSWERS_SO,
    ATTRIBUTE,
    HARMLESS,
    HEAD,
    INSTEAD,
    OWN_CLASSES,
    SOUNDS,
    SPEAKS,
)
from attacks.plugins import PLACE, SENTENCE, Environment, installed, primed, publication
from attacks.tally import Tally, finish

WITHIN_S = 240
PATIENCE_S, SHORT_S = 100, 12
START = """
import os
from audiobuild.speech import workers
workers.STALLED_AFTER_S = dict.fromkeys(("processes", "threads"), float(os.environ["PATIENCE_S"]))
from audiobuild.cli.start import main
main()
"""
"""The command, with less patience: it must hold for all that is no hang, also on a busy machine."""

Fault = str | None
Around = Callable[[], AbstractContextManager[Environment]]
_number = count()
UNACCEPTABLE = ("no sound", "silence", "300 MB")
"""Sounds that have no name, and one that lasts for two hours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One engine to try: its code, and what must come of it."""

    name: str
    code: str
    fails: bool = True
    place: str = "voices/"
    command: tuple[str, ...] = ("build",)
    entry: str = ""
    accept: bool | None = None
    primed: str = ""
    patience_s: float = PATIENCE_S
    around: Around = field(default=lambda: nullcontext({}))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="only each N-th")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="only those whose name holds it")
    arguments = parser.parse_args()
    chosen = [case for case in cases() if arguments.only in case.name][:: arguments.every]
    with tempfile.TemporaryDirectory() as folder:
        finish(attack(Path(folder), chosen, arguments.jobs))


def attack(folder: Path, chosen: list[Case], jobs: int) -> Tally:
    """Try some cases."""
    tally = Tally("engines")
    templates = _templates(folder, {case.primed for case in chosen})
    with ThreadPoolExecutor(jobs) as executor:
        faults = executor.map(lambda case: tried(case, folder, templates[case.primed]), chosen)
        for case, fault in zip(chosen, faults, strict=True):
            tally.count(case.name, fault)
    return tally


def _templates(folder: Path, wanted: set[str]) -> dict[str, Path]:
    """Publications to copy, by what has spoken all of it but one sentence; "" for one of which nothing is spoken."""
    new = publication(folder / "template")
    templates = {"": new}
    for name in wanted - {""}:
        code, around = PRIMING[name]
        with around() as more:
            templates[name] = primed(new, folder / f"primed-{name}", code, more)
    return templates


PRIMING: dict[str, tuple[str, Around]] = {
    "espeak": (SPEAKS.format(workers="processes", when="False", instead="pass"), lambda: nullcontext({})),
    **services.PRIMING,
}


def cases() -> Iterator[Case]:
    """All of them."""
    for case in (*_of_sentences(), *_of_voices(), *_of_entry_points(), *services.cases(Case)):
        hangs = any(word in case.code for word in ("600)", "iter(int, 1)", "lock.acquire()", "time.sleep(60)"))
        yield replace(case, patience_s=SHORT_S) if hangs and (case.fails or case.command == ("voices",)) else case


def _of_sentences() -> Iterator[Case]:
    for workers in ("processes", "threads"):
        for name, instead in INSTEAD.items():
            code = SPEAKS.format(workers=workers, when="'Sommer' in text", instead=instead)
            accept = name != "noise, other each time" if name in SOUNDS and name not in UNACCEPTABLE else None
            yield Case(
                name=f"{name}, for a sentence, in {workers}", code=code, place=PLACE, accept=accept, primed="espeak"
            )
        for name, instead in HARMLESS.items():
            code = SPEAKS.format(workers=workers, when="True", instead=instead)
            yield Case(name=f"{name}, in {workers}", code=code, fails=False, primed="espeak")
    for name, instead in INSTEAD.items():
        yield Case(name=f"{name}, always", code=SPEAKS.format(workers="processes", when="True", instead=instead))


def _of_voices() -> Iterator[Case]:
    commands = (
        ("build",),
        ("build", "--dry-run"),
        ("say", "Guten Tag.", "--voice", "de-answer-male", "-o", "x.wav"),
        ("voices",),
    )
    for index, method in enumerate(ABOUT):
        for number, (name, instead) in enumerate(ANSWERS.items()):
            form = ATTRIBUTE if method in ("workers", "concurrency", "audible", "reads_ipa") else ANSWERS_SO
            if method == "__init__" and "return" in instead:
                continue
            command = commands[(index + number) % len(commands)]
            code = form.format(method=method, instead=instead)
            yield Case(name=f"{method} {name}, {command[0]}", code=code, command=command, fails=command[0] != "voices")
    yield Case(name="classes of its own", code=OWN_CLASSES, fails=False)
    changing = ANSWERS_SO.format(method="fingerprint", instead="return str(time.time_ns())")
    yield Case(name="a fingerprint that changes", code=changing)
    yield Case(name="an empty fingerprint", code=ANSWERS_SO.format(method="fingerprint", instead="return ''"))
    for value in ("-1", "2.5", "True", "'4'", "None", "float('nan')"):
        yield Case(name=f"concurrency {value}", code=ATTRIBUTE.format(method="concurrency", instead=f"return {value}"))
    for value in ("'fibres'", "['threads']", "None"):
        yield Case(name=f"workers {value}", code=ATTRIBUTE.format(method="workers", instead=f"return {value}"))


def _of_entry_points() -> Iterator[Case]:
    for name, instead in ANSWERS.items():
        if "return" not in instead:
            yield Case(name=f"its module {name}", code=f"{HEAD}\n{instead}\n")
    for name, code, entry in (
        ("in damaged metadata", "", "{name} = {name}:Engine\nevil"),
        ("no module", "", "{name} = nowhere_at_all:Engine"),
        ("no class", "", ""),
        ("no syntax", "class Engine(:", ""),
        ("a module", "", "{name} = {name}"),
        ("an instance", f"{HEAD}\nEngine = Espeak()", ""),
        ("a number", "Engine = 3", ""),
        ("a function that gives nothing", "def Engine(): pass", ""),
        ("a class without anything", "class Engine: pass", ""),
    ):
        yield Case(name=f"its entry point is {name}", code=code, entry=entry)


# --- a try ----------------------------------------------------------------------------------------------------------


def tried(case: Case, folder: Path, template: Path) -> Fault:
    """What went wrong; ``None`` if all went as it should."""
    name = f"rogue{next(_number)}"
    project = folder / name
    shutil.copytree(template, project)
    entry = case.entry.format(name=name)
    environment = installed(folder / f"{name}-plugin", case.code, name=name, voices=project / "voices", entry=entry)
    with case.around() as more:
        fault = _tried(case, name, project, environment | more | {"PATIENCE_S": str(case.patience_s)})
    shutil.rmtree(project)
    return fault


def _tried(case: Case, name: str, project: Path, environment: Environment) -> Fault:
    command, *words = case.command
    as_json = ["--json"] if case.command == ("build",) else []
    try:
        done = _run([command, "-C", ".", *words, *as_json], environment, project)
    except subprocess.TimeoutExpired:
        return f"it did not end in {WITHIN_S} s"
    if fault := _fault(case, name, done, project):
        return f"{fault}; exit code {done.returncode}: {done.stderr[-300:]}"
    if case.accept is not None:
        return _accepted(case, done.stderr, project, environment)
    return None


def _fault(case: Case, name: str, done: subprocess.CompletedProcess[str], project: Path) -> Fault:
    if "Traceback" in done.stderr and case.fails:
        return "a traceback"
    if done.returncode != (4 if case.fails else 0):
        return "another exit code"
    if (project / "dist").exists() and case.fails:
        return "something is published"
    if not case.fails:
        if case.command == ("build",):
            return None if '"episodes"' in done.stdout and (project / "dist").exists() else "nothing is built"
        return None if "cannot speak here" in done.stdout else "no problem is told"
    if case.command[0] != "say" and not re.search(f"^{case.place}", done.stderr, re.MULTILINE):
        return "no place"
    if name not in done.stderr:
        return "the engine is not named"
    if case.place == PLACE and SENTENCE not in done.stderr:
        return "the sentence is not named"
    return None


def _accepted(case: Case, said: str, project: Path, environment: Environment) -> Fault:
    """A build that accepts the sounds that were refused."""
    names = re.findall(r"--accept-sound (\w+)", said)
    kept = sorted(path.stem for path in (project / ".audiobuild/doubtful").glob("*"))
    if not names or kept != sorted(names):
        return f"refused are {names}, kept are {kept}"
    options = [word for name in names for word in ("--accept-sound", name)]
    done = _run(["build", "-C", ".", *options], environment, project)
    if done.returncode != (0 if case.accept else 4):
        return f"accepted, it ends with {done.returncode}: {done.stderr[-300:]}"
    left = list((project / ".audiobuild/doubtful").glob("*"))
    return f"accepted, there are still {left}" if case.accept and left else None


def _run(words: list[str], environment: Environment, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", START, *words],
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=WITHIN_S,
        check=False,
    )


if __name__ == "__main__":
    main()
