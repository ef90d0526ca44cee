"""The binding: espeak-ng's C library through ctypes, every call in a library with which nothing was done before.

The library keeps state in its globals that its interface cannot reset, among it the phase of the pitch flutter, of the
glottal cycle and of the echo, and the translator for foreign words; so the same sentence gives other bytes the second
time. Remedies, with 736 sentences (8 languages, 12 variants) in shuffled order, against one process forked from a pristine
one per sentence (1.52.0, sentences of 5.7 s that take 8 ms by themselves):

    before each sentence                                  same bytes     cost
    nothing                                               64 of 736
    seed                                                  65 of 736
    set the voice, seed                                   64 of 736      0.1 ms
    terminate, initialise, set the voice, seed            70 of 736      0.2 ms
    unload, load, initialise, set the voice              613 of 736      0.6 ms
    unload, load, initialise, set the voice, seed        736 of 736      0.7 ms
    restore the data segment, set the voice              736 of 736      0.1 ms, and 1.1 MB of heap lost per call
    fork a pristine process, set the voice               736 of 736      3 to 5 ms

So it is loaded anew for each call. Exact in six orders and processes with other heap contents and locales; so were all
variants and voices. Initialising seeds the noise of breath and whisper with the clock, hence the seed; the variants Caleb
and Reed take theirs from the C runtime's ``rand``. What this does not reach: the library reads stack that it has not
written, behind a number that ends the text. Of 4,646 texts one changed under one of six fillings of the stack (in French,
"„§ 12007." over digits); of 31,280 in shuffled orders, none.

Setting a voice by its file name rather than by language saves 5 ms: the library does not read all voice files for it.

Two costs remain. Terminating leaves the translator that a foreign word needs: 183 KB for a German sentence with an English
word. And unloading works only if nobody else in the process holds the library, which is checked.
"""

from __future__ import annotations

import _ctypes
import ctypes
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import espeakng_loader

from audiobuild.messages import msg

RATE_HZ = 22050
BUFFER_MS = 10_000
"""Longer than any clause: the callback is called once a clause. (Part of the sound: an echo ends with the buffer.)"""

SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: espeak_Synth returns when all sound has gone to the callback
DONT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT
UTF8 = 1  # espeakCHARS_UTF8, without espeakSSML: "<" and "&" are text
PHONEMES = 0x100  # espeakPHONEMES: what stands between "[[" and "]]" are names of phonemes; without it they are text
IPA = 2
WORD = 1  # espeakEVENT_WORD
RATE, PITCH = 1, 3  # espeakRATE in words a minute, espeakPITCH 0..100
SEED = 1

_lock = threading.Lock()


