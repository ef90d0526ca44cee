"""Piper: neural voices that run here, without a network. An extra: ``pip install 'audiobuild[piper]'``.

A voice is a model (``.onnx``) with its settings beside it (``.onnx.json``); ``audiobuild voices install`` fetches both.
One session of ONNX Runtime speaks all sentences of a worker, with one thread, since there are as many workers as cores, and
with the same noise each time (:mod:`audiobuild.speech.neural`).

A paragraph is spoken in one go, so that its melody runs through it, and cut at its sentences by how long each phoneme takes;
by that words have their times, too (:mod:`audiobuild.speech.alignment`).
"""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import numpy as np
from annotated_types import Interval

from audiobuild.errors import EngineError, Missing, Problem
from audiobuild.inputs.files import is_file
from audiobuild.languages.registry import base
from audiobuild.messages import msg
from audiobuild.model import Speech, Text, Voice
from audiobuild.speech import alignment, engines, espeak, model_files, spelling
from audiobuild.speech.model_engine import ModelEngine
from audiobuild.speech.services import known_models
from audiobuild.speech.services.chunks import has_sound, speakable
from audiobuild.speech.services.model_file import state
from audiobuild.system_errors import reason

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from piper import PiperVoice, SynthesisConfig


REVISION = 4
"""Of what this module makes of text and voice: raised when the same input would sound different."""

NAME = "piper"
LONGEST = 200
"""Phonemes that it says in one go: some 12 s. Longer rows are softer: joe says one long sentence at −22.5 dB in rows of 60,
−24.1 of 200, −26.0 of 400, −28.0 of 1,000 (``benchmarks/voices.py --levels``)."""
_lock = threading.Lock()


@dataclass(frozen=True, kw_only=True, slots=True)
class PiperOptions:
    """Of a voice file."""

    model: Text
    """A name of Piper's index, such as `de_DE-mls-medium`, or the path of an `.onnx` file with its `.onnx.json` beside it: from
    the publication's folder (`./models/tom.onnx`), from the root, or with `~`."""
    speaker: str | int | None = None
    """The name or number of a speaker, of a model that has several."""
    noise_scale: Annotated[float, Interval(ge=0, le=2)] | None = None
    """How much the sound varies. Without it, as the model says."""
    noise_w_scale: Annotated[float, Interval(ge=0, le=2)] | None = None
    """How much the pace varies. Without it, as the model says."""

    @property
    def path(self) -> Path:
        """Where the model is, or should be."""
        return model_files.path(self.model, NAME)


def models() -> Path:
    """The folder of the models that were installed."""
    return model_files.installed(NAME)


def settings_of(model: Path) -> Path:
    """The file of a model's settings."""
    return model.with_name(f"{model.name}.json")


def _files(model: Path) -> tuple[Path, Path]:
    return model, settings_of(model)


class Piper(ModelEngine):
    """Speaks through a model; ``rate`` is its pace. :class:`PiperOptions` says what else can be chosen."""

    reads_figures = True

    def problems(self, voice: Voice) -> tuple[Problem, ...]:
        try:
            options = engines.options(PiperOptions, voice)
        except EngineError as error:
            return error.problems
        return tuple(_problems(voice, options))

    def fingerprint(self, voice: Voice) -> str:
        if problems := self.problems(voice):
            raise EngineError(problems)
        options = engines.options(PiperOptions, voice)
        files = _files(options.path)
        return (
            f"piper-{REVISION} piper={version('piper-tts')} onnxruntime={version('onnxruntime')} rate={voice.rate}"
            f" model={model_files.digest(files, model_files.stamp(files))} {engines.option_text(replace(options, model='-'))}"
        )

    def passage(
        self, texts: Sequence[str], *, language: str, voice: Voice, response_cache: Path | None = None
    ) -> tuple[Speech, ...]:
        if problems := self.problems(voice):
            raise EngineError(problems)
        options = engines.options(PiperOptions, voice)
        with _lock:
            with model_files.in_use(options.model, options.path):
                model = _model(options.path, model_files.stamp(_files(options.path)))
            with model_files.in_use(options.model, options.path, " ".join(texts)):
                return tuple(_spoken(model, texts, language, options, voice.rate))


