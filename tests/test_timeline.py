"""When everything is heard."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from test_script import SHOW, TEXT, write
from writers.episodes import MATTER, episode

from audiobuild import timeline
from audiobuild.errors import ContentError
from audiobuild.model import (
    FRAME_MS,
    Clip,
    CueWord,
    Pauses,
    Piece,
    Recording,
    Script,
    Sentence,
    Sound,
    Sounds,
    Timeline,
    Word,
)

SCRIPT = write(TEXT)
PAUSES = Pauses(sentence_ms=300, paragraph_ms=600, speaker_ms=900, chapter_ms=1500)


def clip(name: str, frames: int = 50) -> Clip:
    """Speech from 36 ms until 60 ms before the end."""
    return Clip(key=name, frames=frames, speech_start_ms=36, speech_end_ms=frames * FRAME_MS - 60)


CLIPS = {utterance.id: clip(utterance.id) for utterance in SCRIPT.utterances}
LAID = timeline.lay(SCRIPT, CLIPS, PAUSES)

BODY = """\
Erster Satz. Zweiter Satz.

**Anna:** Ich unterbreche.

## Eine Frage? Und noch eine!

Ja. Nein.

- Erstens.
- Zweitens.

> Ein Zitat.

* * *

Schluss.
"""


def test_the_tree_is_the_script_s() -> None:
    laid = episode(BODY)
    assert laid.script.chapters == tuple(timed.chapter for timed in laid.chapters)
    for timed in laid.chapters:
        assert [cue.utterance for cue in timed.heading] == list(timed.chapter.heading)
        assert [block.block for block in timed.blocks] == list(timed.chapter.blocks)
        assert [[cue.utterance for cue in some] for block in timed.blocks for some in block.paragraphs] == [
            list(some) for block in timed.chapter.blocks for some in block.paragraphs
        ]
        for block in timed.blocks:
            assert [*block.cues] == [cue for some in block.paragraphs for cue in some]
    assert [timed.heading_text for timed in laid.chapters] == ["Ein Titel", "Eine Frage? Und noch eine!", "Schlusswort"]


def test_chapters_begin_on_whole_seconds_and_fill_the_time() -> None:
    assert [(timed.chapter.id, timed.start_ms, timed.end_ms) for timed in LAID.chapters] == [
        ("introduction", 0, 6000),
        ("q1", 6000, 15000),
        ("closing", 15000, 19560),
    ]
    assert LAID.duration_ms == LAID.frames * FRAME_MS == 19560


def test_the_first_word_follows_each_mark_within_a_third_of_a_second() -> None:
    waits = [next(timed.cues).start_ms - timed.start_ms for timed in LAID.chapters]
    assert all(timeline.CHAPTER_LEAD_MS <= wait <= 300 for wait in waits)


def test_pauses_are_what_the_show_asks_for_to_half_a_frame() -> None:
    """Rounded to the nearest frame: rounding down would make one of these a whole frame too short."""
    wanted = {"sentence": 300, "paragraph": 600, "speaker": 900}
    gaps = [
        (after.start_ms - before.end_ms, wanted[before.utterance.pause])
        for timed in LAID.chapters
        for before, after in pairwise(timed.cues)
    ]
    assert len(gaps) == 6
    assert all(abs(gap - pause) <= FRAME_MS / 2 for gap, pause in gaps)
    assert {gap for gap, _ in gaps} == {288, 600, 912}


@pytest.mark.parametrize(
    ("speech_ms", "longer_ms"), [(240, 0), (2000, 0), (4000, 50), (6000, 100), (10_000, 200), (30_000, 200)]
)
def test_the_pause_is_longer_behind_a_long_sentence(speech_ms: int, longer_ms: int) -> None:
    frames = (speech_ms + 96) // FRAME_MS + 1
    long = Clip(key="long", frames=frames, speech_start_ms=36, speech_end_ms=36 + speech_ms)
    first, second = list(SCRIPT.utterances)[1:3]
    assert first.pause == "sentence"
    for breath_ms, expected_ms in ((0, 300), (200, 300 + longer_ms)):
        pauses = dataclasses.replace(PAUSES, breath_ms=breath_ms)
        laid = timeline.lay(SCRIPT, {**CLIPS, first.id: long}, pauses)
        cues = {cue.utterance.id: cue for timed in laid.chapters for cue in timed.cues}
        assert abs(cues[second.id].start_ms - cues[first.id].end_ms - expected_ms) <= FRAME_MS // 2


def test_the_joints_are_the_audio() -> None:
    position = 0
    starts = {}
    for joint in LAID.joints:
        if isinstance(joint, int):
            assert joint > 0
            position += joint
        else:
            starts[joint] = position * FRAME_MS
            position += 50
    assert position == LAID.frames
    assert {name: start + 36 for name, start in starts.items()} == {cue.utterance.id: cue.start_ms for cue in LAID.cues}


def test_tiles_fill_the_audio_and_each_begins_a_tenth_of_a_second_before_its_speech() -> None:
    laid = episode(BODY)
    cues = list(laid.cues)
    assert (cues[0].tile_start_ms, cues[-1].tile_end_ms) == (0, laid.duration_ms)
    assert all(before.tile_end_ms == after.tile_start_ms for before, after in pairwise(cues))
    assert all(cue.tile_start_ms <= cue.start_ms and cue.end_ms <= cue.tile_end_ms for cue in cues)
    for timed in laid.chapters:
        _, *later = timed.cues
        # To the frame of 24 ms: a decoder that is sent there takes up to two of them to start.
        assert all(76 < cue.start_ms - cue.tile_start_ms <= 100 for cue in later)


def test_a_part_begins_where_its_chapter_does_to_the_frame() -> None:
    laid = episode(BODY)
    assert sum(part.frames for part in laid.parts) == laid.frames
    for number, (part, timed) in enumerate(zip(laid.parts, laid.chapters, strict=True)):
        assert (part.start_ms, part.duration_ms) == (timed.tile_start_ms, timed.tile_duration_ms)
        assert 0 <= timed.start_ms - part.start_ms < FRAME_MS
        assert {cue.part for cue in timed.cues} == {number}


def test_a_very_long_chapter_is_cut_between_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "PART_FRAMES", 100)
    laid = episode("## Frage?\n\n" + "Ein Satz mit ein paar Wörtern. " * 10)
    introduction, *parts = laid.parts
    assert [part.frames for part in parts] == [142, 180, 180, 180, 180, 137]
    assert [part.start_frame for part in parts] == [
        introduction.frames + sum(part.frames for part in parts[:index]) for index in range(6)
    ]
    cues = list(laid.chapters[1].cues)
    assert {part.start_ms for part in parts} <= {cue.tile_start_ms for cue in cues}
    for cue in cues:
        part = laid.parts[cue.part]
        assert part.start_ms <= cue.tile_start_ms < cue.tile_end_ms <= part.start_ms + part.duration_ms


def test_a_chapter_of_ordinary_length_is_one_part() -> None:
    laid = episode("## Frage?\n\n" + "Ein Satz. " * 300)
    assert laid.duration_ms > 290_000
    assert len(laid.parts) == 2


def words_of(pieces: list[tuple[str, str]], spoken_words: list[tuple[int, int]]) -> list[tuple[str, int]]:
    some = tuple(Piece(text=text, spoken=spoken, language="de") for text, spoken in pieces)
    utterance = dataclasses.replace(next(SCRIPT.utterances), sentence=Sentence(start=0, pieces=some))
    chapter = dataclasses.replace(SCRIPT.chapters[0], heading=(utterance,), blocks=())
    words = tuple(Word(start=start, end=end, time_ms=start) for start, end in spoken_words)
    clips = {utterance.id: dataclasses.replace(clip("c"), words=words)}
    laid: Timeline = timeline.lay(Script(interview=SCRIPT.interview, chapters=(chapter,)), clips, PAUSES)
    (cue,) = laid.cues
    assert all(isinstance(word, CueWord) for word in cue.words)
    return [(utterance.text[word.start : word.end], word.time_ms - (cue.start_ms - 36)) for word in cue.words]


def test_words_are_those_that_are_printed() -> None:
    pieces = [("Wie ", "Wie "), ("z. B.", "zum Beispiel"), (" „am ", " „am "), ("3.", "dritten"), (" Mai“.", " Mai“.")]
    assert "".join(spoken for _, spoken in pieces) == "Wie zum Beispiel „am dritten Mai“."
    spans = [(0, 3), (4, 7), (8, 16), (17, 20), (21, 28), (29, 34)]
    assert words_of(pieces, spans) == [("Wie", 0), ("z. B.", 4), ("„am", 17), ("3.", 21), ("Mai“.", 29)]


def test_a_word_across_pieces_is_one() -> None:
    pieces = [("(", "("), ("BBB", "B B B"), (")-Tag", ")-Tag")]
    assert words_of(pieces, [(0, 2), (3, 4), (5, 11)]) == [("(BBB)-Tag", 0)]


# --- recordings and sounds ------------------------------------------------------------------------------------------

RECORDED = """\
Vorab.