class _Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))
_UNHEARD = _Callback(lambda samples, count, events: 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Synthesis:
    """Mono s16 PCM at 22,050 Hz; ``words`` are the WORD events: position (characters, from 0) and sample."""

    pcm: bytes
    words: tuple[tuple[int, int], ...]


class NativeError(Exception):
    """The library refused: it could not be started, or has no such voice."""


@cache
def version() -> str:
    """The library's own version, such as ``1.52.0``."""
    with _library() as library:
        library.espeak_Info.restype = ctypes.c_char_p
        return str(library.espeak_Info(None).decode())


def speak(text: str, *, voice: str, rate: int, pitch: int, notation: bool = False) -> Synthesis:
    """Synthesise ``text`` in ``voice`` (``gmw/de+f2``); ``rate`` is words a minute, ``pitch`` 0..100. With ``notation``,
    names of phonemes stand between ``[[`` and ``]]``.

    Raises NativeError.
    """
    pcm: list[bytes] = []
    words: list[tuple[int, int]] = []

    def take(samples: int | None, count: int, events: ctypes._Pointer[_Event]) -> int:
        if samples and count:
            pcm.append(ctypes.string_at(samples, 2 * count))
        index = 0
        while events[index].type:
            if events[index].type == WORD:
                words.append((events[index].text_position - 1, events[index].sample))
            index += 1
        return 0

    callback = _Callback(take)
    encoded = text.encode() + b"\0"
    with _library() as library:
        library.espeak_SetSynthCallback(callback)
        _select(library, voice)
        library.espeak_SetParameter(RATE, rate, 0)
        library.espeak_SetParameter(PITCH, pitch, 0)
        flags = UTF8 | (PHONEMES if notation else 0)
        if library.espeak_Synth(encoded, ctypes.c_size_t(len(encoded)), 0, 0, 0, flags, None, None) != 0:
            raise NativeError(msg("espeak-ng did not synthesise the text"))
    return Synthesis(pcm=b"".join(pcm), words=tuple(words))


def phonemes(text: str, *, voice: str, notation: bool = False) -> str:
    """What ``voice`` would say for ``text``, in IPA; clauses are parted by a space. ``notation`` as in :func:`speak`.

    Raises NativeError.
    """
    with _library() as library:
        _select(library, voice)
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        if notation:
            _read_notation(library)
        return _phonemes(library, text)


def many_phonemes(texts: Iterable[str], *, voice: str) -> list[str]:
    """:func:`phonemes` of many texts, with notation: a word takes 0.1 ms, without the loading. Raises NativeError."""
    with _library() as library:
        _select(library, voice)
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        _read_notation(library)
        return [_phonemes(library, text) for text in texts]


def ipa_of(names: Iterable[str], *, voice: str) -> Mapping[str, str]:
    """What ``voice`` says for the names of phonemes, in IPA, where that is something. Raises NativeError.

    Before a vowel, since some voices make a last consonant voiceless.
    """
    with _library() as library:
        _select(library, voice)
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        _read_notation(library)
        vowel = _phonemes(library, "[[a]]")
        said = {name: _phonemes(library, f"[[{name}a]]").removesuffix(vowel) for name in names}
    return {name: ipa for name, ipa in said.items() if ipa.strip("ˈˌ ")}


def _phonemes(library: ctypes.CDLL, text: str) -> str:
    clauses: list[str] = []
    buffer = ctypes.create_string_buffer(text.encode())
    position = ctypes.c_void_p(ctypes.addressof(buffer))
    while position.value:
        clauses.append(library.espeak_TextToPhonemes(ctypes.byref(position), UTF8, IPA).decode())
    return " ".join(clause.strip() for clause in clauses if clause.strip())


@contextmanager
def _library() -> Iterator[ctypes.CDLL]:
    """The library, loaded for this call alone and unloaded behind it."""
    with _lock:
        path = espeakng_loader.get_library_path()
        _refuse_if_loaded(path)
        library = ctypes.CDLL(path)
        try:
            data = espeakng_loader.get_data_path()
            if library.espeak_Initialize(SYNCHRONOUS, BUFFER_MS, os.fsencode(data), DONT_EXIT) != RATE_HZ:
                raise NativeError(msg("espeak-ng does not start with the data in {}", data))
            library.espeak_ng_SetRandSeed(ctypes.c_long(SEED))
            _c_runtime().srand(SEED)
            yield library
            library.espeak_Terminate()
        finally:
            _unload(library)


def _select(library: ctypes.CDLL, voice: str) -> None:
    if library.espeak_SetVoiceByName(voice.encode()) != 0:
        raise NativeError(msg("espeak-ng cannot load the voice {!r}", voice))


def _read_notation(library: ctypes.CDLL) -> None:
    """Whether phonemes are read is an option of speaking, and stays for what is asked next: so nothing is spoken with it."""
    library.espeak_SetSynthCallback(_UNHEARD)
    library.espeak_Synth(b"\0", ctypes.c_size_t(1), 0, 0, 0, UTF8 | PHONEMES, None, None)


def _refuse_if_loaded(path: str) -> None:
    """A library that another part of the process holds would not be unloaded, and its state would stay."""
    if not hasattr(os, "RTLD_NOLOAD"):
        return
    try:
        library = ctypes.CDLL(path, mode=os.RTLD_NOLOAD)
    except OSError:
        return
    _unload(library)
    raise NativeError(
        msg("another part of this program holds espeak-ng's library, so its sound would not be repeatable")
    )


def _unload(library: ctypes.CDLL) -> None:
    if sys.platform == "win32":
        _ctypes.FreeLibrary(library._handle)
    else:
        _ctypes.dlclose(library._handle)


def _c_runtime() -> ctypes.CDLL:
    return ctypes.CDLL("ucrtbase" if sys.platform == "win32" else None)
