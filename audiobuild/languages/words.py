"""The words that the tool itself says and prints, one file per language: ``<code>/words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from audiobuild.languages.registry import CODES, FALLBACK, base, folder


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What a publication says in its own language. ``{}`` fields are filled with :meth:`str.format`.

    ``language`` is the language they are in: a page in a language that has none yet marks them as English.
    """

    language: str
    introduction: str
    closing: str
    narrator: str
    question_speaker: str
    answer_speaker: str
    announcement: str
    picture: str
    table: str
    footnote: str
    music: str
    back_to_text: str
    chapters: str
    episodes: str
    draft: str
    skip: str
    to_all_episodes: str
    participants: str
    duration: str
    audio_version: str
    synthetic: str
    synthetic_voice: str
    synthetic_voices: str
    own_voices: str
    partly: str
    sound_credits: str
    transcript: str
    corrected: str
    moved: str
    about_episode: str
    links: str
    download: str
    epub: str
    daisy: str
    docx: str
    braille: str
    subscribe: str
    feed: str
    copy: str
    copied: str
    on_phone: str
    qr: str
    latest: str
    play_latest: str
    search: str
    found: str
    licence: str
    cover: str
    frequencies: Mapping[str, str]
    embed: str
    embed_player: str
    read_along: str
    loading: str
    embed_frame: str
    embed_audio: str
    player: str
    controls: str
    play: str
    pause: str
    hear: str
    position: str
    position_of: str
    back: str
    forward: str
    sentence: str
    previous_sentence: str
    next_sentence: str
    question: str
    previous_question: str
    next_question: str
    speed: str
    follow: str
    to_current: str
    more: str
    keys_sentence: str
    keys_question: str
    error: str
    go_on: str
    resume: str
    waiting: str
    offline: str
    hint: str
    stop_by_itself: str
    stop_never: str
    stop_sentence: str
    stop_question: str
    headphones: str
    key_enter: str
    contents: str
    colophon: str
    accessibility: str
    accessibility_about: str
    accessibility_printed: str
    accessibility_pictures: str
    accessibility_no_pictures: str
    decimal: str
    hours: str
    minutes: str
    date: str
    first_day: str
    months: tuple[str, ...]


@cache
def words(language: str) -> Words:
    """The words for a BCP 47 tag (``de-AT`` → de); English where the language has none yet."""
    code = base(language)
    name = code if code in CODES else FALLBACK
    whole = table(name)
    said = {key: value for key, value in whole.items() if not isinstance(value, dict)}
    return Words(
        **{
            **said,
            "language": name,
            "months": tuple(said["months"]),
            "frequencies": MappingProxyType(whole["frequencies"]),
        }
    )


@cache
def table(code: str) -> Mapping[str, Any]:
    """The whole file of a language in :data:`CODES`: what the tool says, ``[starter]`` and ``[reading]``."""
    return tomllib.loads((folder(code) / "words.toml").read_text(encoding="utf-8"))


_RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"])


def direction(tag: str) -> str:
    """Which way a language is written, ``rtl`` or ``ltr``: by its script subtag, else by its usual script (CLDR)."""
    _, *subtags = tag.lower().split("-")
    if script := next((part for part in subtags if len(part) == 4 and part.isalpha()), ""):
        return "rtl" if script in {"arab", "hebr", "syrc", "thaa", "nkoo", "adlm"} else "ltr"
    return "rtl" if base(tag) in _RIGHT_TO_LEFT else "ltr"
