"""Parts of a text: none too long, none lost, cut where a reader would breathe."""

from __future__ import annotations

import random

import pytest

from audiobuild.speech.services.chunks import has_sound, pack, speakable

ROWS = [
    ("Kurz.", ["Kurz."]),
    ("", []),
    ("   ", ["   "]),
    ("eins zwei drei vier fünf sechs", ["eins zwei ", "drei vier ", "fünf sechs"]),
    ("eins zwei, drei", ["eins zwei, ", "drei"]),
    ("eins, zwei drei", ["eins, ", "zwei drei"]),
    ("am 3.5. oder 1,5 Mio.", ["am 3.5. ", "oder 1,5 ", "Mio."]),
    ("(eins) zwei drei", ["(eins) ", "zwei drei"]),
    ("„Ja.“ Er geht.", ["„Ja.“ ", "Er geht."]),
    ("eins – zwei drei", ["eins – ", "zwei drei"]),
    ("Donaudampfschiff fährt", ["Donaudampf", "schiff ", "fährt"]),
    ("漢字漢字漢字、漢字漢字漢字漢字。", ["漢字漢字漢字、", "漢字漢字漢字漢字。"]),
    ("abcdefghie\u0301xyz", ["abcdefghi", "e\u0301xyz"]),
    ("        eins zwei drei", ["        eins zwei ", "drei"]),
]


@pytest.mark.parametrize(("text", "parts"), ROWS)
def test_parts(text: str, parts: list[str]) -> None:
    assert list(pack(text, 10)) == parts


@pytest.mark.parametrize("longest", [1, 2, 10, 100])
def test_nothing_is_lost_and_nothing_too_long(longest: int) -> None:
    source = random.Random(longest)
    signs = [
        "a",
        "ü",
        " ",
        " ",
        " ",
        ", ",
        ". ",
        "; ",
        "…",
        "“ ",
        ") ",
        "\u00a0",
        "\n",
        "漢",
        "。",
        "e\u0301",
        "x" * 7,
        "😀",
    ]
    for _ in range(2000):
        text = "".join(source.choices(signs, k=source.randrange(60)))
        parts = pack(text, longest)
        assert "".join(parts) == text
        assert all(len(part.strip()) <= longest for part in parts)


def test_few_parts() -> None:
    """Sentences of a usual length go as one; long ones in not much more parts than their length asks for."""
    text = "Das ist ein Satz, der aus Teilen besteht, die alle kurz sind, und der nicht enden will, " * 20
    assert len(pack(text, 100)) == 20


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Gut gemacht!", "Gut gemacht!"),
        (" a\t\n b\u2028c ", "a b c"),
        ("ge\u00admacht und\u200bso \ufeffwas", "gemacht undso was"),
        ("ja 👍🏽 👩‍👩‍👧‍👦 ☀️ nein", "ja nein"),
        ("क्\u200dष #️⃣", "क्\u200dष #⃣"),
        ("\x00\x07\x1b[0m\ud800\ue000", "[0m"),
        ("می‌خواهم", "می‌خواهم"),
    ],
)
def test_speakable(text: str, sent: str) -> None:
    assert speakable(text) == sent


def test_what_sounds() -> None:
    assert all(map(has_sound, ["a", "1", "ü", "漢", "½", "%", "€", "+", "§", "ж"]))
    assert not any(map(has_sound, ["", " ", "…", "–", "?!", "\u200d", "„“", "()", "*"]))
