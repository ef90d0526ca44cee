"""Entry points for what an editor writes: interviews, settings, lexicons, pictures, and texts read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from attacks import hostile, mutation, published_sample
from attacks.entry import Entry
from audiobuild.checking import show_notes as shown
from audiobuild.checking.finding import File, Finding
from audiobuild.inputs import tables
from audiobuild.languages import lexicon, pls, registry
from audiobuild.languages.reading import sentences
from audiobuild.languages.report import report
from audiobuild.model import FrontMatter, Inline, Speaker
from audiobuild.publication import config, content, links, show_notes
from audiobuild.site import artwork
from audiobuild.text import visible


def all_of(scratch: Path) -> Iterator[Entry]:
    """Every entry point; files are written into ``scratch``."""
    yield from _interviews()
    yield from _settings(scratch)
    yield from _words()
    yield from _languages()


def _interviews() -> Iterator[Entry]:
    body = "\n\n".join(hostile.body(place, "Text") for place in hostile.BODY)
    interviews = [hostile.interview(), hostile.interview("correction.note", "x"), hostile.interview(body=body), _README]
    yield Entry(
        name="Markdown",
        make=partial(mutation.of_text, samples=[body, _README.partition("---\n")[2].partition("---\n")[2]]),
        run=lambda text: content.parse(hostile.interview(body=text), slug="a", path="content/a.md"),
        targets=("publication/content", "publication/markdown_reader", "publication/links", "publication/bounds"),
    )
    yield Entry(
        name="front matter",
        make=partial(mutation.of_text, samples=interviews),
        run=lambda text: _rendered(content.parse(text, slug="a", path="content/a.md")),
        targets=("publication/content", "inputs/tables", "publication/names", "publication/markdown_writer"),
    )


def _settings(scratch: Path) -> Iterator[Entry]:
    root = scratch / "publication"
    (root / "content").mkdir(parents=True)
    (root / "voices").mkdir()
    files = {
        "show": ("content/show.toml", hostile.show, hostile.SHOW),
        "voices": ("voices/a.toml", hostile.voice, hostile.VOICE),
    }
    for name, (file, make, keys) in files.items():
        samples = [make(), *(make(key, value) for key in keys for value in ('"x"', "1", "1.5", "true"))]
        yield Entry(
            name=name,
            make=partial(mutation.of_either, samples=samples),
            run=partial(_load, root, file),
            targets=(
                "publication/config",
                "publication/validation",
                "inputs/",
                "publication/links",
                "publication/colour",
            ),
        )


def _words() -> Iterator[Entry]:
    lexicons = ['"KL.digital" = "K L digital"\n"Pipeline" = {language = "en"}\n"x" = {spoken = "Y", case = false}\n']
    yield Entry(
        name="lexicon",
        make=partial(
            mutation.of_text, samples=lexicons + [hostile.lexicon(place, "wort") for place in hostile.LEXICON]
        ),
        run=_speak_with,
        targets=("languages/lexicon", "inputs/tables"),
    )
    yield Entry(
        name="PLS",
        make=partial(mutation.of_either, samples=[_PLS]),
        run=lambda data: pls.entries(data, language="de", place="content/a.pls"),
        targets=("languages/pls",),
    )
    yield Entry(
        name="links",
        make=partial(
            mutation.of_text, samples=["https://a.example:80/b?c#d", "mailto:a@b.example", "tel:+49-1", "../x"]
        ),
        run=links.fault,
        targets=("publication/links",),
    )
    yield Entry(
        name="show notes",
        make=partial(mutation.of_text, samples=[_NOTES]),
        run=lambda text: _shown(visible(text)),
        targets=("publication/show_notes", "check/show_notes"),
    )
    yield Entry(
        name="pictures",
        make=partial(mutation.of_bytes, samples=published_sample.pictures()),
        run=lambda data: (artwork.cover(data, "#ffffff"), artwork.upright(data, "#ffffff")),
        targets=("site/artwork",),
        raises=(ValueError,),
    )


def _languages() -> Iterator[Entry]:
    for code in registry.CODES:
        table = Path(__file__).parents[1] / f"tests/languages/{code}.tsv"
        rows = [
            line.split("\t")[0] for line in table.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")
        ]
        yield Entry(
            name=f"reading {code}",
            make=partial(mutation.of_text, samples=rows),
            run=partial(_read, code),
            targets=(
                f"languages/{code}/",
                "languages/shared/",
                "languages/split",
                "languages/pieces",
                "languages/cleaning",
            ),
        )


def _rendered(interview: Any) -> None:
    """What is written of an interview is read back as the same."""
    again = content.parse(content.render(interview), slug="a", path="content/a.md")
    if again.about != interview.about:
        raise AssertionError(f"{again.about} is not {interview.about}")


def _shown(text: str) -> None:
    """What players are given of show notes in which nothing is wrong is what players show, and in bounds."""
    speakers = (Speaker(name="A", role="narrator"),)
    about = FrontMatter(title="T", date=date(2024, 5, 1), language="de", speakers=speakers, notes=text)
    if list(show_notes.problems(about, "a")):
        return
    findings: list[Finding] = []
    html = show_notes.html(about)
    shown.check(File(path=Path("a"), name="a"), html, shown.DESCRIPTION, "a", findings)
    if findings or len(html.encode()) > show_notes.MOST_BYTES:
        raise AssertionError(f"{html!r}: {findings}")


def _load(root: Path, file: str, data: bytes) -> None:
    for name, text in (("content/show.toml", hostile.show()), ("voices/a.toml", hostile.voice())):
        (root / name).write_bytes(data if name == file else text.encode())
    config.load(root)


def _speak_with(text: str) -> None:
    table = tables.from_toml(text, place="content/lexicon.toml")
    found = lexicon.parse(table, place="content/lexicon.toml")
    sentences((Inline(text="Die KL.digital hat eine Pipeline, x, Wort und Nichts."),), language="de", lexicon=found)


def _read(code: str, text: str) -> None:
    read = sentences((Inline(text=text),), language=code)
    printed = "".join(piece.text for sentence in read for piece in sentence.pieces)
    if "".join(printed.split()) != "".join(text.split()) and (read or visible(text).strip()):
        raise AssertionError(f"{printed!r} is not all of the text")
    for sentence in read:
        list(report(sentence.pieces, language=code))


_README = """\
---
title: "Ein: Titel"
date: 2022-02-14
language: de
summary: Worum es geht.
season: 1
corrected:
  - {date: 2022-03-01, note: Ein Satz fehlte.}
