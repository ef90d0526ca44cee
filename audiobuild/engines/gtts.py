"""gTTS: the voices of Google Translate. Online and opt-in, since every text goes to Google.

The package gtts prepares each request. It is sent by us: gtts itself does not check certificates, waits for ever, and
takes a captcha page for silence. Its splitting is not used either: it breaks at every comma and dot, also in "3. Mai".
"""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Literal

import requests
from gtts import gTTS
from gtts.lang import tts_langs

from audiobuild import answers as kept
from audiobuild import decode, web
from audiobuild.errors import EngineError, Problem
from audiobuild.model import Speech, Voice
from audiobuild.packing import has_sound, pack, speakable

REVISION = 1  # of what this module makes of text and voice: raise it when the same input would sound different
MANNERS = web.Manners(concurrency=2, gap_s=0.5)
"""Other clients got through with 0.5 to 1 s between requests (gTTS#259: throttle, cache, wait)."""

REFUSAL = "Wait some hours, since Google takes many requests from one address for a robot's, or use another voice."
OPTIONS = {"tld": str, "slow": bool}
_TLD = re.compile(r"[a-z]{2,3}(\.[a-z]{2})?")
_CODES = {"he": "iw", "jv": "jw", "nb": "no", "nn": "no", "fil": "tl", "zh-hans": "zh-CN", "zh-hant": "zh-TW"}
"""Google's codes where they are not those of BCP 47."""

_SOUND = re.compile(r'"jQ1olc",(null|"(?:[^"\\]|\\.)*")')
"""The answer to a remote call of that name (gTTS.GOOGLE_TTS_RPC): JSON within JSON, the sound in base 64."""


class Gtts:
    """Options of a voice file: ``tld``, the Google domain that is asked (``com``; ``co.uk`` or ``com.au`` have another
    English accent); ``slow`` = true for slow speech. ``rate`` and ``pitch`` cannot be chosen."""

    workers: Literal["processes", "threads"] = "threads"
    concurrency = MANNERS.concurrency
    audible = True

    def __init__(self, manners: web.Manners = MANNERS, clock: web.Clock | None = None) -> None:
        self._google = web.Service("Google", manners, refusal=REFUSAL, clock=clock)

    def problems(self, voice: Voice) -> tuple[Problem, ...]:
        found = []
        if not _code(voice.language):
            remedy = f"It has: {', '.join(sorted(tts_langs()))}."
            found.append(Problem(message=f"gTTS has no voice for the language {voice.language!r}", remedy=remedy))
        if voice.rate != 1 or voice.pitch:
            remedy = "Remove rate and pitch, or write slow = true."
            found.append(Problem(message="gTTS has neither rate nor pitch", remedy=remedy))
        for key, value in voice.options.items():
            if key not in OPTIONS:
                found.append(Problem(message=f"gTTS has no option {key!r}", remedy=f"It knows: {', '.join(OPTIONS)}."))
            elif not isinstance(value, OPTIONS[key]) or (key == "tld" and not _TLD.fullmatch(str(value))):
                example = {"tld": 'tld = "co.uk"', "slow": "slow = true"}[key]
                found.append(Problem(message=f"{key} is {value!r}", remedy=f"Write, for example: {example}"))
        return tuple(found)

    def languages(self) -> frozenset[str]:
        """None: each change of language is one request more, and a seam. A voice file can name a voice for a language."""
        return frozenset()

    def fingerprint(self, voice: Voice) -> str:
        """Without the package's version: it has no part in the sound, and all would be asked for again."""
        return f"gtts-{REVISION} tld={_tld(voice)} slow={_slow(voice)} language={_code(voice.language)}"

    def sends_text_to(self, voice: Voice) -> str:
        return f"Google (translate.google.{_tld(voice)})"

    def synthesize(self, text: str, *, language: str, voice: Voice, answers: Path | None = None) -> Speech:
        if problems := self.problems(voice):
            raise EngineError(problems)
        code = _code(language)
        if not code:
            raise EngineError(Problem(message=f"gTTS has no voice for the language {language!r}"))
        parts = [part.strip() for part in pack(speakable(text), gTTS.GOOGLE_TTS_MAX_CHARS) if has_sound(part)]
        if not parts:
            return Speech(pcm=b"", rate_hz=24000)
        return kept.speak(
            parts,
            folder=answers,
            key=f"{self.fingerprint(voice)} {code}",
            ask=lambda part: self._google.ask(_request(part, code, voice), lambda answer: _mp3(answer, part)),
            read=decode.mp3,
        )


def _tld(voice: Voice) -> str:
    return str(voice.options.get("tld", "com"))


def _slow(voice: Voice) -> bool:
    return bool(voice.options.get("slow", False))


def _code(language: str) -> str:
    """Google's code for a language tag, the longest part of it that there is; empty if none."""
    known = {code.lower(): code for code in tts_langs()} | _CODES
    subtags = language.lower().replace("_", "-").split("-")
    found = (known.get("-".join(subtags[:count]), "") for count in range(len(subtags), 0, -1))
    return next(filter(None, found), "")


def _request(part: str, code: str, voice: Voice) -> requests.PreparedRequest:
    client = gTTS(
        text=part,
        lang=code,
        tld=_tld(voice),
        slow=_slow(voice),
        lang_check=False,  # done above; it would also turn en-gb into a warning
        pre_processor_funcs=[],
        tokenizer_func=lambda text: [text],
    )
    (request,) = client._prepare_requests()
    prepared: requests.PreparedRequest = request
    return prepared


def _mp3(answer: web.Answer, part: str) -> bytes:
    """The MP3 in an answer. Raises ServiceError if there is none, or only some of it."""
    text = answer.text
    if answer.media_type == "text/html" or "<html" in text[:1000].lower():
        raise web.ServiceError("sent a web page instead of sound, probably a captcha", closes=True)
    found = _SOUND.search(text)
    if not found:
        raise web.ServiceError("sent no sound", again=True)
    try:
        outer = json.loads(found[1])
        mp3 = base64.b64decode(json.loads(outer)[0], validate=True) if outer else b""
        speech = decode.mp3(mp3)
    except (ValueError, LookupError, TypeError) as error:
        raise web.ServiceError(f"sent broken sound for {part!r} ({error})", again=True) from error
    kept.require_whole(speech, part)
    return mp3
