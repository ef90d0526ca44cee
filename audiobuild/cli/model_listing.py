"""What ``audiobuild voices install`` says of a model before it is fetched: who speaks, what it was made of, and what its terms
allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from audiobuild.cli.progress import in_bytes
from audiobuild.cli.translation import local
from audiobuild.messages import NOTHING, Message, msg, template, verbatim
from audiobuild.text import printable

if TYPE_CHECKING:
    from audiobuild.speech.services.known_models import KnownModel, Use
    from audiobuild.speech.services.model_file import State

_USES: Final[Mapping[Use, Message]] = {
    "free": msg("free to use"),
    "credit": msg("free to use, if the source of its data is named"),
    "unclear": msg("unclear whether it may be used"),
    "copyleft": msg("what is made with it may have to be shared alike"),
    "noncommercial": msg("not for commercial use"),
    "research": msg("for research only"),
}
_BOTH: Final = msg("women and men")
_BASES: Final[Mapping[str, str]] = {
    "lessac": template("its training began from the voice {}, whose data is for research only"),
    "ryan": template("its training began from the voice {}, whose data is not for commercial use"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedModel:
    """What is told of a model."""

    name: str
    recommended: bool
    facts: tuple[Message, ...]
    """Who speaks, and how; what is empty is not known."""
    terms: Message
    credit: str
    """The line that the licence wants to stand where the voice is published; the same in all languages, since it names a work.
    Nothing where none is asked for."""
    size_bytes: int
    state: State
    data: Mapping[str, Any]
    """The same for programs."""

    def row(self) -> dict[str, Any]:
        """As ``--json`` gives it."""
        return {**self.data, "installed": self.state == "installed", "damaged": self.state == "damaged"}

    def lines(self) -> Iterator[str]:
        """As people read it: a line with the name, and one with what there is to know."""
        name = msg("{}: recommended", self.name) if self.recommended else msg("{}", self.name)
        facts = (*self.facts, _size(self.size_bytes), _STATES[self.state])
        yield printable(local(name))
        yield printable(f"    {', '.join(map(local, filter(None, facts)))}")
        yield printable(f"    {local(self.terms)}")

    def line(self) -> Message:
        """All that is said before it is fetched."""
        size = _size(self.size_bytes)
        return msg("{}, {}: {}", self.name, size, self.terms) if size else msg("{}: {}", self.name, self.terms)


_STATES: Final[Mapping[State, Message]] = {
    "installed": msg("installed"),
    "damaged": msg("installed, but damaged: to mend it, install it again"),
    "missing": msg("not installed"),
}


def of_language(language: str) -> tuple[ListedModel, ...]:
    """What there is in a language, or in all: Piper's models, then Kokoro's."""
    from audiobuild.languages.registry import base
    from audiobuild.speech.services import known_models, kokoro_model

    speaks = not language or base(language) in map(base, kokoro_model.LANGUAGES)
    return (*map(of_piper, known_models.of_language(language)), *([of_kokoro()] if speaks else []))


def named(name: str) -> ListedModel | None:
    """What is told of a model that is in our tables."""
    from audiobuild.speech.services import known_models, kokoro_model

    if name == kokoro_model.NAME:
        return of_kokoro()
    model = known_models.known(name)
    return of_piper(model) if model else None


def of_piper(model: KnownModel) -> ListedModel:
    """A row of the table of Piper's models."""
    from audiobuild.speech.engines import piper
    from audiobuild.speech.services.model_file import state

    return ListedModel(
        name=model.name,
        recommended=model.recommended,
        facts=(_speakers(model), verbatim(model.language), verbatim(model.quality)),
        terms=_terms(model),
        credit=f"Piper {model.name}: {model.credit}, {model.licence}" if model.credit else "",
        size_bytes=model.size_bytes,
        state=state(model.files, piper.models()),
        data={
            "name": model.name,
            "engine": "piper",
            "languages": [model.language],
            "women": list(model.women),
            "men": list(model.men),
            "speakers": model.speakers,
            "quality": model.quality,
            "sample_rate_hz": model.rate_hz,
            "size_bytes": model.size_bytes or None,
            "use": model.use,
            "recommended": model.recommended,
            "licence": model.licence,
            "data": model.data,
            "began": model.began,
            "credit": model.credit,
        },
    )


def of_kokoro() -> ListedModel:
    """The model with all of Kokoro's voices. It is not recommended: a part of its data is speech of other synthesisers."""
    from audiobuild.speech.engines import kokoro
    from audiobuild.speech.services import known_models, kokoro_model
    from audiobuild.speech.services.model_file import state

    licence = msg("licence of the model: {}", kokoro_model.LICENCE)
    return ListedModel(
        name=kokoro_model.NAME,
        recommended=False,
        facts=(msg("{} speakers, {}", kokoro_model.VOICES, _BOTH), verbatim(", ".join(kokoro_model.LANGUAGES))),
        terms=msg("{}; {}", licence, msg("data: {}", kokoro_model.DATA)),
        credit="",
        size_bytes=kokoro_model.SIZE_BYTES,
        state=state(kokoro_model.FILES, kokoro.models()),
        data={
            "name": kokoro_model.NAME,
            "engine": "kokoro",
            "languages": list(kokoro_model.LANGUAGES),
            "women": [],
            "men": [],
            "speakers": kokoro_model.VOICES,
            "quality": "",
            "sample_rate_hz": kokoro_model.RATE_HZ,
            "size_bytes": kokoro_model.SIZE_BYTES,
            "use": "free",
            "recommended": False,
            "licence": kokoro_model.LICENCE,
            "data": kokoro_model.DATA,
            "began": known_models.SCRATCH,
            "credit": "",
        },
    )


def _terms(model: KnownModel) -> Message:
    """What the model's terms allow, the licence of its data, and what is known of that."""
    licence = (
        msg("licence of its data: {}", model.licence) if model.licence else msg("its data's licence is not stated")
    )
    return msg("{}; {}; {}; {}", _USES[model.use], licence, msg("data: {}", model.data), _began(model))


def _began(model: KnownModel) -> Message:
    from audiobuild.speech.services.known_models import SCRATCH

    if model.began == SCRATCH:
        return msg("trained from scratch")
    if not model.began:
        return msg("from what its training began is not stated")
    return msg(_BASES.get(model.began, template("its training began from the voice {}")), model.began)


def _speakers(model: KnownModel) -> Message:
    match bool(model.women), bool(model.men):
        case True, True:
            who = _BOTH
        case True, False:
            who = msg("a woman")
        case False, True:
            who = msg("a man")
        case _:
            who = NOTHING
    if model.speakers == 1:
        return who
    return msg("{} speakers, {}", model.speakers, who) if who else msg("{} speakers", model.speakers)


def _size(count: int) -> Message:
    return in_bytes(count) if count else NOTHING
