"""An episode as it is read."""

from itertools import pairwise

from writers.episodes import episode

from audiobuild import outline as module
from audiobuild.model import FRAME_MS
from audiobuild.outline import outline

BODY = """\
Erster Satz. Zweiter Satz.

**Anna:** Ich unterbreche.

## Eine Frage? Und noch eine!

Ja. Nein.

Vielleicht.

- Erstens.
- Zweitens.

**Anna:** Aha.

> Ein Zitat.

* * *

Schluss.
"""


def shape(section):
    return [
        (block.style, block.speaker, [[sentence.text for sentence in paragraph] for paragraph in block.paragraphs])
        for block in section.blocks
    ]


def test_sections_blocks_and_who_speaks():
    introduction, question, closing = outline(episode(BODY)).sections
    assert [section.title for section in (introduction, question, closing)] == [
        "Ein Titel",
        "Eine Frage? Und noch eine!",
        "Schlusswort",
    ]
    assert [section.chapter.id for section in (introduction, question, closing)] == ["introduction", "q1", "closing"]
    assert shape(introduction) == [
        ("plain", "", [["Erster Satz.", "Zweiter Satz."]]),
        ("plain", "Anna", [["Ich unterbreche."]]),
    ]
    assert shape(question) == [
        ("plain", "Ben", [["Ja.", "Nein."], ["Vielleicht."]]),
        ("bullet", "", [["Erstens."], ["Zweitens."]]),
        ("plain", "Anna", [["Aha."]]),
        ("quote", "", [["Ein Zitat."]]),
    ]
    assert shape(closing) == [("plain", "", [["Schluss."]])]
    assert introduction.asked_by == question.asked_by == ""


def test_sentences_tile_the_audio_and_hold_their_speech():
    made = episode(BODY)
    read = outline(made)
    sentences = [sentence for section in read.sections for sentence in section.sentences]
    assert [sentence.id for sentence in sentences] == [f"s{number + 1}" for number in range(len(made.timeline.cues))]
    assert sentences[0].start_ms == 0
    assert sentences[-1].end_ms == made.timeline.duration_ms
    assert all(before.end_ms == after.start_ms for before, after in pairwise(sentences))
    for sentence, cue in zip(sentences, made.timeline.cues, strict=True):
        assert sentence.text == cue.segment.text
        assert cue.start_ms - 1300 <= sentence.start_ms <= cue.start_ms - module.LEAD_MS + FRAME_MS
        assert sentence.end_ms >= cue.end_ms


def test_a_part_begins_where_its_chapter_does_to_the_frame():
    made = episode(BODY)
    read = outline(made)
    assert sum(part.frames for part in read.parts) == made.timeline.frames
    for part, section in zip(read.parts, read.sections, strict=True):
        assert part.start_ms == section.start_ms
        assert part.duration_ms == section.duration_ms
        assert 0 <= section.chapter.start_ms - part.start_ms < FRAME_MS
        assert {sentence.part for sentence in section.sentences} == {read.parts.index(part)}


def test_a_very_long_chapter_is_cut_between_sentences(monkeypatch):
    monkeypatch.setattr(module, "PART_FRAMES", 100)
    made = episode("## Frage?\n\n" + "Ein Satz mit ein paar Wörtern. " * 10)
    read = outline(made)
    introduction, *parts = read.parts
    assert len(parts) == 6
    assert [part.start_frame for part in parts] == [
        introduction.frames + sum(part.frames for part in parts[:index]) for index in range(6)
    ]
    assert all(100 <= part.frames < 200 for part in parts)
    starts = {sentence.start_ms for sentence in read.sections[1].sentences}
    assert {part.start_ms for part in parts} <= starts
    for sentence in read.sections[1].sentences:
        part = read.parts[sentence.part]
        assert part.start_ms <= sentence.start_ms < sentence.end_ms <= part.start_ms + part.duration_ms


def test_a_chapter_of_ordinary_length_is_one_part():
    made = episode("## Frage?\n\n" + "Ein Satz. " * 300)
    assert made.timeline.duration_ms > 290_000
    assert len(outline(made).parts) == 2
