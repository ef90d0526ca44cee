"""Markdown in, Interview out, and back."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from audiobuild.errors import ContentError
from audiobuild.model import Correction, Exchange, Inline, Paragraph, Speaker, Turn
from audiobuild.publication import content

ANNA = Speaker(name="Anna O'Neil", role="question", voice="de-question-female")
BEN = Speaker(name="Ben", role="answer", voice="de-answer-male")
CEM = Speaker(name="Cem", role="answer")
TEXT = """\
---
title: "Titel: ein Test"
date: 2024-05-01
language: de
summary: Kurz gesagt.
speakers:
  - {name: "Anna O'Neil", role: question, voice: de-question-female}
  - {name: Ben, role: answer, voice: de-answer-male}
  - {name: Cem, role: answer}
---
Eine Einleitung mit
Zeilenumbruch. <!-- nicht gesprochen -->

<!-- auch
nicht -->

## Wie *sehr* hilft die [Smart City]{lang=en}?

Die [KL.digital]{say="K L digital"} hilft **sehr**.

- erstens
- zweitens

> Zitat & [Link](https://example.org/a_b)

**Cem:** Ich auch.

Noch ein Absatz.

**Ben**: Genau.

## **Anna O'Neil:** Und nun?

Nichts.

* * *

Danke.
"""


def parse(text: str) -> Any:
    return content.parse(text, slug="a-b", path="content/a-b.md")


def plain(text: str, line: int, style: Any = "plain", lines: int = 1) -> Paragraph:
    return Paragraph(inlines=(Inline(text=text),), line=line, lines=lines, style=style)


def test_everything_an_interview_may_hold() -> None:
    interview = parse(TEXT)
    narrator = Speaker(name="Erzählstimme", role="narrator")
    assert interview.title == plain("Titel: ein Test", 2)
    assert (interview.about.date, interview.about.language, interview.about.summary) == (
        date(2024, 5, 1),
        "de",
        "Kurz gesagt.",
    )
    assert interview.about.speakers == (ANNA, BEN, CEM)
    assert interview.introduction == (
        Turn(speaker=narrator, passages=(plain("Eine Einleitung mit Zeilenumbruch.", 11, lines=2),)),
    )
    question = (
        Inline(text="Wie "),
        Inline(text="sehr", emphasis=True),
        Inline(text=" hilft die "),
        Inline(text="Smart City", language="en"),
        Inline(text="?"),
    )
    answer = (
        Inline(text="Die "),
        Inline(text="KL.digital", say="K L digital"),
        Inline(text=" hilft "),
        Inline(text="sehr", strong=True),
        Inline(text="."),
    )
    quote = (Inline(text="Zitat & "), Inline(text="Link", href="https://example.org/a_b"))
    assert interview.exchanges == (
        Exchange(
            question=Turn(speaker=ANNA, passages=(Paragraph(inlines=question, line=17),)),
            answers=(
                Turn(
                    speaker=BEN,
                    passages=(
                        Paragraph(inlines=answer, line=19),
                        plain("erstens", 21, "bullet"),
                        plain("zweitens", 22, "bullet"),
                        Paragraph(inlines=quote, line=24, style="quote"),
                    ),
                ),
                Turn(speaker=CEM, passages=(plain("Ich auch.", 26), plain("Noch ein Absatz.", 28))),
                Turn(speaker=BEN, passages=(plain("Genau.", 30),)),
            ),
        ),
        Exchange(
            question=Turn(speaker=ANNA, passages=(plain("Und nun?", 32),)),
            answers=(Turn(speaker=BEN, passages=(plain("Nichts.", 34),)),),
        ),
    )
    assert interview.closing == (Turn(speaker=narrator, passages=(plain("Danke.", 38),)),)


def without_lines(text: str) -> str:
    return re.sub(r"lines?=\d+", "", repr(parse(text)))


def test_rendering_reads_back_the_same() -> None:
    assert without_lines(content.render(parse(TEXT))) == without_lines(TEXT)


IN_THE_FEED = """\
id: "https://old.example/?p=12"
season: 2
episode: 7
type: bonus
corrected:
  - {date: 2024-05-03, note: "Es waren drei, nicht zwei."}
  - {date: 2024-06-01T10:00:00Z, note: Name}
speakers:"""


def test_what_the_feed_alone_needs() -> None:
    text = TEXT.replace("speakers:", IN_THE_FEED)
    interview = parse(text)
    about = interview.about
    facts = (about.id, about.season, about.episode, about.type)
    assert facts == ("https://old.example/?p=12", 2, 7, "bonus")
    assert about.corrected == (
        Correction(date=date(2024, 5, 3), note="Es waren drei, nicht zwei."),
        Correction(date=datetime(2024, 6, 1, 10, tzinfo=UTC), note="Name"),
    )
    assert without_lines(content.render(interview)) == without_lines(text)
    bare = parse(TEXT).about
    assert bare == dataclasses.replace(bare, id="", season=None, episode=None, type="full", corrected=())


@pytest.mark.parametrize(
    "text",
    [
        "# keine Überschrift",
        "- kein Punkt",
        "1. kein Punkt",
        "3. Mai war es",
        "2024) kein Punkt",
        "> kein Zitat",
        "* * *",
        "---",
        "===",
        "*kein* __fett__ _kursiv_ snake_case `kein Code`",
        "<b>kein HTML</b> & &amp; &lt; <!-- kein Kommentar -->",
        "[kein](link) [kein]{lang=en} {kein} ![kein](bild)",
        r"\ \* Backslash \\",
        "Doppelpunkt: **, __, ~~~, ```",
        "```",
        "| a | b |",
        "https://example.org/a_b_c?d=*e*",
        "    eingerückt",
        "+ plus",
    ],
)
def test_any_text_survives_rendering(text: Any) -> None:
    """Whatever import finds in a page is text, however much it looks like Markdown."""
    interview = parse(TEXT)
    exchange = Exchange(
        question=Turn(speaker=ANNA, passages=(plain(text, 1),)),
        answers=(Turn(speaker=BEN, passages=(plain(text, 1), plain("Ja " + text, 1), plain(text, 1, "bullet"))),),
    )
    import dataclasses

    written = content.render(dataclasses.replace(interview, exchanges=(exchange,)))
    found = parse(written).exchanges[0]
    folded = " ".join(text.split())
    assert [p.text for p in found.question.paragraphs] == [folded]
    assert [(p.text, p.style) for p in found.answers[0].paragraphs] == [
        (folded, "plain"),
        ("Ja " + folded, "plain"),
        (folded, "bullet"),
    ]


@pytest.mark.parametrize(
    "doubtful", ["Foto: privat", "a --> b", "a --!> b", "---", "<!-- c -->", "-", "> d", "b -", "Zwei  Wörter ---"]
)
def test_comments_are_kept_and_change_nothing(doubtful: Any) -> None:
    written = content.render(parse(TEXT), {1: [doubtful], 9: [doubtful, "und noch etwas"]})
    assert re.sub(r"lines?=\d+", "", repr(parse(written))) == without_lines(content.render(parse(TEXT)))
    assert written.count("<!-- ") == 3


MARKS = "<!-- unsure (62 %): is this a question, and is its answer whole? Delete this line when it is right. -->"


def test_every_mark_of_doubt_stops_the_reading_at_its_line() -> None:
    text = TEXT.replace("## Wie", f"{MARKS}\n\n## Wie").replace(
        "## **Anna", "<!-- Unsure ( 7 % )\nor so -->\n## **Anna"
    )
    text = text.replace("Noch ein Absatz.", f"Noch ein <!-- a -->\nAbsatz. {MARKS}")
    text = text.replace("- zweitens", f"  {MARKS}\n\n- zweitens").replace("Danke.", f"Danke.\n\n{MARKS}")
    with pytest.raises(ContentError) as caught:
        parse(text)
    lines = text.split("\n")
    assert [problem.place for problem in caught.value.problems] == [
        f"content/a-b.md:{number}" for number, line in enumerate(lines, 1) if "nsure (" in line
    ]
    assert [problem.message for problem in caught.value.problems] == [
        "the import was unsure of 'Wie sehr hilft die Smart City?' (unsure (62 %))",
        "the import was unsure of 'Und nun?' (unsure (62 %))",
        "the import was unsure of 'Und nun?' (unsure (62 %))",
        "the import was unsure of 'Und nun?' (Unsure ( 7 % ))",
        "the import was unsure of what follows (unsure (62 %))",
    ]
    assert content.draft(text, path="a").marked == {0, 1, 2}


def test_marks_are_told_with_everything_else_that_is_wrong() -> None:
    assert problems(TEXT.replace("## Wie", f"{MARKS}\n\n#### Wie")) == [
        "content/a-b.md:19: a heading of level 4 has no place in an interview",
        "content/a-b.md:17: the import was unsure of 'Und nun?' (unsure (62 %))",
    ]


def problems(text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        parse(text)
    return [f"{problem.place}: {problem.message}" for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ("[x]{lang=nonsense!}", "this means nothing: ]{lang=nonsense!}"),
        ("[merci]{lang=fr,say=x}", "this means nothing: ]{lang=fr,say=x}"),
        ("~~Nein~~", "this means nothing: ~~"),
        ("H~2~O", "this means nothing: ~2~"),
        ("[hier](javascript:alert(1))", "this means nothing: ](javascript:alert(1)"),
    ],
)
def test_marks_that_cannot_be_read_out_are_refused(mark: Any, message: Any) -> None:
    (found,) = problems(TEXT.replace("Nichts.\n", f"{mark}\n"))
    assert found.startswith("content/a-b.md:")
    assert found.endswith(f": {message}")


@pytest.mark.parametrize("text", [r"\[x\]{lang=en}", "etwa ~20 Leute ~ so", "a]b {c}", r"H\~2\~O"])
def test_what_only_looks_like_a_mark_is_text(text: Any) -> None:
    assert parse(TEXT.replace("Nichts.\n", f"{text}\n"))


def test_files_that_cannot_be_read_are_named_and_hidden_ones_are_nobody_s_interview(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    (folder / "folder.md").mkdir(parents=True)
    (folder / ".#a-b.md").symlink_to("user@host.1:1")  # Emacs, while a-b.md has unsaved changes
    (folder / "gone.md").symlink_to("nowhere.md")
    (folder / "a-b.md").write_text(TEXT)
    with pytest.raises(ContentError) as caught:
        content.load(tmp_path)
    assert [(problem.place, problem.message) for problem in caught.value.problems] == [
        ("content/folder.md", "is a folder, no file"),
        ("content/gone.md", "cannot be read: no such file or folder"),
    ]
    assert [interview.slug for interview in content.load(tmp_path, ["a-b"])] == ["a-b"]


def test_every_problem_is_named_at_once() -> None:
    text = (
        TEXT.replace("language: de", "language: Deutsch!").replace("## Wie", "#### Wie").replace("- erstens", "<table>")
    )
    text = text.replace("Nichts.\n", "<hr>\n").replace("**Cem:**", "**Dora:** ![Bild](a.png)")
    text += "\n## Zu spät?\n\nJa.\n\n* * *\n"
    assert problems(text) == [
        "content/a-b.md:4: language: 'Deutsch!' is not a language code",
        "content/a-b.md:17: a heading of level 4 has no place in an interview",
        "content/a-b.md:21: HTML cannot be read out",
        "content/a-b.md:26: a picture stands within a text",
        "content/a-b.md:26: there is no speaker 'Dora'",
        "content/a-b.md:34: HTML cannot be read out",
        "content/a-b.md:32: the question 'Und nun?' has no answer",
        "content/a-b.md:40: a question stands after the closing words",
        "content/a-b.md:44: a second line * * * has no meaning",
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("speakers:", "sprecher:"),
            ["content/a-b.md: speakers: is missing", "content/a-b.md:6: sprecher: is not a known key"],
        ),
        (
            ("role: answer}", "role: boss}"),
            ["content/a-b.md:9: speakers, entry 3: role: is 'boss', not 'question', 'answer' or 'narrator'"],
        ),
        (
            ("name: Cem", "name: Ben"),
            [
                "content/a-b.md:9: speakers, entry 3: name: 'Ben' is listed twice",
                "content/a-b.md:26: there is no speaker 'Cem'",
            ],
        ),
        (
            ("speakers:", "episode: 0\nspeakers:"),
            ["content/a-b.md:6: episode: is 0, not 1 or more"],
        ),
        (
            ("speakers:", "corrected: [{date: 2024-05-03}]\nspeakers:"),
            ["content/a-b.md:6: corrected, entry 1: note: is missing"],
        ),
        (("summary: Kurz", "summary: " + "x" * 4000), ["content/a-b.md:5: summary: is 4008 bytes long"]),
        (("date: 2024-05-01", "date: gestern"), ["content/a-b.md:3: date: is 'gestern', not a date"]),
        (
            ('"Titel: ein Test"', "Titel: ein Test"),
            ["content/a-b.md:2: a text that holds a colon stands in quotes: title: Titel: ein Test"],
        ),
        (("Nichts.", ""), ["content/a-b.md:32: the question 'Und nun?' has no answer"]),
        (("**Ben**: Genau.", "**Ben:**"), ["content/a-b.md: Ben is named, but says nothing"]),
        (("---\ntitle", "title"), ["content/a-b.md:1: the front matter is missing"]),
    ],
)
def test_problems(change: Any, expected: Any) -> None:
    old, new = change
    assert old in TEXT
    found = problems(TEXT.replace(old, new, 1))
    assert len(found) == len(expected)
    assert all(f.startswith(e) for f, e in zip(found, expected, strict=True)), found


NO_DATE = "Write a date such as 2024-05-01 (year, month, day)."


@pytest.mark.parametrize(
    ("written", "is_", "write"),
    [
        ("1.3.2024", "'1.3.2024'", "Write 2024-03-01."),
        ("24. 12. 2024", "'24. 12. 2024'", "Write 2024-12-24."),
        ("14. Februar 2022", "'14. Februar 2022'", "Write 2022-02-14."),
        ('"Feb 14, 2022"', "'Feb 14, 2022'", "Write 2022-02-14."),
        ("2022-2-14", "'2022-2-14'", "Write 2022-02-14."),
        ("31.2.2024", "'31.2.2024'", NO_DATE),
        ("2024-02-30", "'2024-02-30'", "That month ends on 2024-02-29."),
        ("2024-02-14T25:00:00", "'2024-02-14T25:00:00'", "Write 2024-02-14."),
        ("2024-02-14 abends", "'2024-02-14 abends'", NO_DATE),
        ("2/14/2022", "'2/14/2022'", "Write 2022-02-14."),
        ("3/1/2024", "'3/1/2024'", "Write 2024-01-03 if the day stands first in it, 2024-03-01 if the month does."),
        ("gestern", "'gestern'", NO_DATE),
        ("2024", "2024", NO_DATE),
        ("20240301", "20240301", "Write 2024-03-01."),
        ('"20240301"', "'20240301'", "Write 2024-03-01."),
        ("1.5", "1.5", NO_DATE),
        ("yes", "True", NO_DATE),
    ],
)
def test_what_is_no_date_is_told_how_to_write_it(written: str, is_: str, write: str) -> None:
    told = f"is {is_}, not a date\n    {write}"
    corrected = f"corrected: [{{note: x, date: 2024-05-03}}, {{note: y, date: {written}}}]"
    for text, place in (
        (TEXT.replace("date: 2024-05-01", f"date: {written}"), "content/a-b.md:3: date"),
        (TEXT.replace("speakers:", f"{corrected}\nspeakers:", 1), "content/a-b.md:6: corrected, entry 2: date"),
    ):
        with pytest.raises(ContentError) as caught:
            parse(text)
        assert str(caught.value) == f"{place}: {told}"


def test_an_unclosed_comment_does_not_swallow_the_rest_unseen() -> None:
    assert problems(TEXT.replace("nicht -->", "nicht"))[0].startswith("content/a-b.md:14: HTML cannot be read out")


def test_invisible_characters_are_dropped_and_umlauts_composed() -> None:
    text = TEXT.replace("Noch ein Absatz.", "Bu\u0308r\u00adger\u200bmeister\u200ein")
    assert parse(text).exchanges[0].answers[1].paragraphs[1].text == "Bürgermeisterin"


def test_a_heading_that_ends_in_a_sign_and_a_question_that_begins_bold_are_themselves() -> None:
    one = parse(TEXT)
    for inlines in (
        (Inline(text="Was ist C #"),),
        (Inline(text="##"),),
        (Inline(text="Ja!"), Inline(text="hier", href="https://example.org/")),
    ):
        question = Turn(speaker=ANNA, passages=(Paragraph(inlines=inlines, line=1),))
        exchange = replace(one.exchanges[0], question=question)
        read = parse(content.render(replace(one, exchanges=(exchange,)))).exchanges[0].question
        assert read.paragraphs[0].inlines == inlines
    for name in ("Ben", "Neu"):
        bold = (Inline(text=f"{name}:", strong=True), Inline(text=" was ist das?"))
        question = Turn(speaker=ANNA, passages=(Paragraph(inlines=bold, line=1),))
        read = (
            parse(content.render(replace(one, exchanges=(replace(one.exchanges[0], question=question),))))
            .exchanges[0]
            .question
        )
        assert (read.speaker, read.paragraphs[0].text) == (ANNA, f"{name}: was ist das?")


def test_controls_and_what_turns_the_text_round_are_refused_at_their_line() -> None:
    text = TEXT.replace("Noch ein Absatz.", "Noch\u0007 ein\u202e Absatz.").replace("Danke.", "Dan\u2066ke.")
    assert problems(text) == [
        "content/a-b.md:28: holds U+0007, a character that nobody sees",
        "content/a-b.md:38: holds U+2066, a character that nobody sees",
    ]


def test_a_bold_beginning_is_no_speaker_s_name() -> None:
    inlines = (Inline(text="Neu:", strong=True), Inline(text=" ein Lastenrad."))
    exchange = Exchange(
        question=Turn(speaker=ANNA, passages=(plain("Was gibt es?", 1),)),
        answers=(Turn(speaker=BEN, passages=(Paragraph(inlines=inlines, line=1),)),),
    )
    written = content.render(replace(parse(TEXT), exchanges=(exchange,)))
    (turn,) = parse(written).exchanges[0].answers
    assert (turn.speaker, turn.paragraphs[0].inlines) == (
        BEN,
        (Inline(text="Neu", strong=True), Inline(text=": ein Lastenrad.")),
    )
