"""Any service that speaks OpenAI's ``POST /v1/audio/speech``: Kokoro-FastAPI, Speaches, LocalAI, openedai-speech on a
machine of your own, or a hosted one.

https://platform.openai.com/docs/api-reference/audio/createSpeech
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import requests
from annotated_types import Interval, Unit

from audiobuild.errors import EngineError, Missing, Problem
from audiobuild.messages import msg, words_of
from audiobuild.model import Speech, Text, Voice
from audiobuild.sound import decode
from audiobuild.speech import engines
from audiobuild.speech.services import client, responses
from audiobuild.speech.services.chunks import chunks

REVISION = 1
"""Of what this module makes of text and voice: raised when the same input would sound different."""

MANNERS = client.Manners(concurrency=4, gap_s=0, silence_s=120, response_s=300, attempts=3)
"""A model that runs on a processor may take a minute for a sentence, and sends nothing before it has all."""

LONGEST = 4096
"""OpenAI's limit for one request, in characters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HttpOptions:
    """Of a voice file."""

    base_url: Text
    """Where the service is: `http://localhost:8880`."""
    model: Text
    """The model, as the service calls it."""
    voice: Text
    """The voice, as the service calls it."""
    response_format: Literal["wav", "pcm"] = "wav"
    """In which form the service sends sound."""
    sample_rate_hz: Annotated[int, Interval(ge=8000, le=96000), Unit("Hz")] = 24000
    """The sampling rate of `pcm`, which does not say it itself."""
    before_field: str = ""
    """The service's own field for the text that stands before a sentence in its paragraph, such as `previous_text`, where it
    has one: then the melody goes on from there. Such text is sent again, and not counted by `max_characters`."""
    behind_field: str = ""
    """The same for the text that follows: `next_text`."""
    key_env: str = ""
    """The environment variable that holds the key: the one place it comes from, and it goes nowhere but to the service."""

    @property
    def has_fields(self) -> bool:
        """For what stands around a sentence."""
        return bool(self.before_field or self.behind_field)

    @property
    def address(self) -> str:
        return f"{self.base_url.rstrip('/').removesuffix('/v1')}/v1/audio/speech"

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    @property
    def key(self) -> str:
        return os.environ.get(self.key_env, "").strip() if self.key_env else ""


class Http:
    """Speaks as the service does that :class:`HttpOptions` names; ``rate`` is its speed."""

    workers: Literal["processes", "threads"] = "threads"
    concurrency = MANNERS.concurrency
    audible = True
    reads_ipa = False
    reads_figures = False
    evenly_loud = True

    def __init__(self, manners: client.Manners = MANNERS, clock: client.Clock | None = None) -> None:
        self._manners = manners
        self._clock = clock
        self._services: dict[tuple[str, str], client.Service] = {}

    def problems(self, voice: Voice) -> tuple[Problem, ...]:
        try:
            options = engines.options(HttpOptions, voice)
        except EngineError as error:
            return error.problems
        return (
            *_address_problems(options),
            *_key_problems(options),
            *_field_problems(options),
            *_pitch_problems(voice),
        )

    def languages(self) -> frozenset[str]:
        """None: what a voice can speak is the service's secret."""
        return frozenset()

    def fingerprint(self, voice: Voice) -> str:
        options = replace(engines.options(HttpOptions, voice), key_env="")
        return f"http-{REVISION} {engines.option_text(options)} speed={voice.rate}"

    def sends_text_to(self, voice: Voice) -> str:
        host = engines.options(HttpOptions, voice).host
        return "" if _is_here(host) else host

    def synthesize(self, text: str, *, language: str, voice: Voice, response_cache: Path | None = None) -> Speech:
        if problems := self.problems(voice):
            raise EngineError(problems)
        return self._spoken(text, {}, voice, response_cache)

    def connects(self, voice: Voice) -> bool:
        return engines.options(HttpOptions, voice).has_fields

    def passage(
        self, texts: Sequence[str], *, language: str, voice: Voice, response_cache: Path | None = None
    ) -> tuple[Speech, ...]:
        if problems := self.problems(voice):
            raise EngineError(problems)
        around = _around(texts, engines.options(HttpOptions, voice))
        return tuple(
            self._spoken(text, fields, voice, response_cache) for text, fields in zip(texts, around, strict=True)
        )

    def requests(
        self, texts: Sequence[str], *, language: str, voice: Voice, response_cache: Path | None = None
    ) -> Mapping[str, str]:
        around = _around(texts, engines.options(HttpOptions, voice))
        return {
            name: part
            for text, fields in zip(texts, around, strict=True)
            for name, part in responses.missing(
                chunks(text, LONGEST), folder=response_cache, key=self._key(voice, fields)
            ).items()
        }

    def _key(self, voice: Voice, fields: Mapping[str, str]) -> str:
        """All that a response depends on but the text itself."""
        return f"{self.fingerprint(voice)} {dict(fields)}" if fields else self.fingerprint(voice)

    def _spoken(self, text: str, fields: Mapping[str, str], voice: Voice, response_cache: Path | None) -> Speech:
        """A sentence; ``fields`` say what stands around it."""
        options = engines.options(HttpOptions, voice)
        parts = chunks(text, LONGEST)
        if not parts:
            return Speech(pcm=b"", rate_hz=options.sample_rate_hz)
        service = self._service(options)

        def ask(part: str) -> bytes:
            return service.ask(
                _request(part, fields, options, voice.rate),
                lambda response: _sound(response, part, options, voice.rate),
            )

        return responses.speak(
            parts, folder=response_cache, key=self._key(voice, fields), ask=ask, read=lambda data: _read(data, options)
        )

    def _service(self, options: HttpOptions) -> client.Service:
        """One for each address and key, whatever the number of voices and threads."""
        fields = ", before_field and behind_field" if options.has_fields else ""
        key = f" the key in the environment variable {options.key_env} and" if options.key_env else ""
        service = client.Service(
            f"the speech service {urlsplit(options.base_url).netloc}",
            self._manners,
            refusal=f"Check{key} base_url{fields} in the voice file.",
            clock=self._clock,
        )
        return self._services.setdefault((options.address, options.key_env), service)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _around(texts: Sequence[str], options: HttpOptions) -> Iterator[Mapping[str, str]]:
    """What stands around each of the sentences, in the service's fields."""
    fields = [*filter(None, (options.before_field, options.behind_field))]
    for before, _, behind in zip(("", *texts), texts, (*texts[1:], ""), strict=False):
        told = {options.before_field: before, options.behind_field: behind}
        yield {field: told[field] for field in fields if told[field]}


