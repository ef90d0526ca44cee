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
from audiobuild.speech.jobs import Job, Measuring, Surroundings, job, said, sample
from audiobuild.speech.lines import Line, VoiceSpan, passages


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
    """Of a service: which of what is new has anything to send, and the texts of its requests by their names."""

    new: set[object] = field(default_factory=set)
    requests: dict[str, str] = field(default_factory=dict)

    @property
    def characters(self) -> int:
        return sum(map(len, self.requests.values()))


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
    measured = [([one.key], sample(one)) for pair, one in measurings.items() if pair not in gains and one.audible]
    voices = _counted(measured, around, {})
    before = {service: count.requests for service, count in voices.items()}
    return _outgoing(voices, _counted(spoken, around, before))


def again(work: Iterable[Job], around: Surroundings) -> tuple[Outgoing, ...]:
    """What making these jobs would send, whose sentences were made before: nothing, unless answers are gone."""
    spoken = [([part.key for part in one.parts], _asked([part.spans for part in one.parts])) for one in work]
    return _outgoing({}, _counted(spoken, around, {}))


def _outgoing(voices: Mapping[str, _Count], sentences: Mapping[str, _Count]) -> tuple[Outgoing, ...]:
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
    whole = characters(plan)
    if most is None or whole <= most:
        return
    services = enumeration([msg("{:,} to {}", one.all_characters, one.service) for one in plan])
    message = msg("{:,} characters are to be sent, and {:,} are allowed ({}): nothing was sent", whole, most, services)
    remedy = msg(
        "Allow more with --max-characters or max_characters in content/show.toml, or build fewer interviews at once."
    )
    raise EngineError(Problem(message=message, remedy=remedy))


def characters(plan: Iterable[Outgoing]) -> int:
    """How many characters are sent in all."""
    return sum(one.all_characters for one in plan)


_Together = Sequence[VoiceSpan]
"""Spans that an engine is asked for together: of one voice, in one language."""


def _new(
    lines: Iterable[Line], gains: Mapping[tuple[str, str], float], around: Surroundings, cache: Cache
) -> Iterator[tuple[Sequence[object], Sequence[_Together]]]:
    """The spans of lines that speak through a service and have no clip. Lines that say the same have the same name."""
    for passage in passages(lines):
        spans = [span for line in passage for span in line.spans]
        if not any(about(span.voice).sends_text_to for span in spans):
            continue
        known = all((span.voice.name, span.language) in gains for span in spans)
        if not known or any(cache.clip(part.key) is None for part in job(passage, gains, around).parts):
            names = [repr((said(passage), number)) for number in range(len(passage))]
            yield names, _asked([line.spans for line in passage])


def _asked(sentences: Sequence[Sequence[VoiceSpan]]) -> list[_Together]:
    """What engines are asked for, for sentences that are spoken together, or for one, span by span."""
    spans = [span for some in sentences for span in some]
    return [spans] if len(sentences) > 1 else [[span] for span in spans]


def _counted(
    work: Iterable[tuple[Sequence[object], Sequence[_Together]]],
    around: Surroundings,
    before: Mapping[str, Mapping[str, str]],
) -> dict[str, _Count]:
    """The requests by service, without those that were made ``before``."""
    counts: dict[str, _Count] = {}
    for names, asked in work:
        for spans in asked:
            service = about(spans[0].voice).sends_text_to
            requests = {
                name: text for name, text in _requests(spans, around).items() if name not in before.get(service, {})
            }
            if service and requests:
                count = counts.setdefault(service, _Count())
                count.new.update(names)
                count.requests |= requests
    return counts


def _requests(spans: _Together, around: Surroundings) -> Mapping[str, str]:
    """What a service would be sent now, by name. An engine that is not ours is not run here: all of the text counts."""
    voice, language = spans[0].voice, spans[0].language
    known = about(voice)
    texts = [span.text for span in spans]
    if not known.sends_text_to:
        return {}
    if engines.is_ours(voice.engine):
        return guard.requests(texts, language=language, voice=voice, response_cache=around.response_cache)
    return {f"{known.fingerprint}\0{language}\0{text}": text for text in texts}
