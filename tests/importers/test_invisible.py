"""Characters that nobody sees, from a source through Markdown and build to the transcript.

What is part of a word or a picture stays; what only breaks words for a voice goes.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from programs import build, look_over, publication

from audiobuild.importers import Wishes, read
from audiobuild.languages.reading import sentences
from audiobuild.model import Inline
from audiobuild.publication import content
from audiobuild.speech.services.chunks import speakable
from audiobuild.text import visible

KEPT = {
    "Persian with a non-joiner": "می\u200cخواهم",
    "Hindi with a joiner": "क्\u200dष",
    "a family": "👩\u200d👩\u200d👧\u200d👦",
    "the flag of Scotland": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "a heart as a picture": "❤\ufe0f",
}
DROPPED = {
    "a soft hyphen": ("Bür\u00adger\u00admeister", "Bürgermeister"),
    "a zero-width space": ("Bürger\u200bmeister", "Bürgermeister"),
    "a word joiner": ("Bürger\u2060meister", "Bürgermeister"),
    "a byte order mark": ("\ufeffBürger", "Bürger"),
    "marks of direction": ("\u200eBürger\u200f \u202bשלום\u202c \u2067سلام\u2069\u061c", "Bürger שלום سلام"),
    "a decomposed umlaut": ("Bu\u0308rger", "Bürger"),
    "one around a soft hyphen": ("Bu\u00ad\u0308rger", "Bürger"),
    "controls": ("Bür\x07ger\x9f", "Bürger"),
    "an old end of line": ("Bürger\x0bmeister\x1c\x85da", "Bürger meister da"),
    "lost text": ("Bür\ufffdger\ufffc", "Bürger"),
}
CHANGES = {**{name: (text, text) for name, text in KEPT.items()}, **DROPPED}


@pytest.mark.parametrize(("source", "printed"), CHANGES.values(), ids=CHANGES)
def test_one_definition(source: str, printed: str) -> None:
    assert " ".join(visible(source).split()) == printed
    assert visible(printed) == printed


@pytest.mark.parametrize("language", ["de", "fa"])
@pytest.mark.parametrize("word", ["می\u200cخواهم", "क्\u200dष"])
def test_words_keep_their_joiners_when_they_are_spoken(word: str, language: str) -> None:
    (sentence,) = sentences([Inline(text=f"Ja, {word} auch.")], language=language)
    assert sentence.spoken == f"Ja, {word} auch."
    assert speakable(f"Ja, {word} auch.") == f"Ja, {word} auch."


def test_a_picture_leaves_none_of_its_parts_to_speak() -> None:
    (sentence,) = sentences([Inline(text=f"Ja {KEPT['a family']} auch.")], language="de")
    assert sentence.spoken.split() == ["Ja", "auch."]
    assert speakable(f"Ja {' '.join(KEPT.values())} auch.") == "Ja می\u200cخواهم क्\u200dष auch."


PERSIAN = """\
گفت\u200cوگو با نانوا

چرا این\u200cجا کار می\u200cکنید؟

من این\u200cجا به دنیا آمده\u200cام و نمی\u200cخواهم بروم.

صبح\u200cها کی بیدار می\u200cشوید؟

ساعت سه، پیش از همه\u200cی شهر.

و شب\u200cها؟

می\u200cخوابم.
"""


def test_every_character_from_the_source_to_the_transcript(tmp_path: Path) -> None:
    turns = (
        f"Frage: Was steht auf Blatt {number}?\n\nAntwort: Auf Blatt {number} steht {text} und noch etwas.\n\n"
        for number, (text, _) in enumerate(CHANGES.values())
    )
    source = "".join(turns).replace("\x0b", " ").replace("\x1c\x85", " ")  # these end a line of a text file
    said = [text for text in transcript(tmp_path, source, "de") if text.startswith("Auf Blatt")]
    assert said == [
        f"Auf Blatt {number} steht {printed} und noch etwas." for number, (_, printed) in enumerate(CHANGES.values())
    ]


def test_persian_from_the_source_to_the_transcript(tmp_path: Path) -> None:
    _, *turns = filter(None, PERSIAN.splitlines())
    assert transcript(tmp_path, PERSIAN, "fa")[-len(turns) :] == turns


def transcript(folder: Path, source: str, language: str) -> list[str]:
    """The sentences of a source that is imported and built with voices that say nothing."""
    project = publication(folder / "p")
    for voice in (project / "voices").glob("*.toml"):
        voice.write_text(f'engine = "silence"\nlanguage = "{language}"\n')
    found = read(source.encode(), Wishes(date=date(2024, 1, 1), language=language), name="a.txt")
    content.save(project, found.interview, slug="a", notes=found.notes)
    look_over(project)
    build(project)
    written = json.loads((project / "dist" / "a" / "transcript.json").read_text(encoding="utf-8"))
    assert all(unicodedata.is_normalized("NFC", segment["body"]) for segment in written["segments"])
    return [segment["body"] for segment in written["segments"]]
