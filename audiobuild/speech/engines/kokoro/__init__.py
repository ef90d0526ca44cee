"""Kokoro-82M: neural voices that run here, without a network. An extra: ``pip install 'audiobuild[kokoro]'``.

One model (``.onnx``) speaks with any of its voices: each is a table of style vectors, of which a sentence takes the row of its
length. espeak-ng tells how the words are said (:mod:`.symbols`), ONNX Runtime speaks. Model and voices are what
``audiobuild voices install`` fetched, or files of the editor's.

A paragraph is spoken in one go, so that its melody runs through it, and cut at its sentences by how long each symbol takes;
by that words have their times, too (:mod:`audiobuild.speech.alignment`).
"""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from audiobuild.errors import EngineError, Missing, Problem
from audiobuild.inputs.files import is_file
from audiobuild.languages.registry import base
from audiobuild.messages import msg
from audiobuild.model import Speech, Text, Voice
from audiobuild.speech import alignment, engines, espeak, model_files
from audiobuild.speech.engines.kokoro.symbols import IDS, symbols
from audiobuild.speech.model_engine import ModelEngine
from audiobuild.speech.services import kokoro_model
from audiobuild.speech.services.chunks import has_sound, speakable
from audiobuild.speech.services.model_file import state

if TYPE_CHECKING:
    from audiobuild.speech.neural import Model

REVISION = 2
"""Of what this module makes of text and voice: raised when the same input would sound different."""

RATE_HZ: Final = kokoro_model.RATE_HZ
FRAME_SAMPLES: Final = 600
"""Of the frames in which it tells how long a symbol takes: 25 ms."""
EARLY: Final = 3
"""So many frames earlier a symbol is heard: words begin 88 ms before, as pocketsphinx finds them (af_heart, 53 words)."""
MOST: Final = 510
"""Symbols that it could speak at once; so many rows has a voice, each of 256 numbers."""
LONGEST: Final = 300
"""Symbols that are said in one go: it hurries beyond 400."""
SLOWEST, FASTEST = 0.5, 2.0
EDGE, EDGE_SAMPLES = 0.003, RATE_HZ // 10
"""A part ends 0.1 s around what is louder than this, so that two parts are as far apart as two clauses."""

_SPEAKERS: Final = dict(zip("abefhijpz", ("en-US", "en-GB", "es", "fr", "hi", "it", "ja", "pt-BR", "zh"), strict=True))
"""By the first letter of a voice's name: what its speaker speaks."""
_VECTORS: Final = (MOST, 256)

NAME = "kokoro"
_lock = threading.Lock()


@dataclass(frozen=True, kw_only=True, slots=True)
class KokoroOptions:
    """Of a voice file."""

    voice: Text
    """The name of a voice, such as `af_heart`: its first letter says the language, the second a woman (f) or a man (m)."""
    model: Text = kokoro_model.NAME
    """The name of a model that is installed, or the path of an `.onnx` file: from the publication's folder
    (`./models/kokoro.onnx`), from the root, or with `~`."""
    voices: str = ""
    """The path of a file with several voices (`voices-v1.0.bin`), of one voice (`af_heart.bin`), or of a folder with such
    files. Without it, they are beside the model."""

    @property
    def model_path(self) -> Path:
        """Where the model is, or should be."""
        return model_files.path(self.model, NAME)

    @property
    def voices_path(self) -> Path:
        """Where the voices are, or should be."""
        return model_files.whole(self.voices) if self.voices else self.model_path.parent


def models() -> Path:
    """The folder of the model that was installed."""
    return model_files.installed(NAME)


