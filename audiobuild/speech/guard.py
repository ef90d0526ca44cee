"""Where engines are called, and nowhere else: whatever one does instead of what it promised becomes an EngineError.

Engines are other people's programs, found by entry point. What they raise, SystemExit and an error without a text included, and
what they give back of a wrong type or value, is told to the editor with the engine's name and what can be done. A crash or a
hang takes the process: engines that are not ours therefore run in workers only (:mod:`audiobuild.speech.workers`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import parent_process
from pathlib import Path
from typing import Any, Literal, TypeVar

from audiobuild.errors import EngineError, Missing, Problem
from audiobuild.messages import NOTHING, Message, msg, words_of
from audiobuild.model import FASTEST_HZ, SLOWEST_HZ, Speech, Voice, Word
from audiobuild.speech import engines
from audiobuild.text import shown

KINDS = ("processes", "threads")
LONGEST_MESSAGE = 1000
MOST_PROBLEMS = 100
LONGEST_NAME = 100
"""Of a service."""

REMEDY = msg("This is the engine's fault: report it to its makers, and use another voice until it is mended.")

_T = TypeVar("_T")


class _WrongTypeError(Exception):
    """An answer is of another type than was promised."""


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What an engine says of itself and of a voice. With ``problems`` the rest means nothing."""

    workers: Literal["processes", "threads"] = "processes"
    concurrency: int = 0
    audible: bool = True
    reads_ipa: bool = False
    reads_figures: bool = False
    evenly_loud: bool = False
    connects: bool = False
    languages: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    fingerprint: str = ""
    sends_text_to: str = ""


def about(voice: Voice) -> About:
    """All that is known of a voice; an engine that is not there, or that does not answer as it should, is a problem of it."""
    name = voice.engine
    try:
        engine = _engine(name)
        problems = _problems(engine, voice)
        return About(
            workers=_workers(engine, name),
            concurrency=_attribute(engine, name, msg("concurrency"), lambda value: type(value) is int and value >= 0),
            audible=_attribute(engine, name, msg("audible"), lambda value: type(value) is bool),
            reads_ipa=_attribute(engine, name, msg("reads_ipa"), lambda value: type(value) is bool),
            reads_figures=_attribute(engine, name, msg("reads_figures"), lambda value: type(value) is bool),
            evenly_loud=_attribute(engine, name, msg("evenly_loud"), lambda value: type(value) is bool),
            connects=not problems and _connects(engine, voice),
            languages=_answer(engine, name, msg("languages"), _codes),
            problems=problems,
            fingerprint="" if problems else _fingerprint(engine, voice),
            sends_text_to=""
            if problems
            else shown(_answer(engine, name, msg("sends_text_to"), _text, voice), LONGEST_NAME),
        )
    except EngineError as error:
        return About(problems=error.problems)


def synthesize(text: str, *, language: str, voice: Voice, response_cache: Path) -> Speech:
    """The engine's own. Raises EngineError for all that is no sound with words in it."""
    engine = _engine(voice.engine)
    speech = _called(
        voice.engine,
        msg("synthesize"),
        lambda: engine.synthesize(text, language=language, voice=voice, response_cache=response_cache),
    )
    if fault := _fault(speech, text):
        raise _wrong(voice.engine, msg("gave {}", fault))
    return speech


def passage(texts: Sequence[str], *, language: str, voice: Voice, response_cache: Path) -> tuple[Speech, ...]:
    """The engine's own, of sentences that are spoken together. Raises EngineError as :func:`synthesize` does."""
    engine: Any = _engine(voice.engine)
    speeches = _called(
        voice.engine,
        msg("passage"),
        lambda: engine.passage(tuple(texts), language=language, voice=voice, response_cache=response_cache),
    )
    if type(speeches) is not tuple or len(speeches) != len(texts):
        raise _wrong(voice.engine, msg("gave {}", msg("not as many sounds as there are sentences")))
    for speech, text in zip(speeches, texts, strict=True):
        if fault := _fault(speech, text):
            raise _wrong(voice.engine, msg("gave {}", fault))
    return speeches


