"""What is a label and what only looks like one, and whose words an introduction is."""

from __future__ import annotations

import pytest

from audiobuild.importers import Wishes, pieces, read, readers
from audiobuild.importers.review import as_json

COLONS = """\
<h1>Quizmaster Dilys Probert</h1>
<p><b>Dilys, who cheats?</b></p><p>Everyone. Proof: the toilets are full in the music round.</p>
<p><b>Your best round?</b></p><p>Music: always. Sport: never.</p>
<p><b>And the tie-break?</b></p><p>Nearest wins. <b>One:</b> steps. <b>Two:</b> the church tower, that sort of thing.</p>
"""
PARTICLES = """\
<h1>Doppelinterview</h1>
<p><b>Wer hat das letzte Wort?</b></p><p><b>von der Tann:</b> Er.</p><p><b>Mac Giolla:</b> Sie.</p>
<p><b>Und bei der Stückauswahl?</b></p><p><b>Mac Giolla:</b> Das Publikum. Wer sonst?</p>
<p><b>Frau von der Tann, was kommt im Herbst?</b></p><p><b>von der Tann:</b> „Der Besuch“. Ich spiele die Dame.</p>
"""
TOLD = """\
Bahnblatt: Was war Ihr lustigster Moment?
Okoye: Ein Fahrgast ohne Fahrschein. Das ging so:
Ich: Ihren Fahrschein bitte.
Er: Den hat mein Hund gefressen.
Bahnblatt: Haben Sie ihn mitgenommen?
Okoye: Beide.
Bahnblatt: Fahren Sie privat auch Bahn?
Okoye: Nur mit Fahrschein.
"""
DASHES = """\
Rozmowa z Anną Świątek, bibliotekarką

Gazeta – Co czytają dzieci?
A. Świątek – Wszystko, co ma smoka na okładce.
Gazeta – A dorośli?
A. Świątek – Też smoki, tylko grubsze.
"""
LEAD = """\
The shed band

What do you get when forty people share eleven instruments? Molly Farrant has led the Granby Shed Band since 2011.

Who started it?

My aunt, in a shed. She never asked for permission.

And who pays for the strings?

We all do. I have a jar for it in the kitchen.

What comes next?

A roof. I am saving for it.
"""


@pytest.mark.parametrize(
    ("source", "name", "speakers"),
    [
        (COLONS, "a.html", ["Editors", "Dilys Probert"]),
        (PARTICLES, "a.html", ["Redaktion", "von der Tann", "Mac Giolla"]),
        (TOLD, "a.txt", ["Bahnblatt", "Okoye"]),
        (DASHES, "a.txt", ["Gazeta", "Anna Świątek"]),
    ],
    ids=["words before colons", "particles", "a told dialogue", "dashes"],
)
def test_who_speaks(source: str, name: str, speakers: list[str]) -> None:
    found = as_json(read(source, Wishes(), name=name))
    assert [speaker["name"] for speaker in found["speakers"]] == speakers
    spoken = " ".join(text for pair in found["pairs"] for turn in pair["answers"] for text in turn["paragraphs"])
    assert not any(f"{speaker}:" in spoken or f"{speaker} –" in spoken for speaker in speakers)


def test_a_word_before_a_colon_stays_in_its_answer() -> None:
    found = as_json(read(COLONS, Wishes(), name="a.html"))
    answers = [text for pair in found["pairs"] for turn in pair["answers"] for text in turn["paragraphs"]]
    assert answers == [
        "Everyone. Proof: the toilets are full in the music round.",
        "Music: always. Sport: never.",
        "Nearest wins. One: steps. Two: the church tower, that sort of thing.",
    ]


def test_an_introduction_that_asks_is_one() -> None:
    found = as_json(read(LEAD, Wishes(), name="a.txt"))
    assert [pair["question"] for pair in found["pairs"]] == [
        "Who started it?",
        "And who pays for the strings?",
        "What comes next?",
    ]
    assert " ".join(found["introduction"]).endswith("since 2011.")


def test_what_stands_behind_a_name_is_kept() -> None:
    source = TOLD.replace("Okoye: Ein", "Okoye (Zugbegleiterin, 45): Ein")
    found = as_json(read(source, Wishes(), name="a.txt"))
    assert {"text": "Zugbegleiterin, 45", "reason": "role", "line": 2, "kept_as_comment": True} in found["reasons"]


def test_a_sentence_over_two_lines_is_one_piece_up_to_a_length() -> None:
    """Without a bound the time grows with the square of the lines."""
    line = "und so geht es immer weiter ohne ein Ende zu finden"
    found = pieces.cut(readers.read("\n\n".join([line] * 100).encode(), name="a.txt").blocks)
    assert 2 <= len(found) <= 4
    assert " ".join(piece.text for piece in found) == " ".join([line] * 100)
