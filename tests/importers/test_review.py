"""What an editor gets to see, and the Markdown that an import becomes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from programs import looked_over

from audiobuild.errors import ContentError
from audiobuild.importers import Wishes, changes, read, review
from audiobuild.importers.reasons import REASONS
from audiobuild.importers.result import NO_DATE, Import, LeftOut
from audiobuild.model import Inline, Interview, Turn
from audiobuild.publication import content
from tools.importing.cases import ROOT

CASES = ROOT / "tests/importers/cases"
DAY = date(2024, 1, 1)
SURE = (0.99, 0.98, 0.97)
SOURCES = sorted(CASES / name for case in CASES.glob("*.json") for name in json.loads(case.read_text("utf-8"))["files"])
TALK = """\
Zum Inhalt springen

Ein Morgen im Lager

Hanna Voss leitet das Lager seit 2011. Wir waren um sechs da.

Frau Voss, was ist hier am schwersten?

Das Klavier im dritten Gang. Niemand weiß, wem es gehört.

Und am leichtesten?

Die Federn. Elf Kisten.

Kleine Dinge

Was würden Sie nie weggeben?

Den Schlüssel.

Artikel drucken
"""


def told(interview: Interview) -> list[object]:
    def texts(turns: tuple[Turn, ...]) -> list[tuple[str, list[tuple[str, str]]]]:
        return [(turn.speaker.name, [(p.text, p.style) for p in turn.paragraphs]) for turn in turns]

    exchanges = [(texts((exchange.question,)), texts(exchange.answers)) for exchange in interview.exchanges]
    return [
        interview.about.title,
        interview.about.language,
        texts(interview.introduction),
        exchanges,
        texts(interview.closing),
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_an_import_is_markdown_that_builds_as_it_stands(path: Path) -> None:
    found = read(path.read_bytes(), Wishes(date=DAY), name=path.name)
    interview = found.interview
    written = content.render(interview, found.notes)
    comments = " ".join(re.sub(r"[>\s]+", " ", written).split())
    for text in (text for texts in found.notes.values() for text in texts):
        assert re.sub(r"[>\s]+", " ", re.sub("-(?=-|!?>)", "- ", text)) in comments
    marks = sum(found.unsure)
    if marks:
        with pytest.raises(ContentError) as caught:
            content.parse(written, slug=interview.slug, path=interview.path)
        assert len(caught.value.problems) == marks
    assert told(content.parse(looked_over(written), slug=interview.slug, path=interview.path)) == told(interview)


def test_the_review_shows_the_work() -> None:
    found = imported()
    closing = replace(found.interview.introduction[0].paragraphs[0], inlines=(Inline(text="Danke für den Morgen."),))
    turn = replace(found.interview.introduction[0], passages=(closing,))
    found = replace(found, interview=replace(found.interview, closing=(turn,)), confidence=SURE)
    assert "\n".join(review.lines(found, width=100)) == (
        """\
Ein Morgen im Lager  (de, no date found)
questions and answers are told apart by their words and by how they are set
asks: Redaktion
answers: Hanna Voss (from the text)

          Introduction: Hanna Voss leitet das Lager seit 2011. Wir waren um sechs da.
  1  99 % Frau Voss, was ist hier am schwersten?
          Hanna Voss: Das Klavier im dritten Gang. Niemand weiß, wem es gehört.
  2  98 % Und am leichtesten?
          Hanna Voss: Die Federn. Elf Kisten.
  3  97 % Was würden Sie nie weggeben?
          Hanna Voss: Den Schlüssel.
          Closing words: Danke für den Morgen.

Not spoken, kept as comments:
  subheading
      15  Kleine Dinge

Left out:
  navigation
       1  Zum Inhalt springen
  sharing and printing
      21  Artikel drucken