def _written(text: str, language: str) -> str:
    """The text as Piper gets it; empty where there is nothing to say."""
    spoken = _paused(speakable(spelling.for_espeak(text, language)))
    spoken = spoken.replace("[[", "[ [")  # which would begin phonemes
    spoken = _SPELLED.sub(lambda found: f"[[{espeak.phonemes(found[1], language)}{found[3]}]]", spoken)
    return spoken if has_sound(spoken) else ""


_SPELLED = re.compile(f"({espeak.IPA.pattern})([.,;:!?]*)")
"""Phonemes with the punctuation behind them, which Piper drops where it stands between phonemes and nothing."""
_ALONE = re.compile(r"\s+([.,;:!?]+)(?=\s|$)")
_DOTS = re.compile(r"\s*(?:…|\.{3})[.…]*(?=\s*(\w)?)")
_ASIDE = re.compile(r"(?<=\w)\s+\((?=\w)|(?<=\w)\)(?=\s\w)")


def _paused(text: str) -> str:
    """With commas for dots and brackets inside a sentence, of which Piper makes nothing: "Gesichter … in" became one word; and
    without punctuation that stands alone, which it says: "He left. !!!" ended with an exclamation."""
    joined = _ALONE.sub(lambda found: found[1] if found.string[found.start() - 1].isalnum() else "", text)
    dotted = _DOTS.sub(lambda found: "," if found[1] else "." if found.end() == len(joined) else "", joined)
    return _ASIDE.sub(lambda found: ", " if "(" in found[0] else ",", dotted)


# --- a model, loaded ------------------------------------------------------------------------------------------------


def _spoken(
    model: PiperVoice, texts: Sequence[str], language: str, options: PiperOptions, rate: float
) -> Iterator[Speech]:
    """The sound of each sentence."""
    from piper import SynthesisConfig

    config = model.config
    wanted = SynthesisConfig(
        speaker_id=_speaker(options.speaker, config.speaker_id_map),
        length_scale=config.length_scale / rate,
        noise_scale=options.noise_scale,
        noise_w_scale=options.noise_w_scale,
    )
    yield from alignment.speeches(
        texts,
        [_phonemes(model, _written(text, language)) for text in texts],
        say=lambda symbols: _say(model, symbols, wanted),
        longest=LONGEST,
        rate_hz=config.sample_rate,
        phonemes=lambda word: "".join(_phonemes(model, _written(word, language))),
    )


def _phonemes(model: PiperVoice, written: str) -> Sequence[str]:
    """Those that the model knows. What espeak-ng takes for several sentences ("Dr. No") is one here."""
    known = model.config.phoneme_id_map
    sentences = model.phonemize(written) if written else []
    return [one for sentence in sentences for one in (*sentence, " ") if one in known][:-1]


def _say(model: PiperVoice, phonemes: Sequence[str], wanted: SynthesisConfig) -> tuple[Any, Any]:
    """The samples, and where each phoneme begins in them (:class:`audiobuild.speech.alignment.Say`): with the blank before
    it, in which it is heard already (joe's words begin 44 ms later than pocketsphinx finds them, 21 ms with it)."""
    from piper.const import BOS, EOS, PAD

    numbers = model.config.phoneme_id_map
    ids = model.phonemes_to_ids(list(phonemes))
    samples, lengths = model.phoneme_ids_to_audio(ids, wanted, include_alignments=True)
    places = [
        *accumulate(
            (len(numbers[one]) + len(numbers[PAD]) for one in phonemes),
            initial=len(numbers[BOS]) + len(numbers[PAD]),
        )
    ]
    if lengths is None or [len(lengths), len(ids)] != [places[-1] + len(numbers[EOS])] * 2:
        return samples, None
    begins = [*(place - len(numbers[PAD]) for place in places[:-1]), places[-1]]
    return samples, np.concatenate(([0], np.cumsum(lengths)))[begins]


