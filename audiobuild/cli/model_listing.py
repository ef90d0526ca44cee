"""What ``audiobuild voices install`` says of a model before it is fetched: who speaks, what it was made of, and what its terms
allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from audiobuild.cli.translation import local
from audiobuild.messages import NOTHING, Message, msg, template
from audiobuild.text import printable

if TYPE_CHECKING:
    from pathlib import Path

    from audiobuild.speech.services.known_models import KnownModel, Use

_USES: Final[Mapping[Use, Message]] = {
    "free": msg("free to use"),
    "credit": msg("free to use, if the source of its data is named"),
    "unclear": msg("unclear whether it may be used"),
    "copyleft": msg("what is made with it may have to be shared alike"),
    "noncommercial": msg("not for commercial use"),
    "research": msg("for research only"),
}
_BASES: Final[Mapping[str, str]] = {
    "lessac": template("its training began from the voice {}, whose data is for research only"),
    "ryan": template("its training began from the voice {}, whose data is not for commercial use"),
}


def rows(models: Iterable[KnownModel], folder: Path) -> list[dict[str, Any]]:
    """The models as ``--json`` gives them."""
    from audiobuild.speech.services.models import installed

    return [
        {
            "name": model.name,
            "language": model.language,
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
            "installed": installed(model.name, folder),
        }
        for model in models
    ]


def lines(models: Iterable[KnownModel], folder: Path) -> Iterator[str]:
    """The same for people: a line with the name, and one with what there is to know."""
    from audiobuild.speech.services.models import installed

    for model in models:
        yield printable(local(msg("{}: recommended", model.name) if model.recommended else msg("{}", model.name)))
        there = msg("installed") if installed(model.name, folder) else msg("not installed")
        facts = (_speakers(model), model.language, model.quality, _size(model), there)
        yield printable(f"    {', '.join(map(local, filter(None, facts)))}")
        yield printable(f"    {local(terms(model))}")


def terms(model: KnownModel) -> Message:
    """What the model's terms allow, the licence of its data, and what is known of that."""
    licence = (
        msg("licence of its data: {}", model.licence) if model.licence else msg("its data's licence is not stated")
    )
    return msg("{}; {}; {}; {}", _USES[model.use], licence, msg("data: {}", model.data), _began(model))


def told(model: KnownModel) -> Message:
    """All that is said before it is fetched, in a line."""
    return (
        msg("{}, {}: {}", model.name, _size(model), terms(model))
        if _size(model)
        else msg("{}: {}", model.name, terms(model))
    )


def credit(model: KnownModel) -> str:
    """The line that the licence wants to stand where the voice is published; the same in all languages, since it names a work.
    Nothing where none is asked for."""
    return f"Piper {model.name}: {model.credit}, {model.licence}" if model.credit else ""


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
            who = msg("women and men")
        case True, False:
            who = msg("a woman")
        case False, True:
            who = msg("a man")
        case _:
            who = NOTHING
    if model.speakers == 1:
        return who
    return msg("{} speakers, {}", model.speakers, who) if who else msg("{} speakers", model.speakers)


def _size(model: KnownModel) -> Message:
    return msg("{:.0f} MB", model.size_bytes / 1e6) if model.size_bytes else NOTHING
