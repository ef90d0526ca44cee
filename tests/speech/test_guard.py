"""What an engine does instead of speaking is an EngineError with its name. attacks/engines.py tries it with whole builds."""

from __future__ import annotations

import enum
import re
import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, cast

import pytest

from audiobuild.errors import EngineError, Problem
from audiobuild.messages import Message, msg
from audiobuild.model import Speech, Voice, Word
from audiobuild.speech import engines, guard
from audiobuild.speech.engines.silence import Silence

VOICE = Voice(name="x", engine="rogue", language="de")
TEXT = "Guten Tag."
GOOD = Speech(
    pcm=bytes(2 * 22050), rate_hz=22050, words=(Word(start=0, end=5, time_ms=10), Word(start=6, end=9, time_ms=500))
)


def rogue(monkeypatch: pytest.MonkeyPatch, **attributes: Any) -> None:
    """An engine that does these things, and the rest as silence does it."""
    monkeypatch.setattr(engines, "load", lambda name: type("Rogue", (Silence,), attributes)())


def speak(monkeypatch: pytest.MonkeyPatch, does: Callable[[], Any]) -> Speech:
    rogue(monkeypatch, synthesize=lambda self, text, **others: does())
    return guard.synthesize(TEXT, language="de", voice=VOICE, response_cache=Path())


def good(**changes: Any) -> Speech:
    return replace(GOOD, **changes)


def failure(monkeypatch: pytest.MonkeyPatch, does: Callable[[], Any]) -> Problem:
    with pytest.raises(EngineError) as caught:
        speak(monkeypatch, does)
    (problem,) = caught.value.problems
    assert type(problem) is Problem
    return problem


def test_good_speech_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert speak(monkeypatch, lambda: GOOD) is GOOD


class MuteError(Exception):
    def __str__(self) -> str:
        raise OSError


class OwnError(EngineError):
    def __init__(self, problems: Any) -> None:
        self.problems = problems


class SlyError(EngineError):
    problems = property(lambda self: sys.exit(0))

    def __init__(self) -> None:
        pass


def throw(error: BaseException) -> Callable[[], Any]:
    def does() -> None:
        raise error

    return does


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (ValueError("a\n reason"), "ValueError: a reason"),
        (ValueError("x" * 1000), f"ValueError: {'x' * 200}…"),
        (KeyError(), "KeyError"),
        (MuteError(), "MuteError"),
        (SystemExit(0), "SystemExit: 0"),
        (GeneratorExit(), "GeneratorExit"),
        (BaseException(), "BaseException"),
    ],
)
def test_whatever_is_raised(error: BaseException, cause: str, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = failure(monkeypatch, throw(error))
    line = throw.__code__.co_firstlineno + 2
    assert problem.message == f"the engine 'rogue' failed in synthesize ({cause} at test_guard.py:{line})"
    assert problem.remedy == guard.REMEDY


def test_the_editor_may_interrupt_an_engine_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyboardInterrupt):
        speak(monkeypatch, throw(KeyboardInterrupt()))


def test_its_own_reasons_are_passed_on_as_plain_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    asleep = Problem(message=msg("asleep"), remedy=msg("Wake it."))
    assert failure(monkeypatch, throw(EngineError(asleep))) == asleep
    assert failure(monkeypatch, throw(OwnError([asleep]))) == asleep


