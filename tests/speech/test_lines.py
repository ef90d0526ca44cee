"""Which voice speaks what, in which language."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_script import TEXT, VOICES, write

from audiobuild.languages.reading import sentences
from audiobuild.model import Inline, Voice
from audiobuild.speech import about
from audiobuild.speech.guard import About
from audiobuild.speech.lines import lines, passages, spans

SPEAKS_GERMAN = About()
SPEAKS_BOTH = About(languages=frozenset({"de", "en"}))
ENGLISH = Voice(name="english", engine="piper", language="en-GB")


def spoken(monkeypatch: pytest.MonkeyPatch, voice: Voice, known: About) -> list[tuple[str, str, str]]:
    """What a voice says of a sentence with a quotation that nobody marked."""
    monkeypatch.setattr(about, "_known", {repr(voice): known, repr(ENGLISH): About()})
    (sentence,) = sentences((Inline(text="Er sagt: „Never change a running system“, mehr nicht."),), language="de")
    return [(span.text, span.language, span.voice.name) for span in spans(sentence, voice, {ENGLISH.name: ENGLISH})]


def test_a_voice_that_speaks_no_other_language_says_what_is_found_in_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    voice = Voice(name="german", engine="piper", language="de")
    assert spoken(monkeypatch, voice, SPEAKS_GERMAN) == [
        ("Er sagt: „Never change a running system“, mehr nicht.", "de", "german")
    ]


def test_an_engine_that_speaks_both_changes_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    voice = Voice(name="german", engine="espeak", language="de")
    assert spoken(monkeypatch, voice, SPEAKS_BOTH) == [
        ("Er sagt: „", "de", "german"),
        ("Never change a running system", "en", "german"),
        ("“, mehr nicht.", "de", "german"),
    ]


def test_the_voice_that_the_editor_names_for_the_language_of_any_country(monkeypatch: pytest.MonkeyPatch) -> None:
    voice = Voice(name="german", engine="piper", language="de", languages={"en-GB": "english"})
    assert spoken(monkeypatch, voice, SPEAKS_GERMAN) == [
        ("Er sagt: „", "de", "german"),
        ("Never change a running system", "en-GB", "english"),
        ("“, mehr nicht.", "de", "german"),
    ]


CLOSED = [
    ("Ein Titel", "Ein Titel."),
    ("Wie die Stadt „wächst“", "Wie die Stadt „wächst“."),
    ("Ja. Gut!", "Ja.", "Gut!"),
    ("- Brot\n- Milch (frisch)\n- Ein Satz.\n- Butter", "Brot,", "Milch (frisch),", "Ein Satz.", "Butter."),
    ("Es gibt: **Alles**", "Es gibt: Alles."),
]


def test_a_sentence_ends_as_such() -> None:
    """A heading as a sentence, an item as one of several; what ends in punctuation stays."""
    text = TEXT[: TEXT.index("Das ist")] + "\n\n".join(
        f"{'## ' * (i == 1)}{row[0]}" for i, row in enumerate(CLOSED) if i
    )
    said = ["".join(span.text for span in line.spans) for line in lines(write(text), VOICES)]
    assert said == [part for row in CLOSED for part in row[1:]]


NUMBERS = ["Eins.", "Zwei.", "One two three.", "Vier.", "Fünf."]


def test_sentences_of_a_paragraph_are_spoken_together_by_a_voice_that_connects_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not across paragraphs or speakers, and not where a phrase is another voice's."""
    text = TEXT.replace("Nichts. (…)", "Eins. Zwei. [One two three]{lang=en}. Vier. Fünf.")
    voices = VOICES | {"de-a": replace(VOICES["de-a"], languages={"en": "en-a"})}
    for connects, expected in ((True, ["Eins. Zwei.", "One two three.", "Vier. Fünf."]), (False, NUMBERS)):
        known = {repr(voice): About(connects=connects) for voice in voices.values()}
        monkeypatch.setattr(about, "_known", known)
        spoken = [
            " ".join(line.text for line in passage) for passage in passages(lines(write(text, voices=voices), voices))
        ]
        assert spoken[spoken.index("Was ist los?") + 1 : -4] == expected