image: foto.jpg
image_alt: Ein Haus
notes: |
  Mehr *dort*:

  - [Amtsblatt](https://example.org/)
links:
  - {title: Satzung, url: "https://example.org/satzung"}
speakers:
  - {name: Redaktion, role: question, voice: a}
  - {name: Ilona Benz, role: answer, voice: a}
---
Einleitung.

## Wie waren die ersten Tage?

Da waren viele … in der [Smart City]{lang=en}, sagt die [KL.digital]{say="K L digital"}.

**Redaktion:** Und [dort](https://example.org/)?

> Zitat.

- Eins
- Zwei

<!-- nichts -->

* * *

Schluss.
"""
_NOTES = """\
Hallo *du*, **[hier](https://a.example/x?a=1&b=2)** & <https://b.example/>, [Open Lab]{lang=en}.

- eins \\<b>
- zwei, [Post](mailto:a@b.example)

  und mehr <!-- nichts -->

1. a
2. b &amp; c
"""
_PLS = """\
<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="de">
<lexeme><grapheme>Benz</grapheme><alias>Bents</alias></lexeme>
<lexeme><grapheme>Kai</grapheme><phoneme prefer="true">kaɪ</phoneme><phoneme alphabet="x-sampa">kaI</phoneme></lexeme>
</lexicon>
"""
