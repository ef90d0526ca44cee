"""Names where the text gives them, in the form in which they will be printed."""

from __future__ import annotations

import pytest

from audiobuild.importers import Wishes, read
from audiobuild.importers.interview_words import load
from audiobuild.importers.people import guests, names


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Fünf Fragen an … Ilona Rehm", ["Ilona Rehm"]),
        ("pl", "Pytania do Michała Gawrona", ["Michał Gawron"]),
        ("pl", "5 pytań do… Pawła Wróbla, dróżnika", ["Paweł Wróbel"]),
        ("pl", "Pytania do dyrektor Marii Kowalskiej", ["Maria Kowalska"]),
        ("pl", "Pytania do Marka Nowaka", ["Marek Nowak"]),
        ("pl", "Pytania do Anny Zaręby", ["Anna Zaręba"]),
        ("pl", "Rozmowa z Dorotą Lipską i Pawłem Gajdą", ["Dorota Lipska", "Paweł Gajda"]),
        ("pl", "Z reżyserem Ignacym Stelmachem rozmawia Olga Rutka", ["Ignacy Stelmach"]),
        ("pl", "Z Ewą Lis, dyrektorką szkoły w Rudzie, rozmawia Jan Kos.", ["Ewa Lis"]),
        (
            "pl",
            "Dr hab. inż. Jagna Wolska z Katedry Geotechniki kieruje zespołem, który pilnuje wieży.",
            ["Jagna Wolska"],
        ),
        ("pl", "Teatr Na Skarpie :: Program", []),
    ],
)
def test_the_guests_of_a_line(language: str, text: str, expected: list[str]) -> None:
    assert guests.guests([text], [], [], load(language), title="", common=[]) == expected


def test_a_noun_behind_a_name_is_no_part_of_it() -> None:
    text, question = "Seit Jahren löscht Ewald Rasch Brände.", "Herr Rasch, wann brannte es zuletzt?"
    assert guests.guests([text], [question], [], load("de"), title="", common=[]) == ["Ewald Rasch"]
    assert names.fullest("RASCH", ["Ewald Rasch Brände", "Ewald Rasch"], load("de")) == "Ewald Rasch"


def test_who_asks_stands_behind_the_guest_in_polish() -> None:
    text = "Z reżyserem Ignacym Stelmachem rozmawia Olga Rutka"
    assert guests.hosts([text], load("pl"), []) == ["Olga Rutka"]


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
