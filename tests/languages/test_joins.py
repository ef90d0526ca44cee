"""Pieces join to exactly what is printed, whatever is printed."""

from __future__ import annotations

import random
import re

import pytest
from languages.tables import CODES, rows

from audiobuild.languages.reading import sentences
from audiobuild.model import Inline

NOTHING_VISIBLE = re.compile(r"[\s\x00-\x1f\u00ad\u200b\u202e\ufeff]")
ALPHABETS = (
    "abc ÄÖüß .!?…„“”\"'(),;:–-0123456789",
    " \t\n\xa0\u2009\u202f\u200b\ufeffa\u0308o\u0301.5",
    "😀👩‍👩‍👧‍👦⚽️1️⃣.a! ",
    "漢字。！？「」かな한국어اللغة العربيةहिन्दी।",
    "\u0000\u001f\u2028\u00ad\u202ea\u0327\u0308e \u1100\u1161\u11a8. ",
    "@#:/.www.kl.digital https://x.de/a?b=1 §%€$°²½±×÷=<>",
    "z. B. d.h. Dr. am 3. Mai 14:30 Uhr usw. (lacht) 1,5 Mio. €",
)


def random_inlines(random_source: random.Random) -> list[Inline]:
    inlines = []
    for _ in range(random_source.randrange(1, 4)):
        alphabet = random_source.choice(ALPHABETS)
        words = alphabet.split(" ")
        text = "".join(
            random_source.choice(words) if random_source.random() < 0.4 else random_source.choice(alphabet)
            for _ in range(random_source.randrange(30))
        )
        if random_source.random() < 0.1:
            text += chr(
                random_source.choice([random_source.randrange(0xD800), random_source.randrange(0xE000, 0x110000)])
            )
        language = random_source.choice(["", "", "en", "de", "xx"])
        inlines.append(Inline(text=text, language=language, say=random_source.choice(["", "", "", "so gesagt"])))
    return inlines


def shuffled_words(random_source: random.Random, words: list[str]) -> list[Inline]:
    """The very words that rules look for, and figures of any size, in an order that nobody thought of."""
    text = ""
    for _ in range(random_source.randrange(1, 12)):
        word = random_source.choice(words)
        text += (
            re.sub(r"\d", lambda _: str(random_source.randrange(10)), word) if random_source.random() < 0.5 else word
        )
        text += random_source.choice(
            [" ", " ", " ", "", "\u00a0", "–", "-", "/", ". ", str(random_source.randrange(10**9))]
        )
    return [Inline(text=text)]


@pytest.mark.parametrize("language", CODES)
def test_words_in_any_order_join_to_the_printed_text(language: str) -> None:
    random_source = random.Random(language)
    words = [word for row in rows(language) for word in row.printed.split()]
    for _ in range(600):
        assert_joins(shuffled_words(random_source, words), language)


@pytest.mark.parametrize("language", ["de", "en", "fi"])
def test_sentences_join_to_the_printed_text(language: str) -> None:
    random_source = random.Random(language)
    for _ in range(1200):
        assert_joins(random_inlines(random_source), language)


def assert_joins(inlines: list[Inline], language: str) -> None:
    printed = "".join(inline.text for inline in inlines)
    rest = printed
    for sentence in sentences(inlines, language=language):
        text = sentence.text
        assert text
        assert printed[sentence.start : sentence.end] == text
        assert text == text.strip()
        rest = rest.lstrip()
        assert rest.startswith(text), (inlines, sentence)
        rest = rest[len(text) :]
    assert not NOTHING_VISIBLE.sub("", rest)


def test_decomposed_letters_and_characters_without_width_are_spoken_without_them() -> None:
    printed = "Mu\u0308ller\u200b sagt z.\u00a0B. Ta\u0308gl\u00adich. Gut!"
    first, second = sentences([Inline(text=printed)], language="de")
    assert first.text == "Mu\u0308ller\u200b sagt z.\u00a0B. Ta\u0308gl\u00adich."
    assert first.spoken == "Müller sagt zum Beispiel Täglich."
    assert [piece.rule for piece in first.pieces] == ["unicode", "", "abbreviation", "", "unicode"]
    assert second.text == "Gut!"