@pytest.mark.parametrize("problems", [None, "text", [None], (Problem(message=1),), lambda: 1])  # type: ignore[arg-type]
def test_reasons_that_are_none(problems: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert failure(monkeypatch, throw(OwnError(problems))).message.startswith(
        "the engine 'rogue' tells its problems as "
    )


def test_an_error_without_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    message = failure(monkeypatch, throw(EngineError(()))).message
    assert message == "the engine 'rogue' failed in synthesize without a reason"


def word(start: Any, end: Any, time_ms: Any) -> tuple[Word, ...]:
    return (Word(start=start, end=end, time_ms=time_ms),)


@pytest.mark.parametrize(
    ("speech", "fault"),
    [
        (None, "gave NoneType, not a Speech"),
        (b"x", "gave bytes, not a Speech"),
        ("sound", "gave str 'sound', not a Speech"),
        (good(pcm=None), "gave sound that is no bytes of 16-bit samples"),
        (good(pcm=bytearray(2)), "gave sound that is no bytes of 16-bit samples"),
        (good(pcm=b"x"), "gave sound that is no bytes of 16-bit samples"),
        (good(rate_hz=0), "gave sound at 0 Hz"),
        (good(rate_hz=7999), "gave sound at 7999 Hz"),
        (good(rate_hz=192_001), "gave sound at 192001 Hz"),
        (good(rate_hz=22050.0), "gave sound at 22050.0 Hz"),
        (good(rate_hz=True), "gave sound at True Hz"),
        (good(words=[]), "gave words that are no Word"),
        (good(words=((0, 1, 2),)), "gave words that are no Word"),
        (good(words=word("0", 1, 2)), "gave words that are no Word"),
        (good(words=word(0, 1, 2.0)), "gave words that are no Word"),
        (good(words=word(-1, 1, 2)), "gave a word at -1 to 1 of a text of 10 characters"),
        (good(words=word(0, 11, 2)), "gave a word at 0 to 11 of a text of 10 characters"),
        (good(words=word(2, 2, 2)), "gave a word at 2 to 2 of a text of 10 characters"),
        (good(words=word(0, 1, -1)), "gave a word at -1 ms of a sound of 1000 ms"),
        (good(words=word(0, 1, 1001)), "gave a word at 1001 ms of a sound of 1000 ms"),
        (good(words=GOOD.words[::-1]), "gave words out of order ('Tag' and what follows)"),
        (good(words=GOOD.words[:1] * 2), "gave words out of order ('Guten' and what follows)"),
    ],
)  # fmt: skip
def test_speech_that_is_none(speech: Any, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert failure(monkeypatch, lambda: speech).message == f"the engine 'rogue' {fault}"


@pytest.mark.parametrize(
    ("attributes", "fault"),
    [
        ({"workers": "fibres"}, "has a wrong 'workers' (str 'fibres')"),
        ({"workers": ["threads"]}, "has a wrong 'workers' (list)"),
        ({"concurrency": True}, "has a wrong 'concurrency' (bool)"),
        ({"concurrency": -1}, "has a wrong 'concurrency' (int)"),
        ({"audible": None}, "has a wrong 'audible' (NoneType)"),
        ({"reads_ipa": property(lambda self: 1 / 0)}, "failed in reads_ipa (ZeroDivisionError: division by zero at "),
        ({"reads_figures": "yes"}, "has a wrong 'reads_figures' (str 'yes')"),
        ({"evenly_loud": 0}, "has a wrong 'evenly_loud' (int)"),
        ({"languages": lambda self: ["de"]}, "answers languages with list"),
        ({"languages": lambda self: frozenset({1})}, "answers languages with something that is no code"),
        ({"problems": lambda self, voice: None}, "tells its problems as NoneType, not as a tuple of Problem"),
        ({"problems": lambda self, voice: sys.exit(0)}, "failed in problems (SystemExit: 0 at "),
        ({"fingerprint": lambda self, voice: b"x"}, "answers fingerprint with bytes"),
        ({"fingerprint": lambda self, voice: ""}, "has an empty fingerprint"),
        ({"fingerprint": lambda self, voice, calls=[]: calls.append(1) or str(calls)}, "changes its fingerprint"),
        ({"sends_text_to": lambda self, voice: None}, "answers sends_text_to with NoneType"),
        ({"connects": lambda self, voice: 1, "passage": lambda self: None}, "answers connects with int"),
        (
            {"connects": property(lambda self: 1 / 0), "passage": None.__repr__},
            "failed in connects (ZeroDivisionError: division by zero at ",
        ),
    ],
)
def test_answers_that_are_none(attributes: dict[str, Any], fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rogue(monkeypatch, **attributes)
    (problem,) = guard.about(VOICE).problems
    assert problem.message.startswith(f"the engine 'rogue' {fault}")


def test_all_that_is_known_of_a_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    rogue(monkeypatch, languages=lambda self: frozenset({"de"}), sends_text_to=lambda self, voice: "Somebody")
    assert guard.about(VOICE) == guard.About(
        workers="threads",
        concurrency=0,
        audible=False,
        reads_ipa=False,
        reads_figures=True,
        evenly_loud=True,
        languages=frozenset({"de"}),
        problems=(),
        fingerprint="silence-1 rate=1.0",
        sends_text_to="Somebody",
    )


@pytest.mark.parametrize(
    ("speeches", "fault"),
    [
        ((GOOD, GOOD), ""),
        ([GOOD, GOOD], "gave not as many sounds as there are sentences"),
        ((GOOD,), "gave not as many sounds as there are sentences"),
        ((GOOD, None), "gave NoneType, not a Speech"),
        ((GOOD, good(words=word(0, 11, 2))), "gave a word at 0 to 11 of a text of 10 characters"),
    ],
)
def test_sentences_of_a_paragraph(speeches: Any, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rogue(monkeypatch, connects=lambda self, voice: True, passage=lambda self, texts, **_: speeches)
    assert guard.about(VOICE).connects
    texts = ("Guten Tag.", "Guten Tag.")
    raised = pytest.raises(EngineError, match=re.escape(fault)) if fault else nullcontext()
    with raised:
        assert guard.passage(texts, language="de", voice=VOICE, response_cache=Path()) == speeches


class Text(str):
    """A text with code of its maker's in it."""

    __slots__ = ()

    def __str__(self) -> str:
        return self

    def __iter__(self) -> Any:
        raise SystemExit


class Codes(frozenset[str]):
    def __iter__(self) -> Any:
        raise SystemExit


class Kind(enum.StrEnum):
    THREADS = "threads"


def types_in(value: Any) -> set[type]:
    """The types of all that an answer is made of."""
    if isinstance(value, tuple | frozenset):
        return {type(value)}.union(*map(types_in, value))
    if is_dataclass(value):
        return {type(value)}.union(*(types_in(getattr(value, field.name)) for field in fields(value)))
    return {type(value)}


def test_no_code_of_an_engine_comes_along_with_its_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    rogue(
        monkeypatch,
        workers=Kind.THREADS,
        languages=lambda self: Codes({Text("de")}),
        fingerprint=lambda self, voice: Text("one"),
        sends_text_to=lambda self, voice: Text("Somebody"),
    )
    known = guard.about(VOICE)
    assert (known.workers, known.languages, known.fingerprint, known.sends_text_to, known.problems) == (
        "threads",
        frozenset({"de"}),
        "one",
        "Somebody",
        (),
    )
    assert types_in(known) == {guard.About, str, int, bool, frozenset, tuple}


def test_no_code_of_an_engine_comes_along_with_its_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    told = (Problem(message=cast("Any", Text("asleep")), place=Text(), remedy=cast("Any", Text("Wake it."))),)
    rogue(monkeypatch, problems=lambda self, voice: told)
    known = guard.about(VOICE)
    assert known.problems == (Problem(message=msg("asleep"), remedy=msg("Wake it.")),)
    assert types_in(known.problems) == {tuple, Problem, Message}
    assert types_in(failure(monkeypatch, throw(OwnError(told)))) == {Problem, Message}


def test_problems_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    message = failure(monkeypatch, throw(SlyError())).message
    assert message.startswith("the engine 'rogue' failed without a reason that can be read (SystemExit: 0 at ")


def test_what_it_says_is_one_line_of_bounded_length(monkeypatch: pytest.MonkeyPatch) -> None:
    rogue(monkeypatch, sends_text_to=lambda self, voice: "me\ndone\x1b[2J" + "x" * 1000)
    assert guard.about(VOICE).sends_text_to == "me done\\x1b[2J" + "x" * 85 + "…"
    rogue(monkeypatch, problems=lambda self, voice: [Problem(message=cast("Any", "x\n" * 3_000_000))] * 3000)
    problems = guard.about(VOICE).problems
    assert len(problems) == guard.MOST_PROBLEMS
    assert {len(problem.message) for problem in problems} == {guard.LONGEST_MESSAGE}
    assert "\n" not in problems[0].message


def test_an_engine_that_is_not_there() -> None:
    (problem,) = guard.about(VOICE).problems
    assert problem.message == "there is no engine 'rogue'"
