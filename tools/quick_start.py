"""Does what the quick start says, typed as it stands there, and counts what a new user has to do.

    python -m tools.quick_start --table                           both guides with our own interview in each form
    python -m tools.quick_start docs/quick-start.md ARTICLE       one guide, with a file or an address

A block ```` ```console ```` of a guide has lines of three kinds. ``$ `` begins a command. A line ``question: answer`` is what is
asked, as it is printed, and what is typed then; below a command it must be asked, in a block without one it is answered wherever
it is asked. ``…`` alone is output that nobody has to read, and within a question it stands for whatever is there; a block that
begins with it goes on with the command before. Two things are put in place of what is written: the article's name, and the place to publish to. Needs pexpect.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pexpect

from tools import articles

ROOT = Path(__file__).parents[1]
GUIDES: Mapping[Path, str] = {ROOT / "docs/quick-start.md": "C", ROOT / "docs/schnellstart.md": "de_DE"}
"""Each with the language of its reader's computer."""

ARTICLE = "interview.docx"
PUBLISH = "audiobuild publish "
SECONDS = 300
"""More than any command takes."""

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_STATUS = re.compile(r"\[ended with (\d+)\] ")
_NOBODY = "http://127.0.0.1:9"
"""A proxy that is not there: nobody's server is asked whether it shows what was published."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What is asked, as a pattern, and what is typed then."""

    asked: str
    answer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A command, and what it must ask, in this order."""

    command: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Guide:
    """What a guide has typed: its steps, what is answered if it is asked, and how many files it has written by hand."""

    steps: tuple[Step, ...]
    possible: tuple[Question, ...]
    edits: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """What it took."""

    commands: int
    answers: int
    edits: int
    seconds: float
    shown: str


class GuideError(Exception):
    """The guide does not lead where it says."""


def read(text: str) -> Guide:
    """The guide that ``text`` is."""
    steps: list[Step] = []
    possible: list[Question] = []
    written = edits = 0
    for language, body in _BLOCK.findall(text):
        if language != "console":
            written += 1
            continue
        lines = body.splitlines()
        for step in _steps(lines):
            if steps and lines[:1] == ["…"] and not step.command:
                steps[-1] = replace(steps[-1], questions=(*steps[-1].questions, *step.questions))
            elif step.command:
                steps.append(step)
                edits = written  # what is written behind the last command is for another day
            else:
                possible += step.questions
    return Guide(steps=tuple(steps), possible=tuple(possible), edits=edits)


def _steps(lines: Sequence[str]) -> Iterator[Step]:
    command = ""
    questions: list[Question] = []
    for line in (*lines, "$ "):
        if line.startswith("$ "):
            if command or questions:
                yield Step(command=command, questions=tuple(questions))
            command, questions = line[2:], []
        elif line != "…":
            asked, colon, answer = line.rpartition(": ")
            if not colon:
                raise GuideError(f"neither a command nor a question: {line}")
            pattern = "[^\r\n]*".join(re.escape(part) for part in asked.split("…"))
            questions.append(Question(asked=f"{pattern}: ", answer=answer))


def follow(guide: Guide, folder: Path, *, article: str, place: str, language: str) -> Count:
    """Type all that the guide says in a new terminal in ``folder``. Raises GuideError."""
    begun = time.monotonic()
    shell = _shell(folder, language)
    shown = ""
    answers = 0
    try:
        for step in guide.steps:
            shell.sendline(_typed(step.command, article, place))
            answered, said = _answered(shell, step, guide.possible)
            answers += answered
            shown += said
    finally:
        shell.close(force=True)
    seconds = time.monotonic() - begun
    return Count(commands=len(guide.steps), answers=answers, edits=guide.edits, seconds=seconds, shown=shown)


def _typed(command: str, article: str, place: str) -> str:
    if command.startswith(PUBLISH):
        return f"{PUBLISH}{place}"
    return command.replace(ARTICLE, article)


def _answered(shell: pexpect.spawn[str], step: Step, possible: Sequence[Question]) -> tuple[int, str]:
    """How many questions were answered until the command ended, and what it printed."""
    expected = list(step.questions)
    shown = ""
    answers = 0
    while True:
        there = [*expected[:1], *possible]
        number = shell.expect([_STATUS.pattern, pexpect.TIMEOUT, pexpect.EOF, *(f"{one.asked}$" for one in there)])
        shown += shell.before if isinstance(shell.before, str) else ""
        if number in (1, 2):
            raise GuideError(f"{step.command}: the guide does not say what to do here:\n{plain(shown)[-2000:]}")
        if number == 0:
            break
        one = there[number - 3]
        if expected and one is expected[0]:
            expected.pop(0)
        shown += str(shell.after)
        shell.sendline(one.answer)
        answers += 1
    status = int(shell.match[1])
    if status or expected:
        unasked = "".join(f"\nnobody asked {one.asked}" for one in expected)
        raise GuideError(f"{step.command} ended with {status}{unasked}:\n{plain(shown)[-2000:]}")
    return answers, plain(shown)


def _shell(folder: Path, language: str) -> pexpect.spawn[str]:
    """A shell on a terminal of its own, which says how each command ended. The first thing that it says is waited for."""
    programs = Path(sys.executable).parent
    if not (programs / "audiobuild").exists():
        raise GuideError(f"audiobuild is not installed in {programs}")
    environment = {
        **{key: value for key, value in os.environ.items() if key not in ("LANG", "LANGUAGE", "LC_MESSAGES")},
        "PATH": os.pathsep.join((str(programs), os.environ.get("PATH", os.defpath))),
        "LC_ALL": f"{language}.UTF-8",
        "PS1": "[ended with $?] ",
        "TERM": "xterm",
        **dict.fromkeys(("http_proxy", "https_proxy"), _NOBODY),
        "no_proxy": "127.0.0.1",
    }
    words = ["--norc", "--noprofile", "--noediting", "-i"]
    size = (40, 100)
    shell = pexpect.spawn(
        "bash", words, cwd=str(folder), env=environment, encoding="utf-8", timeout=SECONDS, dimensions=size
    )
    shell.expect(_STATUS.pattern)
    return shell


def plain(text: str) -> str:
    """What a terminal printed, without its codes."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text.replace("\r\n", "\n"))