class Kokoro(ModelEngine):
    """Speaks through a model; ``rate`` is its speed. :class:`KokoroOptions` says what else can be chosen."""

    reads_figures = False

    def problems(self, voice: Voice) -> tuple[Problem, ...]:
        try:
            options = engines.options(KokoroOptions, voice)
        except EngineError as error:
            return error.problems
        return tuple(_problems(voice, options))

    def fingerprint(self, voice: Voice) -> str:
        if problems := self.problems(voice):
            raise EngineError(problems)
        options = engines.options(KokoroOptions, voice)
        files = (options.model_path, _files(options.voices_path)[options.voice])
        return (
            f"kokoro-{REVISION} onnxruntime={version('onnxruntime')} {espeak.made_by()} rate={voice.rate}"
            f" files={model_files.digest(files, model_files.stamp(files))}"
            f" {engines.option_text(replace(options, model='-', voices='-'))}"
        )

    def passage(
        self, texts: Sequence[str], *, language: str, voice: Voice, response_cache: Path | None = None
    ) -> tuple[Speech, ...]:
        if problems := self.problems(replace(voice, language=language)):
            raise EngineError(problems)
        options = engines.options(KokoroOptions, voice)
        accent = _accent(language, options.voice) or language
        said = [_symbols(text, accent) for text in texts]
        kept = _files(options.voices_path)[options.voice]
        with _lock:
            with model_files.in_use(options.model, options.model_path):
                model = _model(options.model_path, model_files.stamp([options.model_path]))
            with model_files.in_use(options.model, kept):
                vectors = _voice(kept, options.voice)
            with model_files.in_use(options.model, options.model_path, " ".join(texts)):
                return tuple(
                    alignment.speeches(
                        texts,
                        said,
                        say=lambda row: _say(model, row, vectors, voice.rate),
                        longest=LONGEST,
                        rate_hz=RATE_HZ,
                        phonemes=lambda word: _symbols(word, accent),
                    )
                )


def _symbols(text: str, accent: str) -> str:
    """Those of a sentence; empty where there is nothing to say."""
    spoken = speakable(text)
    return symbols(spoken, accent).strip() if has_sound(spoken) else ""


def _accent(language: str, voice: str) -> str | None:
    """What espeak-ng is asked for. A region that was not trained is spoken as the language's one; of two the voice's, if the
    language does not say. None where nothing is near enough: Portuguese of Portugal is not that of Brazil."""
    trained = {tag.lower(): tag for tag in kokoro_model.LANGUAGES}
    plain = base(language)
    if language.lower() in trained:
        return trained[language.lower()]
    if plain in trained:
        return plain
    own = _SPEAKERS.get(voice[:1], "")
    choices = sorted((tag for tag in kokoro_model.LANGUAGES if base(tag) == plain), key=lambda tag: tag != own)
    return choices[0] if choices and language.lower() == plain else None


# --- a model, loaded ------------------------------------------------------------------------------------------------


def _say(
    model: Model, symbols: Sequence[str], vectors: npt.NDArray[np.float32], rate: float
) -> tuple[alignment.Samples, npt.NDArray[np.int64] | None]:
    """The samples, with a little of the quiet around them, and where each symbol begins in them
    (:class:`audiobuild.speech.alignment.Say`)."""
    ids = [IDS[symbol] for symbol in symbols]
    feeds = {
        "input_ids" if "input_ids" in model.inputs else "tokens": np.array([[0, *ids, 0]], np.int64),
        "style": vectors[len(ids) - 1 : len(ids)],
        "speed": np.array([rate], np.float32),
    }
    sound, *frames = model.run(None, feeds)
    samples = np.asarray(sound, np.float32).ravel()
    loud = np.flatnonzero(np.abs(samples) > EDGE)
    first, last = (max(0, loud[0] - EDGE_SAMPLES), loud[-1] + EDGE_SAMPLES) if len(loud) else (0, len(samples))
    if not frames or frames[0].size != len(ids) + 2:
        return samples[first:last], None
    starts = (np.cumsum(frames[0].ravel().astype(np.int64))[:-1] - EARLY) * FRAME_SAMPLES
    return samples[first:last], np.clip(starts - first, 0, last - first)


@lru_cache(maxsize=2)
def _model(path: Path, stamp: tuple[int, ...]) -> Model:
    from audiobuild.speech import neural

    return neural.load(path)


def _voice(file: Path, name: str) -> npt.NDArray[np.float32]:
    """The rows of a voice. Raises ValueError."""
    if zipfile.is_zipfile(file):
        with np.load(file, allow_pickle=False) as several:
            rows = np.asarray(several[name], np.float32)
    else:
        rows = np.fromfile(file, np.float32)
    return rows.reshape(_VECTORS)


