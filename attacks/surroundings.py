"""Sizes, file names, words of the command line, and what is around a command: environment, streams, folders."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from attacks.hostile import interview, show, voice

LARGE_INTERVIEWS: Mapping[str, Callable[[], str]] = {
    "100,000 questions": lambda: interview(body="## Was?\n\nDas.\n\n" * 100_000),
    "1,500 questions": lambda: interview(body="## Was?\n\nDas.\n\n" * 1_500),
    "a sentence of 100 kB": lambda: interview(body=f"## Was?\n\n{'wort ' * 20_000}.\n"),
    "a sentence of 100 kB without a space": lambda: interview(body=f"## Was?\n\n{'x' * 100_000}.\n"),
    "a paragraph of 40 kB": lambda: interview(body=f"## Was?\n\n{'Ein Wort. ' * 4_000}\n"),
    "a paragraph of 40 kB of digits": lambda: interview(body=f"## Was?\n\n{'1.2.3 ' * 7_000}\n"),
    "20,000 speakers": lambda: interview(
        "speakers", "[" + ",".join(f"{{name: N{i}, role: answer}}" for i in range(20_000)) + "]"
    ),
    "400 speakers": lambda: interview(
        "speakers", "[" + ",".join(f"{{name: N{i}, role: question, voice: a}}" for i in range(400)) + "]"
    ),
    "20,000 corrections": lambda: interview(
        "corrected", "[" + ",".join("{date: 2024-05-01, note: x}" for _ in range(20_000)) + "]"
    ),
    "300,000 lines": lambda: interview(body="## Was?\n\n" + "- a\n" * 300_000),
    "40,000 lines": lambda: interview(body="## Was?\n\n" + "- a\n" * 40_000),
    "4 MB": lambda: interview(body="## Was?\n\n" + "Ein Satz. " * 390_000),
    "50 MB": lambda: interview(body="## Was?\n\n" + "Ein Satz. " * 5_000_000),
    "a million brackets": lambda: interview(body="[" * 999_000),
    "9,000 brackets": lambda: interview(body="## Was?\n\n" + "[" * 9_000),
    "9,000 links that never end": lambda: interview(body="## Was?\n\n" + "[a](" * 9_000),
    "9,000 attributes that never end": lambda: interview(body="## Was?\n\n" + "[a]{" * 9_000),
    "9,000 attributes": lambda: interview(body="## Was?\n\n" + "[a]{lang=en} " * 9_000),
    "9,000 footnotes": lambda: interview(body="## Was?\n\n" + "[^a" * 9_000),
    "9,000 comments that never end": lambda: interview(body="## Was?\n\n" + "<!-- " * 9_000),
    "9,000 backticks": lambda: interview(body="## Was?\n\n" + "".join("`" * (n % 90) + " " for n in range(200))),
    "50,000 stars": lambda: interview(body="## Was?\n\n" + "*a" * 24_000),
    "50,000 stars that open": lambda: interview(body="## Was?\n\n" + "**" * 24_000),
    "underlines and stars": lambda: interview(body="## Was?\n\n" + "*_a " * 12_000),
    "50,000 quotations": lambda: interview(body="## Was?\n\n" + ">" * 49_000),
    "lists in lists": lambda: interview(body="## Was?\n\n" + "- " * 20_000 + "x"),
    "a table": lambda: interview(
        body="## Was?\n\n" + "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + ("|b" * 5_000 + "\n") * 3
    ),
    "backslashes": lambda: interview(body="## Was?\n\n" + "\\" * 49_000),
    "entities": lambda: interview(body="## Was?\n\n" + "&" * 49_000),
    "addresses": lambda: interview(body="## Was?\n\n" + "<http://a> " * 4_000),
    "definitions": lambda: interview(
        body="".join(f"[a{i}]: http://x.example/\n" for i in range(9_000)) + "\n## Was?\n\nDas.\n"
    ),
    "rules": lambda: interview(body="## Was?\n\nDas.\n\n" + "* * *\n\n" * 20_000),
    "unknown speakers": lambda: interview(body="## Was?\n\n" + "**Wer:** Das.\n\n" * 10_000),
    "a front matter that never ends": lambda: "---\n" + "a: b\n" * 100_000,
    "a front matter of 190 kB": lambda: interview("summary", "x" * 190_000),
    "200 kB of anchors": lambda: interview("unknown", "[" + ",".join(f"&a{i} x" for i in range(15_000)) + "]"),
}
LARGE_FILES: Mapping[str, tuple[str, Callable[[], str]]] = {
    "20,000 entries": (
        "content/lexicon.toml",
        lambda: "".join(f'"Frau Wort{i}" = "gesagt {i}"\n' for i in range(20_000)),
    ),
    "20,000 entries of one beginning": (
        "content/lexicon.toml",
        lambda: "".join(f'"Nichts{" x" * (i % 50)} {i}" = {{spoken = "so", case = false}}\n' for i in range(20_000)),
    ),
    "100,000 entries": ("content/lexicon.toml", lambda: "".join(f'"W{i}" = "g"\n' for i in range(100_000))),
    "entries of 100 kB": ("content/lexicon.toml", lambda: f'"Nichts" = "{"so " * 30_000}"\n'),
    "20,000 entries of PLS": (
        "content/words.pls",
        lambda: (
            '<lexicon xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="de">'
            + "<lexeme><grapheme>Wort</grapheme><alias>so</alias></lexeme>" * 20_000
            + "</lexicon>"
        ),
    ),
    "deep PLS": ("content/words.pls", lambda: "<a>" * 500_000),
    "20,000 keys of a show": ("content/show.toml", lambda: show() + "".join(f"k{i} = 1\n" for i in range(20_000))),
    "50,000 tables": ("content/show.toml", lambda: show() + "".join(f"[t{i}]\n" for i in range(20_000))),
    "a key of 100,000 parts": ("content/show.toml", lambda: show() + "a." * 90_000 + "a = 1\n"),
    "tables in tables": ("voices/a.toml", lambda: voice() + "x = " + "{a = " * 30_000),
    "quotes that never end": ("voices/a.toml", lambda: voice() + 'x = """' + '\\"""' * 40_000),
}

NAMES = (
    *("assets", "con", "nul", "com1", "lpt9", "a" * 81, "a" * 250, "Ä", "a b", "a_b", "-a", "a-", "a--b", "A", "a.b"),
    *(
        "a..b",
        "a\nb",
        "a\x1b[31mb",
        "\u202e",
        "\u200b",
        "\udcff",
        "%2e%2e",
        "a;b",
        "$(id)",
        "a'b",
        'a"b',
        "<b>",
        "{{a}}",
    ),
)


def commands(text: str) -> Iterator[Sequence[str]]:
    """Commands in which a text is one of the words."""
    short = text[:100_000]
    yield ("say", "--dry-run", "--", short)
    yield ("say", "--dry-run", f"--language={short}", "Ja.")
    yield ("say", "--dry-run", f"--voice={short}", "Ja.")
    yield ("build", "-q", "--", short)
    yield ("check", "--", short)
    yield ("import", "--dry-run", "--", short)
    yield ("import", f"--slug={short}", "article.txt", "--date=2024-05-01")
    yield ("import", f"--question-speaker={short}", "article.txt", "--date=2024-05-01")
    yield ("import", f"--answer-speaker={short}", "article.txt", "--date=2024-05-01")
    yield ("import", f"--language={short}", "article.txt", "--date=2024-05-01")
    yield ("import", f"--date={short}", "article.txt")
    yield ("voices", "-C", short)
    yield ("init", "--", f"new/{short}")
    yield ("say", f"--output={short}", "Ja.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """What a command finds around it; what the interpreter reads itself needs a ``fresh`` one."""

    environment: Mapping[str, str | None] = field(default_factory=dict)
    closed: Sequence[int] = ()
    prepare: Callable[[Path], object] = lambda project: None
    fresh: bool = False


def _unreadable(name: str) -> Callable[[Path], None]:
    def lock(project: Path) -> None:
        (project / name).mkdir(exist_ok=True)
        (project / name).chmod(0)
        if os.getuid() == 0:  # who may do anything meets a folder that is none
            (project / name).chmod(0o700)
            (project / name).rename(project.parent / "moved")
            (project / name).write_text("x")

    return lock


AROUND: Mapping[str, Around] = {
    "time abc": Around(environment={"SOURCE_DATE_EPOCH": "abc"}),
    "time negative": Around(environment={"SOURCE_DATE_EPOCH": "-1"}),
    "time of 5,000 digits": Around(environment={"SOURCE_DATE_EPOCH": "9" * 5000}),
    "time at the end": Around(environment={"SOURCE_DATE_EPOCH": "253402300799"}),
    "time at the beginning": Around(environment={"SOURCE_DATE_EPOCH": "0"}),
    "no home": Around(environment={"HOME": None, "XDG_DATA_HOME": None}),
    "home is a file": Around(environment={"HOME": "/dev/null"}),
    "narrow": Around(environment={"COLUMNS": "1"}),
    "no width": Around(environment={"COLUMNS": "-5"}),
    "width of 5,000 digits": Around(environment={"COLUMNS": "9" * 5000}),
    "width in words": Around(environment={"COLUMNS": "wide", "LINES": "x"}),
    "an empty path": Around(environment={"PATH": ""}),
    "no path": Around(environment={"PATH": None}, fresh=True),
    "no temporary folder": Around(environment={"TMPDIR": "/nonexistent"}),
    "letters of ASCII": Around(environment={"PYTHONIOENCODING": "ascii"}, fresh=True),
    "letters of Latin": Around(environment={"PYTHONIOENCODING": "latin-1"}, fresh=True),
    "an old locale": Around(environment={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, fresh=True),
    "a locale of nobody": Around(environment={"LC_ALL": "xx_YY.UTF-9"}, fresh=True),
    "no input": Around(closed=(0,), fresh=True),
    "no output": Around(closed=(1,), fresh=True),
    "no messages": Around(closed=(2,), fresh=True),
    "no streams": Around(closed=(0, 1, 2), fresh=True),
    "content locked": Around(prepare=_unreadable("content")),
    "voices locked": Around(prepare=_unreadable("voices")),
    "dist locked": Around(prepare=_unreadable("dist")),
    "state locked": Around(prepare=_unreadable(".audiobuild")),
}