The text gives no date. Give --date YYYY-MM-DD."""
    )


def imported() -> Import:
    return read(TALK, Wishes(), name="lager.txt")


def test_what_is_unsure_is_pointed_out() -> None:
    lines = list(review.lines(replace(imported(), confidence=(0.99, 0.4, 0.8999))))
    assert "  2  40 % unsure: Und am leichtesten?" in lines
    assert "  3  89 % unsure: Was würden Sie nie weggeben?" in lines
    assert "Pairs that are unsure: 2 of 3, each with a mark in the file (<!-- unsicher … -->)." in lines
    assert "audiobuild build stops until you have looked at them and deleted the marks." in lines
    assert not any("unsure" in line for line in review.lines(replace(imported(), confidence=(0.99, 0.9, 1.0))))


def test_what_is_unsure_is_marked_right_before_its_question() -> None:
    left_out = (LeftOut(text="Foto -- privat", line=1, reason="caption", place=3, doubtful=True),)
    found = replace(imported().dated(DAY), confidence=(0.99, 0.4, 0.99), left_out=left_out)
    written = content.render(found.interview, found.notes)
    assert written[written.index("Das Klavier") : written.index("Die Federn.")] == (
        "Das Klavier im dritten Gang. Niemand weiß, wem es gehört.\n\n"
        "<!-- nicht gesprochen: Foto - - privat -->\n\n"
        "<!-- unsicher (40 %): Ist das eine Frage, und ist ihre Antwort vollständig? Löschen Sie diese Zeile, wenn es stimmt. -->\n\n"
        "## Und am leichtesten?\n\n"
    )


def test_no_file_is_written_without_a_date(tmp_path: Path) -> None:
    found = imported()
    assert (found.date_found, found.interview.about.date) == (False, NO_DATE)
    with pytest.raises(ContentError):
        content.save(tmp_path, found.interview)
    assert list(tmp_path.iterdir()) == []
    assert content.save(tmp_path, found.dated(DAY).interview).is_file()


def test_a_date_that_is_given_goes_before_one_that_is_found() -> None:
    page = "<html><head><meta property='article:published_time' content='2020-02-03'></head><body><p><b>Wer ist da?</b></p>"
    page += "<p>Ich bin da.</p><p><b>Und wer noch?</b></p><p>Du bist da.</p></body></html>"
    assert str(read(page, Wishes(), name="a.html").interview.about.date) == "2020-02-03"
    assert read(page, Wishes(date=DAY), name="a.html").interview.about.date == DAY


def test_a_guest_whom_nobody_names_has_a_name_that_builds() -> None:
    found = read("Wer kocht?\n\nIch.\n\nWer spült?\n\nIch auch.\n", Wishes(), name="küche.txt")
    assert [speaker.name for speaker in found.interview.about.speakers] == ["Redaktion", "Antwort"]
    advice = "The text names nobody who answers. Give --answer-speaker, or write the name in the file."
    assert advice in list(review.lines(found))
    assert advice not in list(review.lines(imported()))


def test_every_reason_has_its_words() -> None:
    for path in SOURCES[::3]:
        found = read(path.read_bytes(), Wishes(), name=path.name)
        assert {item.reason for item in found.left_out} <= set(REASONS)
        assert found.layout[0] in review.LAYOUTS
        assert list(review.lines(found))


def test_the_json_says_what_becomes_of_each_line() -> None:
    found = review.as_json(replace(imported(), confidence=SURE))
    assert found["left_out"] == ["Zum Inhalt springen", "Kleine Dinge", "Artikel drucken"]
    assert found["reasons"][1] == {"line": 15, "text": "Kleine Dinge", "reason": "subheading", "kept_as_comment": True}
    assert found["date"] is None
    assert found["pairs"][1] == {
        "speaker": "Redaktion",
        "question": "Und am leichtesten?",
        "answers": [{"speaker": "Hanna Voss", "paragraphs": ["Die Federn. Elf Kisten."]}],
        "confidence": 0.98,
        "unsure": False,
    }


def test_names_given_go_before_names_found() -> None:
    found = read(TALK, Wishes(question_speaker="Kai", answer_speaker="Frau Voss"), name="lager.txt").interview
    assert [(speaker.name, speaker.role) for speaker in found.about.speakers] == [
        ("Kai", "question"),
        ("Frau Voss", "answer"),
    ]


def test_names_given_and_not_used_are_told() -> None:
    talk = "Kai: Wer kocht?\n\nEva: Ich koche.\n\nKai: Wer spült?\n\nEva: Auch ich.\n"
    wishes = Wishes(question_speaker="Kai", answer_speaker="Ilona Benz")
    assert list(review.remarks(read(talk, wishes, name="a.txt"), wishes)) == [
        "--answer-speaker 'Ilona Benz' is not used: the text itself says who answers (Eva)"
    ]
    wishes = Wishes(question_speaker="Kai", answer_speaker="Frau Voss")
    assert list(review.remarks(read(TALK, wishes, name="lager.txt"), wishes)) == []


def test_a_second_import_says_what_it_would_change() -> None:
    first = content.render(imported().interview)
    corrected = first.replace("Elf Kisten.", "Zwölf Kisten.").replace("## Und am", "Meine Zeile.\n\n## Und am")
    assert changes.between(corrected, first, "content/a.md") == (
        "content/a.md:16: [-Meine Zeile.-]",
        "content/a.md:20: Die Federn. [-Zwölf-]{+Elf+} Kisten.",
    )
    assert changes.between(first, corrected, "content/a.md") == (
        "content/a.md:16: {+Meine Zeile.+}",
        "content/a.md:18: Die Federn. [-Elf-]{+Zwölf+} Kisten.",
    )
    assert changes.between(first, first, "content/a.md") == ()


def test_a_title_that_is_made_up_is_told() -> None:
    untitled = read(TALK.replace("Ein Morgen im Lager\n\n", ""), Wishes(), name="lager.txt")
    assert list(review.lines(untitled))[:2] == [
        "Interview mit Hanna Voss  (de, no date found)",
        "no title in the source; called it so (another: --episode-title, or the line title: in the file)",
    ]
    assert "no title in the source; called it so" not in list(review.lines(imported()))


def test_a_name_that_no_label_tells_is_told_with_what_it_is_from() -> None:
    byline = TALK.replace("Ein Morgen im Lager", "Ein Morgen im Lager\n\nVon Holger Thamm")
    assert list(review.lines(read(byline, Wishes(), name="lager.txt")))[2:4] == [
        "asks: Holger Thamm (from the byline)",
        "answers: Hanna Voss (from the text)",
    ]
    given = Wishes(question_speaker="Kai", answer_speaker="Hanna Voss")
    assert list(review.lines(read(byline, given, name="lager.txt")))[2:4] == ["asks: Kai", "answers: Hanna Voss"]
    labels = "Kai: Wer kocht?\n\nEva: Ich koche.\n\nKai: Wer spült?\n\nEva: Auch ich.\n"
    assert list(review.lines(read(labels, Wishes(), name="a.txt")))[3:5] == ["asks: Kai", "answers: Eva"]


def test_the_list_stands_in_columns_and_tells_what_it_leaves_out() -> None:
    found = replace(imported(), confidence=(1.0, 0.995, 0.05))
    paragraph = replace(found.interview.introduction[0].paragraphs[0], inlines=(Inline(text="Wort " * 40),))
    long = replace(found.interview.introduction[0], passages=(paragraph, paragraph, paragraph))
    exchange = found.interview.exchanges[1]
    question = replace(exchange.question, passages=(replace(paragraph, inlines=(Inline(text="Frage " * 40),)),))
    answer = replace(exchange.answers[0], passages=(paragraph, paragraph))
    changed = replace(exchange, question=question, answers=(answer,))
    exchanges = (found.interview.exchanges[0], changed, found.interview.exchanges[2])
    found = replace(found, interview=replace(found.interview, introduction=(long,), exchanges=exchanges))
    assert list(review.lines(found, width=60))[5:12] == [
        "          Introduction: Wort Wort Wort …  (+2 paragraphs)",
        "  1 100 % Frau Voss, was ist hier am schwersten?",
        "          Hanna Voss: Das Klavier im dritten Gang. Niemand …",
        "  2  99 % Frage Frage Frage Frage Frage Frage Frage Frage …",
        "          Hanna Voss: Wort Wort Wort Wort …  (+1 paragraph)",
        "  3   5 % unsure: Was würden Sie nie weggeben?",
        "          Hanna Voss: Den Schlüssel.",
    ]
