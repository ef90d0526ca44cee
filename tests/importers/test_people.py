"""Names where the text gives them, in the form in which they will be printed."""

from __future__ import annotations

import pytest

from audiobuild.importers import Wishes, read
from audiobuild.importers.interview_words import load
from audiobuild.importers.people import names

_TALK = {
    "de": (
        ("Wie fing das alles an?", "Ich war damals noch jung und hatte viel Zeit."),
        ("Was macht Ihnen heute am meisten Freude?", "Die Arbeit mit den anderen, ganz klar. Ich lerne jeden Tag."),
        ("Und wie geht es weiter?", "Ich weiß es nicht. Wir werden sehen."),
    ),
    "en": (
        ("How did it all begin?", "I was young and had a lot of time then."),
        ("What do you enjoy most today?", "I enjoy the work with the others. I learn every day."),
        ("And what comes next?", "I do not know. We will see."),
    ),
    "pl": (
        ("Jak to się wszystko zaczęło?", "Byłem wtedy młody i miałem dużo czasu."),
        ("Co sprawia Panu dziś najwięcej radości?", "Praca z innymi, oczywiście. Uczę się każdego dnia."),
        ("I co będzie dalej?", "Nie wiem. Zobaczymy, jak to się ułoży."),
    ),
}


def _page(language: str, title: str, lead: str, *, first: str = "", behind: str = "") -> str:
    """An interview whose questions are headings, with a title, a lead, another first question, and a line at its end."""
    pairs = _TALK[language]
    asked = [first or pairs[0][0], *(question for question, _ in pairs[1:])]
    talk = "".join(f"<h3>{question}</h3><p>{answer}</p>" for question, (_, answer) in zip(asked, pairs, strict=True))
    return f"<html><body><article><h1>{title}</h1><p>{lead}</p>{talk}<p>{behind}</p></article></body></html>"


def _guests(page: str) -> list[str]:
    found = read(page.encode(), Wishes(), name="a.html").interview
    return list(dict.fromkeys(turn.speaker.name for exchange in found.exchanges for turn in exchange.answers))


@pytest.mark.parametrize(
    ("language", "title", "lead", "expected"),
    [
        ("de", "Fünf Fragen an Ilona Rehm", "Sie leitet die Bücherei am Markt seit elf Jahren.", "Ilona Rehm"),
        ("de", "Mehr Mut zum Streit", "Wir sprachen mit dem Streitexperten Christian Wirth.", "Christian Wirth"),
        (
            "en",
            "Water under the bridge",
            "We spoke with lock keeper Martha Hollis, 61, about her river.",
            "Martha Hollis",
        ),
        ("en", "ALICE MORTON", "She has kept the lighthouse for thirty years.", "Alice Morton"),
        ("pl", "Pytania do Michała Gawrona", "Od lat dba o tory w naszym mieście.", "Michał Gawron"),
        ("pl", "Rozmowa z Pawłem Gajdą", "Pilnuje wieży od wielu lat i zna każdy kamień.", "Paweł Gajda"),
    ],
)
def test_who_answers_is_named_around_the_talk(language: str, title: str, lead: str, expected: str) -> None:
    assert _guests(_page(language, title, lead)) == [expected]


@pytest.mark.parametrize(
    ("language", "title", "lead"),
    [
        ("de", "Neues aus dem Stadtmuseum", "Die Sammlung zieht um. Foto: Stadtarchiv"),
        ("en", "News from the River Trust", "The work on Forge Lane goes on until spring."),
    ],
)
def test_a_thing_or_a_place_is_nobody(language: str, title: str, lead: str) -> None:
    assert _guests(_page(language, title, lead)) == [load(language).answer_speaker]


def test_a_noun_behind_a_name_is_no_part_of_it() -> None:
    lead = "Seit Jahren löscht Ewald Rasch Brände."
    page = _page("de", "Der Mann mit dem Schlauch", lead, first="Herr Rasch, wann brannte es zuletzt?")
    assert _guests(page) == ["Ewald Rasch"]


def _labelled(title: str, lead: str, asking: str, answering: str) -> list[str]:
    talk = "\n\n".join(f"{asking}: {question}\n\n{answering}: {answer}" for question, answer in _TALK["de"])
    found = read(f"{title}\n\n{lead}\n\n{talk}\n".encode(), Wishes(), name="a.txt").interview
    return [speaker.name for speaker in found.about.speakers]


@pytest.mark.parametrize(
    ("title", "lead", "label", "expected"),
    [
        ("Zwei Ärzte", "Wir sprachen mit Ansgar Weltermann über seine Arbeit.", "Weltermann", "Ansgar Weltermann"),
        ("Im Gespräch mit Anne Lück", "Vor einiger Zeit las ich ihr erstes Buch.", "Anne", "Anne Lück"),
        ("Interview mit Frau Wernicke", "Erklärung: RT = Redaktion / FW = Frau Wernicke", "FW", "Frau Wernicke"),
        ("Interview mit Ida Rolfs", "Sie singt seit vielen Jahren im Chor.", "IR", "Ida Rolfs"),
    ],
)
def test_a_label_gets_the_fullest_name_that_is_printed(title: str, lead: str, label: str, expected: str) -> None:
    assert _labelled(title, lead, "Redaktion", label) == ["Redaktion", expected]


def test_a_label_that_the_text_names_nowhere_stays_as_it_is() -> None:
    assert _labelled("Ein Tag im Wald", "Wir gingen mit Jutta Klee durch den Wald.", "Redaktion", "Bodo") == [
        "Redaktion",
        "Bodo",
    ]


def test_a_name_is_unbent() -> None:
    assert names.unbent(("Ewą", "Lis"), load("pl").endings) == ("Ewa", "Lis")


def test_a_row_of_capitals_gives_every_name_that_it_may_hold() -> None:
    found = {" ".join(run.parts) for run in names.runs("Kommunikationsexperte Jan van der Linden spricht", load("de"))}
    assert {"Jan van der Linden", "Kommunikationsexperte Jan van der Linden"} <= found


def test_two_who_ask_together_are_neither_of_them() -> None:
    turns = [
        ("Lila", "Vous cuisinez seul ?"),
        ("Noé", "C’était bon ?"),
        ("Lila", "Et le pain ?"),
        ("Noé", "Qui paie ?"),
    ]
    turns.append(("Noé et Lila", "Un dernier mot ?"))
    text = "\n\n".join(
        f"{who} : {question}\n\nFabrice Oudinet : Je pense que c’est le {number}."
        for number, (who, question) in enumerate(turns)
    )
    found = read(text.encode(), Wishes(), name="a.txt").interview
    asked = [exchange.question.speaker.name for exchange in found.exchanges]
    assert asked == ["Lila", "Noé", "Lila", "Noé", "Noé et Lila"]
