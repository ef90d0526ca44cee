"""Whether an episode would be another one: by what its editor wrote (:func:`written`), and by how it sounds (:func:`sounding`).

The first knows nothing of this program: no version, no rule, no voice that comes with it. It decides whether published sound
stays, so what it says of the same text must stay the same from version to version (``tests/test_stays.py`` holds it).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from audiobuild import timeline
from audiobuild.languages.lexicon import Lexicon, LexiconEntry
from audiobuild.model import Script, Show, Voice
from audiobuild.publication.config import Publication
from audiobuild.speech import clips
from audiobuild.speech.lines import Line
from audiobuild.speech.takes import Take

_HEARD_OF_MATTER = ("title", "language", "speakers")
"""What is heard of the front matter: the rest is printed only."""

_PRINTED = {"line", "lines", "title_line", "slug", "path", "about", "file"}
"""Fields of an interview that are not heard: where things stand and what files are called, and what is looked at by itself."""

_HEARD_OF_SHOW = ("announcements", "stage_directions", "pictures", "tables", "footnotes", "audio", "pauses")

_WORD = re.compile(r"\w+")


def written(script: Script, publication: Publication, takes: Iterable[Take]) -> str:
    """A digest of all that the editor wrote that is heard in an episode: its text, who speaks with which voice as far as
    that is said, voice files, settings, the pronunciations of words that occur, recordings and sounds. The tool's own part is
    not in it."""
    interview, show = script.interview, publication.show
    cast = {utterance.speaker.name: voice for utterance in script.utterances if (voice := utterance.voice)}
    named = {*show.voices.values(), *(speaker.voice for speaker in interview.about.speakers), *publication.voices}
    facts = {
        "text": _facts(interview),
        "matter": _some(interview.about, _HEARD_OF_MATTER),
        "cast": {speaker: voice.name for speaker, voice in cast.items() if voice.name in named},
        "voices": [_voice_facts(voice, publication) for voice in _own(cast.values(), publication)],
        "show": _some(show, _HEARD_OF_SHOW),
        "lexicon": [_facts(entry) for entry in _occurring(publication.lexicon, script)],
        "files": [[take.digest, take.treated] for take in takes],
    }
    return _digest({name: fact for name, fact in facts.items() if fact})  # what a show has not may come later


def sounding(lines: Iterable[Line], takes: Iterable[Take], show: Show) -> str:
    """A digest of how this program would say an episode, with these engines and models: by its lines, its recordings and
    sounds, and its pauses."""
    recorded = [take.key for take in takes]
    return _digest([clips.fingerprint(lines, show.audio), recorded, timeline.FORMAT, _facts(show.pauses)])


def _digest(facts: Any) -> str:
    return blake2b(json.dumps(facts, sort_keys=True).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


# --- facts ----------------------------------------------------------------------------------------------------------


def _facts(value: Any) -> Any:
    """A value as JSON. What has its default is left out: a field that a later version adds changes nothing."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"": type(value).__name__, **_some(value, [one.name for one in fields(value)])}
    if isinstance(value, Mapping):
        return {str(key): _facts(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_facts(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _some(value: Any, names: Iterable[str]) -> dict[str, Any]:
    """Some fields of a value, as far as they say something."""
    by_name = {one.name: one for one in fields(value)}
    said = ((name, getattr(value, name)) for name in names if name not in _PRINTED)
    return {name: _facts(one) for name, one in said if one != _default(by_name[name])}


def _default(of: Field[Any]) -> Any:
    return of.default_factory() if of.default_factory is not MISSING else of.default


# --- voices ---------------------------------------------------------------------------------------------------------


def _own(heard: Iterable[Voice], publication: Publication) -> Iterator[Voice]:
    """The editor's own voices that may be heard: those of the speakers, and those that speak their foreign phrases."""
    waiting, seen = [voice.name for voice in heard], set[str]()
    while waiting:
        name = waiting.pop(0)
        if name not in seen and name in {*publication.voices}:
            yield publication.voices[name]
            waiting += publication.voices[name].languages.values()
        seen.add(name)


def _voice_facts(voice: Voice, publication: Publication) -> dict[str, Any]:
    """What is heard of a voice file, the same in any folder of any machine."""
    here = f"{publication.root.absolute()}{os.sep}"
    options = {
        key: value.removeprefix(here) if isinstance(value, str) else value for key, value in voice.options.items()
    }
    facts = _some(voice, ("name", "engine", "language", "rate", "pitch", "languages"))
    return {**facts, "options": options}


# --- pronunciations -------------------------------------------------------------------------------------------------


def _occurring(lexicon: Lexicon, script: Script) -> Iterator[LexiconEntry]:
    """The entries whose text occurs, in whatever case: in what is written or in what the tool says beside."""
    if not lexicon.entries:
        return
    text = _plain(" \n ".join(_texts(script)))
    words = {*_WORD.findall(text)}
    for entry, own in zip(lexicon.entries, _words(lexicon), strict=True):
        if own <= words and _plain(entry.text) in text:
            yield entry


def _texts(script: Script) -> Iterator[str]:
    interview = script.interview
    yield interview.about.title
    yield from (passage.text for turn in interview.turns for passage in turn.passages)
    yield from ("".join(inline.text for inline in footnote.inlines) for footnote in interview.footnotes)
    yield from (utterance.text for utterance in script.utterances)


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> Sequence[frozenset[str]]:
    """The words of each entry: thousands of them are looked for in each text."""
    return [frozenset(_WORD.findall(_plain(entry.text))) for entry in lexicon.entries]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