def requests(texts: Sequence[str], *, language: str, voice: Voice, response_cache: Path) -> Mapping[str, str]:
    """What the engine would send now to speak sentences, by name; all of them for one that does not say."""
    engine = _engine(voice.engine)
    if not isinstance(engine, engines.Asking):
        return {text: text for text in texts}
    return _called(
        voice.engine,
        msg("requests"),
        lambda: engine.requests(texts, language=language, voice=voice, response_cache=response_cache),
    )


# --- calls ----------------------------------------------------------------------------------------------------------


def _engine(name: str) -> engines.Engine:
    return _called(name, msg("be loaded"), lambda: engines.load(name))


def _called(name: str, what: Message, call: Callable[[], _T]) -> _T:
    try:
        return call()
    except EngineError as error:  # it may be one of the engine's own classes, with anything in it
        problems = _reasons(name, error)
        raise EngineError(problems or _wrong(name, msg("failed in {} without a reason", what)).problems) from error
    except KeyboardInterrupt:
        if parent_process() is None:  # the editor's; workers hear of none
            raise
        raise _wrong(name, msg("failed in {} (KeyboardInterrupt)", what)) from None
    except BaseException as error:
        raise _wrong(name, msg("failed in {} ({})", what, _cause(error))) from error


def _wrong(name: str, what: Message) -> EngineError:
    return EngineError(Problem(message=msg("the engine {!r} {}", name, what), remedy=REMEDY))


def _cause(error: BaseException) -> str:
    """What was raised, and where, on one line. Its text may raise, too."""
    try:
        text = " ".join(str.split(str(error)))
    except BaseException:
        text = ""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    message = f": {text if len(text) <= 200 else text[:200] + '…'}" if text else ""
    return f"{shown(_text(type(error).__name__), 80)}{message}{place}"


def _reasons(name: str, error: EngineError) -> tuple[Problem, ...]:
    """The problems of an error, whatever its class makes of them."""
    try:
        return _plain(name, error.problems)
    except BaseException as another:
        return _wrong(name, msg("failed without a reason that can be read ({})", _cause(another))).problems


def _bounded(text: str) -> Message:
    """A text of an engine, of one line; ours stays one that can be translated."""
    plain = shown(_text(text), LONGEST_MESSAGE)
    return text if type(text) is Message and text == plain else msg("{}", plain)


def _plain(name: str, problems: Any) -> tuple[Problem, ...]:
    """The problems of an engine as plain ones, each of one line."""
    if not isinstance(problems, tuple | list):
        return _no_problems(name, problems)
    plain = []
    for one in problems[:MOST_PROBLEMS]:
        if not isinstance(one, Problem):
            return _no_problems(name, problems)
        texts = (one.message, one.place, one.remedy)
        if not all(map(_is_text, texts)):
            return _no_problems(name, problems)
        message, place, remedy = (_bounded(text) for text in texts)
        kind = Missing if isinstance(one, Missing) else Problem
        plain.append(kind(message=message, place=place, remedy=remedy))
    return tuple(plain)


def _no_problems(name: str, value: Any) -> tuple[Problem, ...]:
    return _wrong(name, msg("tells its problems as {}, not as a tuple of Problem", _kind(value))).problems


def _kind(value: Any) -> str:
    kind = shown(_text(type(value).__name__), 40)
    return f"{kind} '{shown(_text(value), 40)}'" if _is_text(value) else kind


# --- what it says ---------------------------------------------------------------------------------------------------


def _attribute(engine: engines.Engine, name: str, attribute: Message, good: Callable[[Any], bool]) -> Any:
    value = _called(name, attribute, lambda: getattr(engine, attribute))
    if not _called(name, attribute, lambda: good(value)):
        raise _wrong(name, msg("has a wrong {!r} ({})", attribute, _kind(value)))
    return value


