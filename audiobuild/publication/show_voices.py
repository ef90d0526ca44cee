"""``[voices]`` in show.toml: who speaks where an interview names nobody, by role, and by language and role.

In the file a language has a table of its own; in the show its keys stand beside the others, as TOML would write them with a
point: ``[voices.de]`` ``answer = "…"`` is ``"de.answer"``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from audiobuild.errors import Problem
from audiobuild.languages import tags
from audiobuild.languages.registry import base
from audiobuild.messages import msg
from audiobuild.model import Role, Show, Voice
from audiobuild.publication.voice_files import Found, missing
from audiobuild.publication.voices import ROLES, Voices
from audiobuild.text import shown

_ROLE: Final = re.compile(r"narrator|(?:question|answer)(?:-[2-9])?")
"""A role, and the second and third who have it."""


def flat(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table of show.toml with what is said of the voices of a language beside what holds for all."""
    voices = table.get("voices")
    if not isinstance(voices, dict):
        return dict(table)
    beside: dict[str, Any] = {}
    for key, value in voices.items():
        beside |= {f"{key}.{role}": name for role, name in value.items()} if isinstance(value, dict) else {key: value}
    return {**table, "voices": beside}


def problems(show: Show, found: Found, place: str) -> Iterator[Problem]:
    """Roles and languages that are none, voices that are not there, and voices of another language than theirs."""
    for key, name in show.voices.items():
        language, _, role = key.rpartition(".")
        where = f"{place}: voices.{shown(key, 60)}"
        if not _ROLE.fullmatch(role):
            remedy = msg("Voices of one language stand in a table of their own: [voices.de]")
            message = msg("{} is none of the roles {}", shown(repr(role), 60), ", ".join(ROLES))
            yield Problem(place=where, message=message, remedy=msg("{}. A second guest is answer-2.", remedy))
        elif language and (wrong := [*tags.problems(language, where)]):
            yield from wrong
        else:
            yield from missing(name, found, language or show.language, where)
            voice = found.voices.get(name)
            wanted = language or show.language
            if voice and base(voice.language) != base(wanted) and not any(tags.problems(wanted, where)):
                message = msg("the voice {} speaks {}, not {}", shown(repr(name), 60), voice.language, wanted)
                remedy = msg("Name a voice of this language. To see all: audiobuild voices --all")
                if not language:  # it would be passed over, but for interviews in another language than the show's
                    remedy = msg(
                        "Name a voice of this language, or, for interviews in the other, put the line below [voices.{}].",
                        base(voice.language),
                    )
                yield Problem(place=where, message=message, remedy=remedy)


def chosen(named: Mapping[str, str], voices: Voices, language: str, role: Role, place: int) -> Iterator[Voice]:
    """The voices, of those that the show has ``named``, for the speaker who is the first, second, … of a role, the one that
    counts most first: what it says of the language, then what it says for all, as far as that speaks the language."""
    by_key = {key.lower(): name for key, name in named.items()}
    subtags = language.lower().replace("_", "-").split("-")
    before = [f"{'-'.join(subtags[:count])}." for count in range(len(subtags), 0, -1)]
    own = (f"{role}-{place}", role) if place > 1 else (role,)
    names = (by_key.get(f"{tag}{key}") for tag in (*before, "") for key in own)
    found = (voices.get(name) for name in names if name)
    yield from (voice for voice in found if voice and base(voice.language) == base(language))
