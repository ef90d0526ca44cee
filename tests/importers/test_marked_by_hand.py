"""What is an interview, what is none and is told what would make it one, and what an article becomes."""

from __future__ import annotations

from datetime import date

import pytest

from audiobuild.errors import ContentError
from audiobuild.importers import Wishes, read, review
from audiobuild.importers.review import as_json
from audiobuild.publication import content

MINUTES = """\
Protokoll vom 3. Mai

Antrag: Der Spielplatz soll ein Dach erhalten.

Beschluss: Der Rat lehnt ab.

Antrag: Die Brücke wird gesperrt.

Beschluss: Der Rat stimmt zu.
"""
RECIPE = """\
Apfelkuchen

Zutaten: 3 Äpfel, 200 g Mehl.

Zubereitung: Die Äpfel schälen. Eine Stunde backen.

Zutaten: 5 Birnen, 100 g Mehl.

Zubereitung: Alles mischen und backen.
"""
ARTICLE = """\
# Die Brücke

Seit gestern fahren wieder Autos.

## Der Bau

Zwei Jahre wurde gebaut.

## Wie es weitergeht

Im Herbst folgt der Radweg.

## Das Geld

Die Stadt hat bezahlt.
"""
BY_HAND = (
    "Mark two questions or more by hand: each as a line that begins with ## and ends with a question mark, its answer "
    "below it; or Q: before each question and A: before each answer."
)
BY_HEADINGS = " Or import it as an article, one chapter per heading: --as-article"
BY_PARTS = " Or, if nobody asks in it, begin each part with a line ## Title, and import it as an article: --as-article"


@pytest.mark.parametrize(
    ("text", "seen", "remedy"),
    [
        (MINUTES, "5 paragraphs, 22 words, language de, 0 headings", BY_HAND + BY_PARTS),
        (RECIPE, "5 paragraphs, 21 words, language de, 0 headings", BY_HAND + BY_PARTS),
        ("Brot 3,20\n", "1 paragraph, 3 words, language unknown, 0 headings", BY_HAND + BY_PARTS),
        (ARTICLE, "8 paragraphs, 27 words, language de, 4 headings", BY_HAND + BY_HEADINGS),
        ("# Nur ein Titel\n", "1 paragraph, 3 words, language de, 1 heading", BY_HAND + BY_PARTS),
    ],
)
def test_what_is_refused_is_told_what_works(text: str, seen: str, remedy: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(text, Wishes(), name="a.md")
    assert str(caught.value) == f"a.md: no questions found ({seen})\n    {remedy}"
    if BY_HEADINGS in remedy:
        assert read(text, Wishes(article=True), name="a.md")


PAIRS = [
    ("Wie kommt man auf die Idee, Bienen auf ein Dach zu stellen", "In der Stadt blüht es länger als auf dem Land."),
    ("Haben sich die Kunden beschwert", "Einmal. Ein Herr hatte Angst um seinen Kuchen."),
    ("Und wie schmeckt der Honig vom Dach", "Nach Linde, ein bisschen nach Minze. Probieren Sie selbst."),
    ("Was passiert im Winter", "Nichts. Sie sitzen zusammen und halten sich warm."),
]
STATED = [("Bienen auf einem Dach", PAIRS[0][1]), ("Die Kunden waren dagegen", PAIRS[1][1]), ("Der Honig", PAIRS[2][1])]
HEAD = "Die Frau mit den Bienen\nVon Holger Thamm\nAuf dem Dach der Sparkasse summt es seit dem Frühjahr."


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    ("pairs", "form"),
    [
        (PAIRS, "## {}?\n{}"),
        (PAIRS, "## {}\n{}"),
        (PAIRS, "Frage: {}\n\nAntwort: {}"),
        (PAIRS, "Frage: {}\n\nDöring: {}"),
        (PAIRS, "Kai: {}\n\nDöring: {}"),
        (PAIRS, "Q: {}\n\nA: {}"),
        (STATED, "Frage: {}\n\nAntwort: {}"),
        (STATED, "Q: {}\n\nA: {}"),
        (STATED, "## {}?\n{}"),
    ],
)
def test_questions_that_are_marked_need_no_other_sign(
    pairs: list[tuple[str, str]], form: str, name: str, count: int
) -> None:
    text = "\n\n".join([HEAD, *(form.format(*pair) for pair in pairs[:count])])
    found = as_json(read(text, Wishes(), name=name))
    mark = "?" if "?" in form else ""
    assert [(pair["question"], [answer["paragraphs"] for answer in pair["answers"]]) for pair in found["pairs"]] == [
        (f"{question}{mark}", [[answer]]) for question, answer in pairs[:count]
    ]
    if form.startswith("## {}\n"):
        assert [pair["unsure"] for pair in found["pairs"]] == [True] * min(count, len(pairs))


@pytest.mark.parametrize(("name", "between"), [("a.txt", "\n"), ("a.md", "\n\n"), ("a.txt", "\n\n")])
def test_an_article_is_read_out_by_the_narrator(name: str, between: str) -> None:
    head = HEAD.replace("\n", between)
    text = "\n\n".join([head, *(f"## {title}\n{text}" for title, text in PAIRS[:2])])
    found = read(text, Wishes(article=True, answer_speaker="Ilona"), name=name)
    assert (
        content.render(found.dated(date(2024, 5, 1)).interview)
        == f"""\
---
title: Die Frau mit den Bienen
date: 2024-05-01
language: de
speakers:
- {{name: Erzählstimme, role: narrator}}
---

Auf dem Dach der Sparkasse summt es seit dem Frühjahr.

## {PAIRS[0][0]}

{PAIRS[0][1]}

## {PAIRS[1][0]}

{PAIRS[1][1]}
"""
    )
    assert [(item.text, item.reason) for item in found.left_out] == [("Von Holger Thamm", "byline")]
    assert list(review.lines(found))[:3] == [
        "Die Frau mit den Bienen  (de, no date found)",
        "each heading is a chapter",
        "reads: Erzählstimme",
    ]
    assert list(review.lines(found))[-1] == "The text gives no date. Give --date YYYY-MM-DD."
    assert list(review.remarks(found, Wishes(answer_speaker="Ilona"))) == [
        "--answer-speaker 'Ilona' is not used: an article is read out"
    ]
