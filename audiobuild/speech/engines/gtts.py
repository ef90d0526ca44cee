"""gTTS: the voices of Google Translate. Online and opt-in, since every text goes to Google.

The package gtts prepares each request. It is sent by us: gtts itself does not check certificates, waits for ever, and
takes a captcha page for silence. Its splitting is not used either: it breaks at every comma and dot, also in "3. Mai".
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import requests
from gtts import gTTS
from gtts.lang import tts_langs
from pydantic import StringConstraints

from audiobuild.errors import EngineError, Problem
from audiobuild.messages import msg, words_of
from audiobuild.model import Speech, Voice
from audiobuild.sound import decode
from audiobuild.speech import engines
from audiobuild.speech.services import client, responses
from audiobuild.speech.services.chunks import chunks

REVISION = 1
"""Of what this module makes of text and voice: raised when the same input would sound different."""

MANNERS = client.Manners(concurrency=2, gap_s=0.5)
"""Other clients got through with 0.5 to 1 s between requests (gTTS#259: throttle, cache, wait)."""

REFUSAL = "Wait some hours, since Google takes many requests from one address for a robot's, or use another voice."
_CODES = {"he": "iw", "jv": "jw", "nb": "no", "nn": "no", "fil": "tl", "zh-hans": "zh-CN", "zh-hant": "zh-TW"}
"""Google's codes where they are not those of BCP 47."""

_SOUND = re.compile(r'"jQ1olc",(null|"(?:[^"\\]|\\.)*")')
"""The response to a remote call of that name (gTTS.GOOGLE_TTS_RPC): JSON within JSON, the sound in base 64."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GttsOptions:
    """Of a voice file."""

    tld: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(\.[a-z]{2})?$")] = "com"
    """The Google domain that is asked: `co.uk` and `com.au` have another English accent."""
    slow: bool = False
    """Speak slowly."""


class Gtts:
    """Speaks as Google Translate does. :class:`GttsOptions` says what can be chosen; ``rate`` and ``pitch`` cannot."""

    workers: Literal["processes", "threads"] = "threads"
    concurrency = MANNERS.concurrency
    audible = True
    reads_ipa = False
    reads_figures = False
    evenly_loud = True

    def __init__(self, manners: client.Manners = MANNERS, clock: client.Clock | None = None) -> None:
        self._google = client.Service("Google", manners, refusal=REFUSAL, clock=clock)

    def problems(self, voice: Voice) -> tuple[Problem, ...]:
        problems = []
        if not _code(voice.language):
            remedy = msg("It has: {}.", ", ".join(sorted(tts_langs())))
            problems.append(
                Problem(message=msg("gTTS has no voice for the language {!r}", voice.language), remedy=remedy)
            )
        if voice.rate != 1 or voice.pitch:
            remedy = msg("Remove rate and pitch, or write slow = true.")
            problems.append(Problem(message=msg("gTTS has neither rate nor pitch"), remedy=remedy))
        return (*problems, *engines.option_problems(GttsOptions, voice))

    def languages(self) -> frozenset[str]:
        """None: each change of language is one request more, and a seam. A voice file can name a voice for a language."""
        return frozenset()

    def fingerprint(self, voice: Voice) -> str:
        """Without the package's version: it has no part in the sound, and all would be asked for again."""
        options = engines.options(GttsOptions, voice)
        return f"gtts-{REVISION} tld={options.tld} slow={options.slow} language={_code(voice.language)}"

    def sends_text_to(self, voice: Voice) -> str:
        return f"Google (translate.google.{engines.options(GttsOptions, voice).tld})"

    def synthesize(self, text: str, *, language: str, voice: Voice, response_cache: Path | None = None) -> Speech:
        if problems := self.problems(voice):
            raise EngineError(problems)
        code = _code(language)
        if not code:
            raise EngineError(Problem(message=msg("gTTS has no voice for the language {!r}", language)))
        parts = chunks(text, gTTS.GOOGLE_TTS_MAX_CHARS)
        if not parts:
            return Speech(pcm=b"", rate_hz=24000)
        options = engines.options(GttsOptions, voice)
        return responses.speak(
            parts,
            folder=response_cache,
            key=self._key(voice, code),
            ask=lambda part: self._google.ask(_request(part, code, options), lambda response: _mp3(response, part)),
            read=decode.mp3,
        )

    def requests(
        self, texts: Sequence[str], *, language: str, voice: Voice, response_cache: Path | None = None
    ) -> Mapping[str, str]:
        parts = [part for text in texts for part in chunks(text, gTTS.GOOGLE_TTS_MAX_CHARS)]
        return responses.missing(parts, folder=response_cache, key=self._key(voice, _code(language)))

    def _key(self, voice: Voice, code: str) -> str:
        return f"{self.fingerprint(voice)} {code}"


def _code(language: str) -> str:
    """Google's code for a language tag, the longest part of it that there is; empty if none."""
    codes = {code.lower(): code for code in tts_langs()} | _CODES
    subtags = language.lower().replace("_", "-").split("-")
    matches = (codes.get("-".join(subtags[:count]), "") for count in range(len(subtags), 0, -1))
    return next(filter(None, matches), "")


def _request(part: str, code: str, options: GttsOptions) -> requests.PreparedRequest:
    google = gTTS(
        text=part,
        lang=code,
        tld=options.tld,
        slow=options.slow,
        lang_check=False,  # done above; it would also turn en-gb into a warning
        pre_processor_funcs=[],
        tokenizer_func=lambda text: [text],
    )
    (request,) = google._prepare_requests()
    prepared: requests.PreparedRequest = request
    return prepared


def _mp3(response: client.Response, part: str) -> bytes:
    """The MP3 in a response. Raises ServiceError if there is none, or only some of it."""
    text = response.text
    if response.media_type == "text/html" or "<html" in text[:1000].lower():
        raise client.ServiceError(msg("sent a web page instead of sound, probably a captcha"), closes=True)
    match = _SOUND.search(text)
    if not match:
        raise client.ServiceError(msg("sent no sound"), again=True)
    try:
        outer = json.loads(match[1])
        mp3 = base64.b64decode(json.loads(outer)[0], validate=True) if outer else b""
        speech = decode.mp3(mp3)
    except (ValueError, LookupError, TypeError) as error:
        raise client.ServiceError(msg("sent broken sound for {!r} ({})", part, words_of(error)), again=True) from error
    responses.require_whole(speech, part)
    return mp3