## Eine Frage? {recording="q.wav"}

{recording="a.wav"} Eins. Zwei. Drei.

Vier. Fünf.

**Anna:** Ja.
"""
NO_SOUNDS = Sounds()
SOUNDS = Sounds(
    intro=Sound(file="i.mp3"), sting=Sound(file="s.mp3"), outro=Sound(file="o.mp3", description="glocken der Stadt")
)


def written(body: str, sounds: Sounds = NO_SOUNDS) -> Script:
    text = MATTER.format(title="Ein Titel", asks="Anna", answers="Ben", more="") + body
    return write(text, show=dataclasses.replace(SHOW, sounds=sounds))


def part(name: str, frames: int, within: int, start_ms: int, end_ms: int) -> Clip:
    return Clip(key=name, frames=frames, speech_start_ms=start_ms, speech_end_ms=end_ms, within=within)


def recorded() -> Timeline:
    """The sentences "Zwei. Drei." could not be told apart from "Eins."; the two of the second paragraph could."""
    script_ = written(RECORDED, SOUNDS)
    texts = {utterance.text: utterance.id for utterance in script_.utterances}
    clips = {utterance.id: clip(utterance.id) for utterance in script_.utterances if utterance.voice}
    clips["intro"] = part("intro", 300, 0, 24, 7100)
    clips["outro"] = part("outro", 200, 0, 24, 4700)
    clips[texts["Eine Frage?"]] = part("q", 100, 0, 150, 2200)
    clips[texts["Eins."]] = part("a", 500, 0, 160, 5000)
    clips[texts["Vier."]] = part("a", 500, 1, 5500, 8000)
    clips[texts["Fünf."]] = part("a", 500, 2, 8400, 11_800)
    return timeline.lay(script_, clips, PAUSES, clip("sting", 40))


def test_a_recording_is_laid_once_and_its_sentences_are_times_in_it() -> None:
    laid = recorded()
    assert laid.joints.count("a") == 1
    start_ms = FRAME_MS * sum(
        joint
        if isinstance(joint, int)
        else {"intro": 300, "outro": 200, "q": 100, "a": 500, "sting": 40}.get(joint, 50)
        for joint in laid.joints[: laid.joints.index("a")]
    )
    cues = [cue for cue in laid.cues if cue.utterance.recording == Recording(file="a.wav")]
    assert [(cue.utterance.text, cue.start_ms - start_ms, cue.end_ms - start_ms) for cue in cues] == [
        ("Eins. Zwei. Drei.", 160, 5000),
        ("Vier.", 5500, 8000),
        ("Fünf.", 8400, 11_800),
    ]
    joined = cues[0].utterance
    assert "".join(inline.text for inline in joined.inlines) == joined.text == joined.spoken
    assert (joined.source.start, joined.source.end) == (0, len(joined.text))


def test_tiles_leave_no_gap_around_recordings_and_sounds() -> None:
    cues = [*recorded().cues]
    assert cues[0].tile_start_ms == 0
    for before, after in pairwise(cues):
        assert before.tile_end_ms == after.tile_start_ms
        assert before.end_ms <= after.tile_start_ms <= after.start_ms


def test_intro_and_outro_have_marks_of_their_own_and_a_sting_none() -> None:
    laid = recorded()
    assert [(mark.id, mark.title) for mark in laid.marks] == [
        ("intro", "Musik"),
        ("introduction", "Einleitung"),
        ("q1", "Eine Frage?"),
        ("outro", "Glocken der Stadt"),
    ]
    assert [mark.start_ms % 1000 for mark in laid.marks] == [0, 0, 0, 0]
    assert laid.marks[0].start_ms == 0
    assert laid.marks[-1].end_ms == laid.duration_ms
    assert [before.end_ms for before in laid.marks[:-1]] == [after.start_ms for after in laid.marks[1:]]
    texts = {cue.utterance.text: cue for cue in laid.cues}
    assert 0 <= texts["Ein Titel"].start_ms - laid.marks[1].start_ms <= 400
    assert 0 <= texts["[glocken der Stadt]"].start_ms - laid.marks[3].start_ms <= 400
    assert "sting" in laid.joints
    assert not any(cue.utterance.id == "sting" for cue in laid.cues)


def test_a_sound_is_heard_between_others_and_never_with_one() -> None:
    laid = recorded()
    heard, at = [], 0
    frames = {"intro": 300, "outro": 200, "q": 100, "a": 500, "sting": 40}
    for joint in laid.joints:
        length = joint if isinstance(joint, int) else frames.get(joint, 50)
        heard.append((joint, at, at + length))
        at += length
    ((_, begin, end),) = [one for one in heard if one[0] == "sting"]
    assert not any(begin * FRAME_MS < cue.end_ms and cue.start_ms < end * FRAME_MS for cue in laid.cues)
    following = laid.marks[2].start_ms
    assert end * FRAME_MS <= following


def test_nobody_speaks_within_a_recording() -> None:
    """A footnote waits for its end; what a person goes on with behind a heading is a recording as well."""
    body = """\
