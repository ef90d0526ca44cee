"""Where what is heard comes from, and how listeners are told: whose voices are synthetic, who is heard in person, whose the
music is.

Article 50 of the EU's AI Act wants synthetic speech said to be so (docs/standards.md#disclosure), and a notice that calls a
person's own voice synthetic is as wrong as none. So it speaks of everybody where nobody was recorded, and names them else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audiobuild.languages.words import Words
from audiobuild.model import Item, Show, Timeline

_GAP = "{names}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Origins:
    """The names of those who are heard by a voice, and of those who were recorded, in the order in which they begin; who is
    both is in both. ``credits`` are those of the sounds, each once."""

    synthetic: tuple[str, ...] = ()
    recorded: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()


def of_timeline(timeline: Timeline, show: Show) -> Origins:
    """Where what is heard in an episode comes from. A sound that is not heard in it needs no credit."""
    said = [cue.utterance for cue in timeline.cues if cue.utterance.is_said]
    heard = (
        (show.sounds.intro, any(timed.opening for timed in timeline.chapters)),
        (show.sounds.sting, bool(timeline.stings)),
        (show.sounds.outro, any(timed.outro for timed in timeline.chapters)),
    )
    return Origins(
        synthetic=_once(one.speaker.name for one in said if one.voice),
        recorded=_once(one.speaker.name for one in said if one.recording),
        credits=_once(sound.credit for sound, is_heard in heard if is_heard and sound.credit),
    )


def of_item(item: Item) -> Origins:
    """The same of what the catalogue keeps of an episode."""
    return Origins(synthetic=item.synthetic, recorded=item.recorded, credits=item.credits)


def notice(own: Words, origins: Origins) -> str:
    """What listeners are told of the voices."""
    synthetic, recorded = origins.synthetic, origins.recorded
    if not recorded:
        return own.synthetic
    both = frozenset(synthetic) & frozenset(recorded)
    sentences = ((own.synthetic_voices, synthetic), (own.own_voices, recorded))
    return " ".join(
        text.format(names=", ".join(own.partly.format(name=name) if name in both else name for name in names))
        for text, names in sentences
        if names
    )


def found(own: Words, text: str) -> tuple[str, str] | None:
    """The notice of recorded voices with which a text ends, and the names of the recorded in it; ``None`` if there is none."""
    synthetic, recorded = (words.partition(_GAP)[0] for words in (own.synthetic_voices, own.own_voices))
    at = text.rfind(recorded)
    if at < 0:
        return None
    begin = text.rfind(synthetic, 0, at)
    names = text[at + len(recorded) :].strip().removesuffix(own.own_voices.partition(_GAP)[2])
    return text[begin if begin >= 0 else at :].strip(), names.replace(own.partly.partition("{name}")[2], "")


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
