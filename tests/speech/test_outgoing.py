"""What services are about to be sent: each request once, by service, and nothing that is kept already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from audiobuild.errors import EngineError
from audiobuild.model import Audio, Clip, Voice
from audiobuild.speech import about, clips, engines, guard, outgoing
from audiobuild.speech.cache import Cache
from audiobuild.speech.guard import About
from audiobuild.speech.jobs import Surroundings, job, measuring, sample
from audiobuild.speech.lines import Line, VoiceSpan
from audiobuild.speech.outgoing import Outgoing

KNOWN = {
    "here": About(fingerprint="here"),
    "ours": About(workers="threads", fingerprint="ours", sends_text_to="ours.example"),
    "theirs": About(workers="threads", fingerprint="theirs", sends_text_to="theirs.example"),
}
HERE, OURS, THEIRS = (Voice(name=name, engine=name, language="de") for name in KNOWN)
AUDIO = Audio()


@pytest.fixture(autouse=True)
def _fake_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(about, "_known", {repr(voice): KNOWN[voice.name] for voice in (HERE, OURS, THEIRS)})
    monkeypatch.setattr(engines, "is_ours", lambda name: name != "theirs")

    def requests(texts: Sequence[str], *, language: str, voice: Voice, response_cache: Path) -> Mapping[str, str]:
        """What is in capitals is answered already."""
        assert voice == OURS
        return {part: part for text in texts for part in text.split("|") if not part.isupper()}

    monkeypatch.setattr(guard, "requests", requests)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """With the gains of all voices."""
    kept = Cache(tmp_path)
    for voice in (HERE, OURS, THEIRS):
        kept.put_gain(measuring(voice, "de", around(kept)).key, 1.0)
    return kept


def around(cache: Cache) -> Surroundings:
    return Surroundings(audio=AUDIO, response_cache=cache.responses.folder.absolute())


def line(*spans: tuple[Voice, str]) -> Line:
    parts = tuple(VoiceSpan(text=text, language="de", voice=voice) for voice, text in spans)
    return Line(id=repr(spans), place="content/x.md:1", text="".join(text for _, text in spans), spans=parts)


def planned(lines: Iterable[Line], cache: Cache) -> dict[str, tuple[int, int, int]]:
    plan = clips.planned([list(lines)], audio=AUDIO, cache=cache)
    return {one.service: (one.sentences, one.characters, one.voice_characters) for one in plan}


def test_what_stays_here_is_not_counted(cache: Cache) -> None:
    assert planned([line((HERE, "Gut."))], cache) == {}


def test_each_service_gets_its_own_part_of_a_sentence(cache: Cache) -> None:
    lines = [line((HERE, "Hier. "), (OURS, "vier"), (THEIRS, "zwölf")), line((THEIRS, "drei"))]
    assert planned(lines, cache) == {"ours.example": (1, 4, 0), "theirs.example": (2, 9, 0)}


def test_the_same_is_asked_for_once(cache: Cache) -> None:
    lines = [line((OURS, "ja")), line((OURS, "ja")), line((OURS, "ja|und")), line((OURS, "ÄÖÜ"))]
    assert planned(lines, cache) == {"ours.example": (2, len("jaund"), 0)}


def test_what_has_a_clip_is_not_asked_for(cache: Cache) -> None:
    lines = [line((THEIRS, "alt")), line((THEIRS, "neu!"))]
    (made,) = job(lines[:1], {("theirs", "de"): 1.0}, around(cache)).parts
    cache.put(Clip(key=made.key, frames=1, speech_start_ms=0, speech_end_ms=24, words=()), b"x")
    assert planned(lines, cache) == {"theirs.example": (1, 4, 0)}


def test_a_new_voice_says_a_text_by_which_it_is_measured(tmp_path: Path) -> None:
    empty = Cache(tmp_path / "empty")
    spoken = [span.text for (span,) in sample(measuring(THEIRS, "de", around(empty)))]
    assert planned([line((THEIRS, "drei"))], empty) == {"theirs.example": (1, 4, sum(map(len, spoken)))}
    # A sentence that is a part of that text is not paid twice.
    assert planned([line((THEIRS, spoken[0]))], empty) == {"theirs.example": (0, 0, sum(map(len, spoken)))}


def test_characters_are_those_of_unicode(cache: Cache) -> None:
    assert planned([line((THEIRS, "Ä😀ß"))], cache) == {"theirs.example": (1, 3, 0)}


@pytest.mark.parametrize("most", [None, 12, 13])
def test_enough_is_allowed(most: int | None) -> None:
    plan = [Outgoing(service="a", sentences=1, characters=5, voice_characters=3), Outgoing(service="b", characters=4)]
    outgoing.require(plan, most)


def test_too_much_is_told_with_how_much_goes_where() -> None:
    plan = [Outgoing(service="a", characters=1000, voice_characters=240), Outgoing(service="b", characters=4)]
    with pytest.raises(EngineError) as caught:
        outgoing.require(plan, 1243)
    assert [(problem.message, problem.remedy) for problem in caught.value.problems] == [
        (
            "1,244 characters are to be sent, and 1,243 are allowed (1,240 to a and 4 to b): nothing was sent",
            "Allow more with --max-characters or max_characters in content/show.toml, or build fewer interviews at once.",
        )
    ]
