"""What ``audiobuild voices`` prints: the editor's voices and the built-in ones, who speaks with which, and what each lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audiobuild.cli.translation import local
from audiobuild.messages import NOTHING, Message, enumeration, msg, verbatim
from audiobuild.text import printable, shown

if TYPE_CHECKING:
    from audiobuild.model import Voice
    from audiobuild.publication.config import Publication
    from audiobuild.publication.heard import Heard, Hearing

_MOST_SPEAKERS = 6
"""Of one voice that are printed; JSON has all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """The voices to list, and who speaks with them."""

    voices: Sequence[Voice]
    hearings: Sequence[Hearing]


def listed(publication: Publication | None, heard: Heard | None, language: str, *, every: bool) -> Listed:
    """The editor's own voices, and the built-in ones of the languages of the show and its interviews; of the one ``language``
    alone, or ``every``. A built-in voice that a file replaces is the file."""
    from audiobuild import espeak_data
    from audiobuild.languages.registry import FALLBACK, base
    from audiobuild.publication import voices

    own = list(publication.voices.values()) if publication else []
    if language:
        own = [voice for voice in own if base(voice.language) == base(language)]
        languages: Iterable[str] = [language]
    elif every:
        languages = espeak_data.languages()
    elif publication and heard:
        of_tables = (key.rpartition(".")[0] for key in publication.show.voices)
        languages = (publication.show.language, *heard.languages, *filter(None, of_tables))
    else:
        languages = [FALLBACK]
    names = dict.fromkeys(name for code in languages for name in voices.names(code))
    builtin = [voice for name in names if (voice := voices.builtin(name)) and name not in {one.name for one in own}]
    return Listed(voices=(*own, *builtin), hearings=heard.hearings if heard else ())


def rows(found: Listed) -> list[dict[str, Any]]:
    """The voices as ``--json`` gives them."""
    from audiobuild.publication.voices import is_builtin
    from audiobuild.speech.about import about, ask

    ask(found.voices)
    made = []
    for voice in found.voices:
        problems = about(voice).problems
        speakers = [
            {"interview": one.slug, "name": one.speaker.name, "role": one.speaker.role}
            for one in found.hearings
            if one.voice.name == voice.name
        ]
        made.append(
            {
                "name": voice.name,
                "engine": voice.engine,
                "language": voice.language,
                "label": voice.label,
                "builtin": is_builtin(voice),
                "ready": not problems,
                "sends_text_to": about(voice).sends_text_to,
                "problems": [{"message": problem.message, "remedy": problem.remedy} for problem in problems],
                "speakers": speakers,
            }
        )
    return made


def lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The same for people, those that somebody speaks with first."""
    width = max((len(shown(row["name"], 100)) for row in rows), default=0)
    for row in sorted(rows, key=lambda row: (row["builtin"], not row["speakers"])):
        yield printable("  ".join((shown(row["name"], 100).ljust(width), *map(local, filter(None, _facts(row))))))
        for problem in row["problems"]:
            yield printable(f"    {local(problem['message'])}\n        {local(problem['remedy'])}")


def _facts(row: dict[str, Any]) -> Iterator[Message]:
    if row["builtin"]:
        yield msg("built in, {}", row["language"])
    else:
        yield verbatim(shown(f"{row['engine']}, {row['language']}", 200))
    yield verbatim(shown(row["label"], 1000))
    if row["problems"]:
        yield msg("cannot speak here")
    elif row["sends_text_to"]:
        yield msg("ready; sends text to {}", row["sends_text_to"])
    elif not row["builtin"]:
        yield msg("ready")
    yield _speakers(row["speakers"])


def _speakers(speakers: Sequence[dict[str, str]]) -> Message:
    told = [msg("{} in {}", shown(one["name"], 50), shown(one["interview"], 50)) for one in speakers]
    if not told:
        return NOTHING
    more = [msg("{} more", len(told) - _MOST_SPEAKERS)] if len(told) > _MOST_SPEAKERS else []
    return msg("speaks: {}", enumeration([*told[:_MOST_SPEAKERS], *more]))