## Eine Frage?

{recording="a.wav"} Eins.[^1]

Zwei.

[^1]: Fußnote.
"""
    texts = [(one.text, one.heard_in) for one in written(body).utterances if one.is_said]
    assert texts[2:] == [("Eins.", "a.wav"), ("Zwei.", "a.wav"), ("Anmerkung 1: Fußnote.", texts[0][1])]
    with pytest.raises(
        ContentError, match=r"a\.md:16: who is heard in a recording before line 14 goes on here without one"
    ):
        written('## Eine Frage?\n\n{recording="a.wav"} Eins.\n\n### Dazwischen\n\nZwei.\n')


def test_a_question_and_its_answer_may_lie_in_one_file() -> None:
    script_ = written('## Eine Frage? {recording="a.wav"}\n\n{recording="a.wav"} Eins.\n')
    heard = [one.recording for one in script_.chapters[1].utterances]
    assert heard == [Recording(file="a.wav"), Recording(file="a.wav")]


def test_a_recording_is_heard_once() -> None:
    with pytest.raises(ContentError, match=r"a\.md:16: the recording 'a\.wav' is heard before, at line 12"):
        written('## A?\n\n{recording="a.wav"} Eins.\n\n## B?\n\n{recording="a.wav"} Zwei.\n')
    written('## A?\n\n{recording="a.wav#t=1,2"} Eins.\n\n## B?\n\n{recording="a.wav#t=2,3"} Zwei.\n')