def verify(folder: Path, place: Path) -> None:
    """The episode is in dist/, ``audiobuild check`` finds nothing, and ``place`` has feed and MP3. Raises GuideError."""
    sounds = [path.relative_to(folder / "dist") for path in (folder / "dist").glob("*/*.mp3")]
    if len(sounds) != 1:
        raise GuideError(f"dist/ has {len(sounds)} episodes")
    command = [str(Path(sys.executable).parent / "audiobuild"), "check", "-C", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise GuideError(f"check ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    for name in (Path("feed.xml"), *sounds):
        if not (place / name).is_file() or (place / name).read_bytes() != (folder / "dist" / name).read_bytes():
            raise GuideError(f"{name} is not at the place")


def tried(path: Path, language: str, article: articles.Article) -> Count:
    """What a guide takes with an article, in a new empty folder. Raises GuideError."""
    with TemporaryDirectory() as temporary:
        folder, place = Path(temporary) / "podcast", Path(temporary) / "website"
        folder.mkdir()
        with articles.offered(article, folder) as name:
            guide = read(path.read_text("utf-8"))
            count = follow(guide, folder, article=name, place=str(place), language=language)
        verify(folder, place)
    return count


def main() -> None:
    """Print the counts, or follow one guide."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", action="store_true", help="both guides, with every article that is at hand")
    parser.add_argument("guide", nargs="?", type=Path)
    parser.add_argument("article", nargs="?")
    given = parser.parse_args()
    if given.table:
        click.echo("| Guide | Article | Commands | Answers | Edits | Seconds |\n|---|---|---|---|---|---|")
        for path, language in GUIDES.items():
            for article in articles.at_hand():
                one = tried(path, language, article)
                cells = (path.name, article.name, one.commands, one.answers, one.edits, f"{one.seconds:.0f}")
                click.echo(f"| {' | '.join(map(str, cells))} |")
    elif given.guide and given.article:
        language = GUIDES.get(given.guide.resolve(), "C")
        one = tried(given.guide, language, articles.Article(name=given.article, form="as it is"))
        click.echo(one.shown)
        click.echo(f"{one.commands} commands, {one.answers} answers, {one.edits} edits, {one.seconds:.0f} s")
    else:
        parser.error("give --table, or a guide and an article")


if __name__ == "__main__":
    main()