def _workers(engine: engines.Engine, name: str) -> Literal["processes", "threads"]:
    value = _attribute(engine, name, msg("workers"), lambda value: _is_text(value) and _text(value) in KINDS)
    return "threads" if _text(value) == "threads" else "processes"


def _answer(engine: engines.Engine, name: str, method: Message, plain: Callable[[Any], _T], *arguments: Any) -> _T:
    """What a method answers, made a value of Python's own by ``plain``."""
    value = _called(name, method, lambda: getattr(engine, method)(*arguments))
    try:
        return _called(name, method, lambda: plain(value))
    except EngineError as error:
        if isinstance(error.__cause__, _WrongTypeError):
            raise _wrong(name, msg("answers {} with {}", method, words_of(error.__cause__))) from None
        raise


def _problems(engine: engines.Engine, voice: Voice) -> tuple[Problem, ...]:
    return _answer(engine, voice.engine, msg("problems"), lambda problems: _plain(voice.engine, problems), voice)


def _connects(engine: engines.Engine, voice: Voice) -> bool:
    connecting = _called(voice.engine, msg("connects"), lambda: isinstance(engine, engines.Connecting))
    return connecting and _answer(engine, voice.engine, msg("connects"), _flag, voice)


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise _WrongTypeError(_kind(value))
    return value


def _text(value: Any) -> str:
    """A text as one of Python's own: a subclass has code of its maker's in it, which would come along wherever it goes."""
    if not _is_text(value):
        raise _WrongTypeError(_kind(value))
    return str.__str__(value)


def _is_text(value: Any) -> bool:
    return issubclass(type(value), str)


def _codes(value: Any) -> frozenset[str]:
    if not issubclass(type(value), frozenset):
        raise _WrongTypeError(_kind(value))
    try:
        return frozenset(_text(code) for code in frozenset.__iter__(value))
    except _WrongTypeError:
        raise _WrongTypeError(msg("something that is no code")) from None


def _fingerprint(engine: engines.Engine, voice: Voice) -> str:
    first, second = (_answer(engine, voice.engine, msg("fingerprint"), _text, voice) for _ in range(2))
    if not first:
        raise _wrong(voice.engine, msg("has an empty fingerprint, so that no change of the voice would be heard"))
    if first != second:
        raise _wrong(
            voice.engine, msg("changes its fingerprint from call to call, so that nothing spoken could be kept")
        )
    return first


# --- what it speaks -------------------------------------------------------------------------------------------------


def _fault(speech: Any, text: str) -> Message:
    """What keeps it from being sound with words in it; empty if nothing does."""
    if type(speech) is not Speech:
        return msg("{}, not a Speech", _kind(speech))
    if type(speech.pcm) is not bytes or len(speech.pcm) % 2:
        return msg("sound that is no bytes of 16-bit samples")
    if type(speech.rate_hz) is not int or not SLOWEST_HZ <= speech.rate_hz <= FASTEST_HZ:
        return msg("sound at {} Hz", shown(str(speech.rate_hz), 20))
    if type(speech.words) is not tuple or not all(map(_is_word, speech.words)):
        return msg("words that are no Word")
    length_ms = len(speech.pcm) // 2 * 1000 // speech.rate_hz
    for word in speech.words:
        if not 0 <= word.start < word.end <= len(text):
            return msg("a word at {} to {} of a text of {} characters", word.start, word.end, len(text))
        if not 0 <= word.time_ms <= length_ms:
            return msg("a word at {} ms of a sound of {} ms", word.time_ms, length_ms)
    for word, following in pairwise(speech.words):
        if following.start < word.end or following.time_ms < word.time_ms:
            return msg("words out of order ('{}' and what follows)", shown(text[word.start : word.end], 40))
    return NOTHING


def _is_word(value: Any) -> bool:
    return type(value) is Word and all(type(number) is int for number in (value.start, value.end, value.time_ms))
