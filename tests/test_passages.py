"""What is heard of pictures, tables, footnotes and headings, by whom, and where it is printed."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from writers.episodes import MATTER, SHOW, VOICES

from audiobuild import script
from audiobuild.errors import ContentError
from audiobuild.languages import aloud
from audiobuild.languages.registry import CODES
from audiobuild.languages.words import words
from audiobuild.model import (
    AnyBlock,
    Block,
    FootnoteBlock,
    FootnoteReference,
    Inline,
    PictureBlock,
    Script,
    Show,
    TableBlock,
)
from audiobuild.publication import content
from audiobuild.publication.config import Publication
from audiobuild.publication.voices import Voices

BODY = """\
Vorab.[^a]

### Zuvor

Mehr.

## Frage?[^b]

Eins.[^c] Zwei.

![Ein Turm. Ein Fluss.](turm.jpg "Im Mai")

- Punkt[^a].
- Noch einer.

| Ort | [Smart City]{lang=en} | 2024 |
|-----|-----------------------|------|
| **Turm**[^d] | 5 € | |
| | 6 | z. B. 7. Ja! |
| Haus | | |

> Wer liest, lebt.
>
> — Eco

![](zier.png)

Schluss.

[^a]: Erste. Mit zwei Sätzen.
[^b]: Zweite.
[^c]: Dritte.
[^d]: Vierte.
"""


def write(body: str = BODY, *, language: str = "de", **settings: Any) -> Script:
    matter = MATTER.format(title="T", asks="Anna", answers="Ben", more="").replace(
        "language: de", f"language: {language}"
    )
    interview = content.parse(matter + body, slug="a", path="content/a.md")
    show = dataclasses.replace(SHOW, **settings)
    voices = {name: dataclasses.replace(voice, language=language) for name, voice in VOICES.items()}
    return script.write(interview, Publication(root=Path(), show=show, voices=Voices(voices)))


def heard(written: Script) -> list[tuple[str, str]]:
    return [(utterance.speaker.role, utterance.text) for utterance in written.utterances]


def blocks(written: Script) -> list[AnyBlock]:
    return [block for chapter in written.chapters for block in chapter.blocks]


def test_all_is_heard_where_it_is_printed() -> None:
    assert heard(write()) == [
        ("narrator", "T"),
        ("narrator", "Vorab."),
        ("narrator", "Anmerkung 1: Erste."),
        ("narrator", "Mit zwei Sätzen."),
        ("narrator", "Zuvor"),
        ("narrator", "Mehr."),
        ("question", "Frage?"),
        ("narrator", "Anmerkung 2: Zweite."),
        ("answer", "Eins."),
        ("answer", "Zwei."),
        ("narrator", "Anmerkung 3: Dritte."),
        ("narrator", "Bild: Ein Turm. Ein Fluss."),
        ("narrator", "Im Mai"),
        ("answer", "Punkt."),
        ("answer", "Noch einer."),
        ("answer", "Tabelle: Ort; Smart City; 2024."),
        ("answer", "Turm (Smart City: 5 €)."),
        ("answer", "Smart City: 6; 2024: z. B. 7. Ja!"),
        ("answer", "Haus."),
        ("narrator", "Anmerkung 4: Vierte."),
        ("answer", "Wer liest, lebt."),
        ("answer", "— Eco"),
        ("answer", "Schluss."),
    ]


def test_what_a_show_has_printed_only_is_not_heard_and_still_there() -> None:
    spoken = write()
    written = write(pictures="printed", tables="printed", footnotes="printed")
    silent = ("Anmerkung", "Mit zwei", "Bild:", "Im Mai", "Tabelle:", "Turm (", "Smart City:", "Haus.")
    assert heard(written) == [pair for pair in heard(spoken) if not pair[1].startswith(silent)]
    assert [block.kind for block in blocks(written)] == [block.kind for block in blocks(spoken)]
    for block in blocks(written):
        if isinstance(block, PictureBlock | TableBlock | FootnoteBlock):
            assert (block.heard, block.paragraphs) == (False, ())
    assert [u.pause for u in written.utterances][-1] == "chapter"
    notes = [block for block in blocks(written) if isinstance(block, FootnoteBlock)]
    assert ["".join(run.text for run in note.inlines) for note in notes] == [
        "Anmerkung 1: Erste. Mit zwei Sätzen.",
        "Anmerkung 2: Zweite.",
        "Anmerkung 3: Dritte.",
        "Anmerkung 4: Vierte.",
    ]


def test_footnotes_are_numbered_as_they_are_met_and_each_reference_is_counted() -> None:
    written = write()
    marks = [mark for utterance in written.utterances for run in utterance.inlines for mark in run.footnotes]
    assert [(mark.label, mark.number, mark.occurrence) for mark in marks] == [
        ("a", 1, 1),
        ("b", 2, 1),
        ("c", 3, 1),
        ("a", 1, 2),
        ("d", 4, 1),
    ]
    assert [u.text for u in written.utterances if any(run.footnotes for run in u.inlines)] == [
        "Vorab.",
        "Frage?",
        "Eins.",
        "Punkt.",
        "Turm (Smart City: 5 €).",
    ]


def test_a_row_is_one_utterance_and_its_cells_keep_their_marks() -> None:
    (table,) = (block for block in blocks(write()) if isinstance(block, TableBlock))
    assert [len(paragraph) for paragraph in table.paragraphs] == [1] * 4
    english = Inline(text="Smart City", language="en")
    mark = FootnoteReference(label="d", number=4, occurrence=1)
    assert table.rows == (
        ((Inline(text="Ort"),), (english,), (Inline(text="2024"),)),
        ((Inline(text="Turm", strong=True, footnotes=(mark,)),), (Inline(text="5 €"),), ()),
        ((), (Inline(text="6"),), (Inline(text="z. B. 7. Ja!"),)),
        ((Inline(text="Haus"),), (), ()),
    )
    ((row,),) = table.paragraphs[1:2]
    assert [(piece.text, piece.spoken, piece.language) for piece in row.pieces] == [
        ("Turm (", "Turm (", "de"),
        ("Smart City", "Smart City", "en"),
        (": 5 ", ": 5 ", "de"),
        ("€", "Euro", "de"),
        (").", ").", "de"),
    ]
    lines = BODY[: BODY.index("| **Turm")].count("\n") + MATTER.format(title="", asks="", answers="", more="").count(
        "\n"
    )
    assert row.source.line == lines + 1


def test_the_speaker_is_named_once_whatever_the_narrator_reads_between() -> None:
    named = [(block.kind, block.speaker.name) for block in blocks(write()) if getattr(block, "named", False)]
    assert named == [("text", "Ben")]


def test_pauses_follow_who_speaks_next() -> None:
    by_text = {u.text: u.pause for u in write().utterances}
    assert by_text["Zwei."] == "speaker"
    assert by_text["Anmerkung 3: Dritte."] == "paragraph"
    assert by_text["Bild: Ein Turm. Ein Fluss."] == "paragraph"
    assert by_text["Im Mai"] == "speaker"
    assert by_text["Turm (Smart City: 5 €)."] == "paragraph"
    assert by_text["Haus."] == "speaker"
    assert by_text["Schluss."] == "chapter"


def printed(body: str) -> list[list[list[str]]]:
    """Of what kinds the containers are around each paragraph of each block of text."""
    found = [block for block in blocks(write(body)) if isinstance(block, Block)]
    return [[[one.kind for one in place] for place in block.places] for block in found]


def test_a_quotation_says_whose_words_it_is() -> None:
    assert (
        printed("## F?\n\n> Ja.\n>\n> — Eco\n\n> Nein.\n>\n> — Kant\n")
        == [[["quotation", "quote"], ["quotation", "attribution"]]] * 2
    )
    assert printed("## F?\n\n> Ja.\n>\n> - a\n>\n> 1. b\n>\n> — Eco\n") == [
        [
            ["quotation", "quote"],
            ["quotation", "quote", "bullet", "item"],
            ["quotation", "quote", "number", "item"],
            ["quotation", "attribution"],
        ]
    ]


def test_a_heading_is_no_chapter() -> None:
    written = write()
    assert [chapter.title for chapter in written.chapters] == ["Einleitung", "Frage?"]
    (heading,) = (block for block in blocks(write("## F?\n\n### Eins. Zwei?\n\nJa.\n")) if block.kind == "subheading")
    assert [[u.text for u in said] for said in heading.paragraphs] == [["Eins. Zwei?"]]


def test_what_holds_nothing_that_can_be_read_out_is_named_with_its_line() -> None:
    body = '## F?\n\n### –\n\n| – | – |\n|---|---|\n| … | – |\n\n![–](a.jpg "–")\n\nJa.[^1]\n\n[^1]: Ja.\n'
    with pytest.raises(ContentError) as caught:
        write(body)
    first = MATTER.format(title="", asks="", answers="", more="").count("\n") + 1
    assert [(problem.place, problem.message) for problem in caught.value.problems] == [
        (f"content/a.md:{first + 2}", "'–' holds nothing that can be read out"),
        (f"content/a.md:{first + 6}", "'… (–: –).' holds nothing that can be read out"),
        (f"content/a.md:{first + 8}", "'–' holds nothing that can be read out"),
    ]


@pytest.mark.parametrize("code", CODES)
def test_each_language_has_its_words(code: str) -> None:
    own = words(code)
    told = [text for _, text in heard(write(language=code))]
    assert f"{own.picture} Ein Turm. Ein Fluss." in told
    assert any(text.startswith(f"{own.table} Ort; ") for text in told)
    assert f"{own.footnote.format(number=2)} Zweite." in told
    others = [words(other) for other in CODES if other != code]
    for key in ("picture", "table", "accessibility_pictures"):
        assert getattr(own, key)
    assert all(own.back_to_text != other.back_to_text for other in others)


def test_a_language_without_words_gets_english_ones_marked_as_such() -> None:
    said = {u.text: u.inlines[0].language for u in write(language="sv").utterances}
    assert said["Picture: Ein Turm. Ein Fluss."] == "en"
    assert said["Note 2: Zweite."] == "en"
    assert said["Table: Ort; Smart City; 2024."] == "en"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["Turm", "380", "412"], "Turm (2023: 380; 2024: 412)."),
        (["Turm", "", "412"], "Turm (2024: 412)."),
        (["Turm", "", ""], "Turm."),
        (["Turm!", "", ""], "Turm!"),
        (["", "380", "412."], "2023: 380; 2024: 412."),
    ],
)
def test_the_wording_of_a_row(cells: list[str], said: str) -> None:
    assert "".join(aloud.row(["Ort", "2023", "2024"], cells, str)) == said


def test_the_wording_of_a_head() -> None:
    assert "".join(aloud.head(["", "2023", "2024"], str)) == "2023; 2024."
    assert "".join(aloud.row(["Ort"], ["Turm"], str)) == "Turm."


def test_the_settings_are_a_show_s_own() -> None:
    assert (Show.__dataclass_fields__["pictures"].default, SHOW.tables, SHOW.footnotes) == ("spoken",) * 3