@lru_cache(maxsize=2)
def _model(path: Path, stamp: tuple[int, ...]) -> PiperVoice:
    """A voice as Piper loads it, but for its session."""
    from audiobuild.speech import neural

    model = neural.load(path)  # first: Piper imports ONNX Runtime
    from piper import PiperConfig, PiperVoice

    logging.getLogger("piper").setLevel(logging.ERROR)  # it warns of every phoneme that a model does not know
    config = PiperConfig.from_dict(json.loads(settings_of(path).read_bytes()))
    return PiperVoice(config=config, session=cast("InferenceSession", model))


def _speaker(speaker: str | int | None, numbers: Mapping[str, int]) -> int | None:
    return numbers[speaker] if isinstance(speaker, str) else speaker


# --- what keeps a voice from speaking -------------------------------------------------------------------------------


def extra_problems() -> Iterator[Problem]:
    """That Piper itself is not there."""
    if find_spec("piper") is None:
        remedy = msg("Install the extra: pip install 'audiobuild[piper]'")
        yield Missing(message=msg("Piper is not installed"), remedy=remedy)


def _problems(voice: Voice, options: PiperOptions) -> Iterator[Problem]:
    if voice.pitch:
        yield Problem(message=msg("Piper has no pitch"), remedy=msg("Remove it, or choose another model or speaker."))
    yield from extra_problems()
    path = options.path
    named = model_files.is_name(options.model)
    if not path.is_absolute():
        remedy = msg("Write ./{}: from the publication's folder. Or write it from the root, or with ~.", options.model)
        yield Problem(message=msg("{!r} does not say from where", options.model), remedy=remedy)
        return
    missing = next((file for file in (path, settings_of(path)) if not is_file(file)), None)
    known = known_models.known(options.model)
    if missing:
        remedy = msg("Fetch it: audiobuild voices install {}", options.model) if named else msg("Check the path.")
        yield (Missing if named else Problem)(message=msg("there is no file {}", missing), remedy=remedy)
    elif known and state(known.files, path.parent) == "damaged":
        yield Problem(message=msg("the model {} is damaged", options.model), remedy=model_files.again(options.model))
    else:
        yield from _settings_problems(voice, options, settings_of(path))


def _settings_problems(voice: Voice, options: PiperOptions, path: Path) -> Iterator[Problem]:
    try:
        settings: dict[str, Any] = json.loads(path.read_bytes())
        spoken = {base(settings["espeak"]["voice"]), settings.get("language", {}).get("family", "")} - {""}
        speakers: dict[str, int] = settings.get("speaker_id_map") or {}
        count = int(settings["num_speakers"])
    except OSError as error:
        yield Problem(place=str(path), message=msg("cannot be read: {}", reason(error)))
        return
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        message = msg("{} is damaged, or not the settings of a Piper voice", path)
        yield Problem(message=message, remedy=model_files.again(options.model))
        return
    if base(voice.language) not in spoken:
        remedy = msg("Correct language in the voice file, or choose another model.")
        message = msg("the model speaks {}, not {}", ", ".join(sorted(spoken)), voice.language)
        yield Problem(message=message, remedy=remedy)
    speaker = options.speaker
    if isinstance(speaker, str) and speaker not in speakers:
        has = (
            msg("It has: {}.", ", ".join(sorted(speakers)[:20]))
            if speakers
            else msg("It has one speaker: remove the key.")
        )
        yield Problem(message=msg("the model has no speaker {!r}", speaker), remedy=has)
    if isinstance(speaker, int) and not 0 <= speaker < count:
        yield Problem(
            message=msg("the model has no speaker {}", speaker), remedy=msg("Write a number from 0 to {}.", count - 1)
        )