def _request(part: str, fields: Mapping[str, str], options: HttpOptions, speed: float) -> requests.PreparedRequest:
    body = {**fields, **_body(part, options, speed)}
    headers = {"Authorization": f"Bearer {options.key}"} if options.key else {}
    return requests.Request("POST", options.address, json=body, headers=headers).prepare()


def _body(part: str, options: HttpOptions, speed: float) -> dict[str, str | float]:
    return {
        "model": options.model,
        "voice": options.voice,
        "input": part,
        "response_format": options.response_format,
        "speed": speed,
    }


def _sound(response: client.Response, part: str, options: HttpOptions, speed: float) -> bytes:
    """The body of a response. Raises ServiceError if it is not all of the sound."""
    if response.media_type in ("text/html", "application/json"):
        raise client.ServiceError(
            msg("sent {} instead of sound", response.media_type), remedy=msg("Check base_url in the voice file.")
        )
    try:
        speech = _read(response.body, options)
    except ValueError as error:
        raise client.ServiceError(
            msg("sent a {} that {}", options.response_format, words_of(error)), again=True
        ) from error
    responses.require_whole(speech, part, rate=speed)
    return response.body


def _read(data: bytes, options: HttpOptions) -> Speech:
    if options.response_format == "wav":
        return decode.wav(data)
    if len(data) % 2:
        raise ValueError(msg("breaks off in a sample"))
    return Speech(pcm=data, rate_hz=options.sample_rate_hz)


# --- what can be wrong with a voice file ----------------------------------------------------------------------------


def _address_problems(options: HttpOptions) -> Iterator[Problem]:
    try:
        parts = urlsplit(options.base_url)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good or parts.query or parts.fragment:
        remedy = msg('Write, for example: base_url = "http://localhost:8880"')
        yield Problem(message=msg("base_url is not the address of a service"), remedy=remedy)
    elif parts.username or parts.password:
        yield Problem(
            message=msg("base_url holds a password"), remedy=msg("Name an environment variable that holds it: key_env.")
        )
    elif options.key_env and parts.scheme == "http" and not _is_here(options.host):
        remedy = msg("Use an address that begins with https, or no key_env.")
        yield Problem(message=msg("the key would travel unencrypted"), remedy=remedy)


def _key_problems(options: HttpOptions) -> Iterator[Problem]:
    name, key = options.key_env, options.key
    if name and not (key and key.isascii() and key.isprintable()):
        state = msg("holds something that is no key") if key else msg("is not set")
        remedy = msg("key_env is the name of the variable that holds the key of the service.")
        yield Missing(message=msg("the environment variable {!r} {}", name, state), remedy=remedy)


def _field_problems(options: HttpOptions) -> Iterator[Problem]:
    ours = _body("", options, 1)
    for key in ("before_field", "behind_field"):
        field = getattr(options, key)
        if field in ours or (field and options.before_field == options.behind_field):
            yield Problem(
                message=msg("{} is {!r}, which holds something else", key, field),
                remedy=msg("Name the service's own field for that text, or remove the key."),
            )


def _pitch_problems(voice: Voice) -> Iterator[Problem]:
    if voice.pitch:
        yield Problem(
            message=msg("http has no pitch"), remedy=msg("Remove it, or choose another voice of the service.")
        )
