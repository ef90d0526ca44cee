"""What speech services are about to be sent, counted before anything is: services ask money for each character.

Counted are the characters of the requests that are still to be made. What is in the cache, as a clip or as a service's
response, is not asked for again; nor are a request that two sentences have in common, or one that has to be repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from audiobuild.errors import EngineError, Problem
from audiobuild.messages import enumeration, msg
from audiobuild.speech import engines, guard
from audiobuild.speech.about import about
from audiobuild.speech.cache import Cache
from audiobuild.speech.jobs import Measuring, Surroundings, job, said, sample
from audiobuild.speech.lines import Line, VoiceSpan


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """What a service is sent: new ``sentences`` with so many ``characters``, and so many ``voice_characters`` of the text
    by which voices that it has not been heard with are made as loud as others."""

    service: str
    sentences: int = 0
    characters: int = 0
    voice_characters: int = 0

    @property
    def all_characters(self) -> int:
        return self.characters + self.voice_characters


@dataclass(slots=True)
class _Count:
    """Of a service: which of what is new has anything to send, and the requests, each once."""

    new: set[object] = field(default_factory=set)
    requests: set[tuple[str, str, str]] = field(default_factory=set)

    @property
    def characters(self) -> int:
        return sum(len(text) for _, _, text in self.requests)


def outgoing(
    lines: Iterable[Line],
    measurings: Mapping[tuple[str, str], Measuring],
    gains: Mapping[tuple[str, str], float],
    around: Surroundings,
    cache: Cache,
) -> tuple[Outgoing, ...]:
    """What making the clips of ``lines`` would send, by service. ``measurings`` are those of all voices that the lines need,
    ``gains`` what is known of them already."""
    spoken = list(_new(lines, gains, around, cache))
    measured = [(one.key, sample(one)) for pair, one in measurings.items() if pair not in gains and one.audible]
    voices = _counted(measured, around, {})
    before = {service: count.requests for service, count in voices.items()}
    sentences = _counted(spoken, around, before)
    return tuple(
        Outgoing(
            service=service,
            sentences=len(sentences[service].new) if service in sentences else 0,
            characters=sentences[service].characters if service in sentences else 0,
            voice_characters=voices[service].characters if service in voices else 0,
        )
        for service in sorted(voices.keys() | sentences.keys())
    )


def require(plan: Sequence[Outgoing], most: int | None) -> None:
    """Raises EngineError if more than ``most`` characters are to be sent, of which none was."""
    whole = sum(one.all_characters for one in plan)
    if most is None or whole <= most:
        return
    services = enumeration([msg("{:,} to {}", one.all_characters, one.service) for one in plan])
    message = msg("{:,} characters are to be sent, and {:,} are allowed ({}): nothing was sent", whole, most, services)
    remedy = msg(
        "Allow more with --max-characters or max_characters in content/show.toml, or build fewer interviews at once."
    )
    raise EngineError(Problem(message=message, remedy=remedy))


def _new(
    lines: Iterable[Line], gains: Mapping[tuple[str, str], float], around: Surroundings, cache: Cache
) -> Iterator[tuple[object, tuple[VoiceSpan, ...]]]:
    """The spans of lines that speak through a service and have no clip. Lines that say the same have the same name."""
    for line in lines:
        if not any(about(span.voice).sends_text_to for span in line.spans):
            continue
        known = all((span.voice.name, span.language) in gains for span in line.spans)
        if not known or cache.clip(job(line, gains, around).key) is None:
            yield tuple(said(line)), line.spans


def _counted(
    work: Iterable[tuple[object, Sequence[VoiceSpan]]],
    around: Surroundings,
    before: Mapping[str, set[tuple[str, str, str]]],
) -> dict[str, _Count]:
    """The requests by service, without those that were made ``before``."""
    counts: dict[str, _Count] = {}
    for name, spans in work:
        for span in spans:
            known = about(span.voice)
            requests = {(known.fingerprint, span.language, text) for text in _requests(span, around)}
            requests -= before.get(known.sends_text_to, set())
            if known.sends_text_to and requests:
                count = counts.setdefault(known.sends_text_to, _Count())
                count.new.add(name)
                count.requests |= requests
    return counts


def _requests(span: VoiceSpan, around: Surroundings) -> tuple[str, ...]:
    """What a span's service would be sent now. An engine that is not ours is not run here: all of the text counts."""
    if not about(span.voice).sends_text_to:
        return ()
    if not engines.is_ours(span.voice.engine):
        return (span.text,)
    return guard.requests(span.text, language=span.language, voice=span.voice, response_cache=around.response_cache)