def _files(path: Path) -> Mapping[str, Path]:
    """The file of each voice by its name."""
    found: dict[str, Path] = {}
    for file in sorted(path.glob("*.bin")) if path.is_dir() else [path]:
        for name in _names(file):
            found.setdefault(name, file)
    return found


def _names(file: Path) -> Sequence[str]:
    """The voices in a file: an archive of numpy's, or the numbers of one."""
    try:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as several:
                return [name.removesuffix(".npy") for name in several.namelist()]
        return [file.stem] if file.stat().st_size == 4 * MOST * 256 else []
    except (OSError, zipfile.BadZipFile):
        return []


# --- what keeps a voice from speaking -------------------------------------------------------------------------------


def _problems(voice: Voice, options: KokoroOptions) -> Iterator[Problem]:
    if voice.pitch:
        yield Problem(message=msg("Kokoro has no pitch"), remedy=msg("Remove it, or choose another voice."))
    if not SLOWEST <= voice.rate <= FASTEST:
        yield Problem(
            message=msg("rate {} is beyond what Kokoro can speak", f"{voice.rate:g}"),
            remedy=msg("Give a factor from {} to {}; 1.0 is its normal speed.", SLOWEST, FASTEST),
        )
    if find_spec("onnxruntime") is None:
        remedy = msg("Install the extra: pip install 'audiobuild[kokoro]'")
        yield Missing(message=msg("Kokoro is not installed"), remedy=remedy)
    yield from espeak.place_problems()
    yield from _language_problems(voice.language, options.voice)
    yield from _file_problems(options)


def _language_problems(language: str, voice: str) -> Iterator[Problem]:
    if _accent(language, voice) is None:
        remedy = msg("It was trained for {}. For others there are piper and espeak.", ", ".join(kokoro_model.LANGUAGES))
        yield Problem(message=msg("Kokoro does not speak {}", language), remedy=remedy)
        return
    speaks = _SPEAKERS.get(voice[:1], "") if voice[1:3] in ("f_", "m_") else ""
    if speaks and base(speaks) != base(language):
        letters = ", ".join(letter for letter, tag in _SPEAKERS.items() if base(tag) == base(language))
        remedy = msg("Choose a voice whose name begins with {}, or correct language in the voice file.", letters)
        yield Problem(message=msg("the voice {} speaks {}, not {}", voice, speaks, language), remedy=remedy)


def _file_problems(options: KokoroOptions) -> Iterator[Problem]:
    named = model_files.is_name(options.model)
    if named and options.model != kokoro_model.NAME:
        remedy = msg("Write {}, or the path of an .onnx file.", kokoro_model.NAME)
        yield Problem(message=msg("there is no model {!r} of Kokoro", options.model), remedy=remedy)
        return
    for written, path in ((options.model, options.model_path), (options.voices, options.voices_path)):
        if written and not path.is_absolute():
            remedy = msg("Write ./{}: from the publication's folder. Or write it from the root, or with ~.", written)
            yield Problem(message=msg("{!r} does not say from where", written), remedy=remedy)
            return
    model, voices = options.model_path, options.voices_path
    kept = kokoro_model.FILES[-1:] if options.voices else kokoro_model.FILES
    missing = [path for path, there in ((model, is_file(model)), (voices, voices.exists())) if not there]
    if missing:
        fetch = msg("Fetch it: audiobuild voices install {}", kokoro_model.NAME)
        remedy = fetch if named and missing[0] == model else msg("Check the path.")
        yield Missing(message=msg("there is no file {}", missing[0]), remedy=remedy)
        return
    if named and state(kept, model.parent) != "installed":
        yield Problem(message=msg("the model {} is damaged", options.model), remedy=model_files.again(options.model))
        return
    names = sorted(_files(voices))
    if options.voice not in names:
        has = (
            msg("It has: {}.", ", ".join(names[:60]))
            if names
            else msg("There must be voices-v1.0.bin or {}.bin.", options.voice)
        )
        yield Problem(message=msg("{} has no voice {!r}", voices, options.voice), remedy=has)
