"""How engines sound to judges of speech, and what they cost.

    .venv/bin/python benchmarks/voices.py [--piper FILE.onnx] [--kokoro FILE.onnx:VOICES] [--only ENGINE]

Twenty English sentences of an interview, in paragraphs, are spoken by espeak-ng, by Piper and by Kokoro, where their models are
given. Each is judged three times: spoken alone, spoken in its paragraph (raw), and out of the MP3.

* P.808 and OVRL: what people would say of the sound (DNSMOS), by the package speechmos, over all sentences in a row
* WER: the words that pocketsphinx understands wrongly, in percent, sentence by sentence
* Start: how much higher the first half second of a later sentence is alone than in its paragraph, in semitones: the median
  (librosa)
* Words: by how many ms words begin later than pocketsphinx's own alignment finds them, in sentences of which it finds all: the
  median; and by how many they differ, the median and that of nine in ten
* CPU s per second of sound with one and two workers, their start and the loading of models included, but not the measuring of a
  voice's loudness

``--answers`` judges short answers instead: alone, and behind their question. ``--levels`` says how loud speech is in rows of so
many symbols, and the gain in dB that a voice needs at some rates. No package of these is needed by anything else.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr

from audiobuild.languages.reading import calibration_text, sentences
from audiobuild.model import Audio, Inline, Speech, Voice
from audiobuild.sound import decode, level
from audiobuild.speech import clips, engines
from audiobuild.speech.cache import Cache
from audiobuild.speech.jobs import Surroundings, measuring
from audiobuild.speech.lines import Line, VoiceSpan

Samples = npt.NDArray[np.float32]
HEARD_HZ = 16000
PARAGRAPHS = (
    (
        "The old library was nearly closed.",
        "Now it is full every day, and people come from the whole county.",
        "We asked the woman who runs it how that happened.",
    ),
    (
        "At first nobody came.",
        "Then the schools found us, and in the end there were queues at the door.",
        "It was a good year.",
    ),
    ("Were you afraid that the town would sell the house?",),
    ("Yes.", "I did not sleep for weeks.", "But the neighbours wrote letters, and the mayor read every one of them."),
    ("What do people want today?",),
    (
        "They want a warm room, good coffee and someone who listens.",
        "Some of them read a book.",
        "Is that not enough?",
        "The rest is our work, and we do it gladly.",
    ),
    (
        "Next spring we will open a garden behind the house.",
        "Children will plant beans there.",
        "Their parents will sit in the shade.",
        "Come and see us on a Sunday.",
        "The door is open.",
    ),
)
ANSWERS = (
    ("Were you afraid?", "Yes."),
    ("Would you do it again?", "Of course!"),
    ("Did the town help you?", "No, never."),
    ("Why did they come?", "Because it was cold."),
    ("How many were there?", "About twenty."),
    ("Who paid for it?", "Our neighbours."),
    ("When will you open?", "Next spring."),
    ("Is it true?", "I think so."),
    ("Are you happy?", "Very."),
    ("Where do you live?", "In the old town."),
)


def voices(piper: Path | None, kokoro: str) -> Iterator[Voice]:
    yield Voice(name="espeak", engine="espeak", language="en-US")
    if piper:
        yield Voice(name="piper", engine="piper", language="en-US", options={"model": str(piper.absolute())})
    if kokoro:
        model, _, rows = kokoro.partition(":")
        options = {"model": model, "voices": rows, "voice": "af_heart"}
        yield Voice(name="kokoro", engine="kokoro", language="en-US", options=options)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--piper", type=Path)
    parser.add_argument("--kokoro", default="")
    parser.add_argument("--only")
    parser.add_argument("--answers", action="store_true")
    parser.add_argument("--levels", action="store_true")
    wanted = parser.parse_args()
    there = [*voices(wanted.piper, wanted.kokoro)]
    for name in {"piper", "kokoro"} - {voice.name for voice in there}:
        print(f"{name}: no model was given")
    for voice in there:
        if wanted.only in (None, voice.name):
            (answers if wanted.answers else levels if wanted.levels else everything)(voice)


# --- what is said ---------------------------------------------------------------------------------------------------


def alone(voice: Voice, texts: Sequence[str]) -> list[Speech]:
    engine = engines.load(voice.engine)
    return [engine.synthesize(text, language=voice.language, voice=voice) for text in texts]


def together(voice: Voice, texts: Sequence[str]) -> list[Speech]:
    engine = engines.load(voice.engine)
    if not isinstance(engine, engines.Connecting):
        return alone(voice, texts)
    return [*engine.passage(texts, language=voice.language, voice=voice)]


def lines(voice: Voice) -> list[Line]:
    return [
        Line(
            id=f"{number}-{index}",
            place="benchmark:1",
            text=text,
            spans=(VoiceSpan(text=text, language=voice.language, voice=voice),),
            continues=index > 0,
        )
        for number, paragraph in enumerate(PARAGRAPHS)
        for index, text in enumerate(paragraph)
    ]


def everything(voice: Voice) -> None:
    texts = [text for paragraph in PARAGRAPHS for text in paragraph]
    spoken = {
        "alone": [speech for paragraph in PARAGRAPHS for speech in alone(voice, paragraph)],
        "in its paragraph": [speech for paragraph in PARAGRAPHS for speech in together(voice, paragraph)],
    }
    heard = {name: [samples(speech) for speech in speeches] for name, speeches in spoken.items()}
    heard["MP3"], cost = built(voice)
    for name, sounds in heard.items():
        quality = dnsmos(sounds)
        wrong = [errors(text, sound) for text, sound in zip(texts, sounds, strict=True)]
        print(
            f"{voice.name:7} {name:17} P.808 {quality['p808_mos']:.2f}  OVRL {quality['ovrl_mos']:.2f}"
            f"  WER {100 * sum(wrong) / sum(len(words(text)) for text in texts):4.1f} %"
        )
    print(f"{voice.name:7} start {starts(heard['alone'], heard['in its paragraph']):+.1f} semitones higher alone")
    if any(speech.words for speech in spoken["in its paragraph"]):
        late = [*deviations(texts, spoken["in its paragraph"])]
        off = np.abs(late)
        print(
            f"{voice.name:7} words: {len(late)}, later by {np.median(late):.0f} ms, differ by {np.median(off):.0f},"
            f" nine in ten by {np.quantile(off, 0.9):.0f} at most"
        )
    print(
        f"{voice.name:7} CPU s per s of sound: " + ", ".join(f"-j {jobs} {value:.3f}" for jobs, value in cost.items())
    )


def answers(voice: Voice) -> None:
    texts = [answer for _, answer in ANSWERS]
    loud = rms(np.concatenate([samples(one) for one in together(voice, PARAGRAPHS[0])]))
    for name, sounds in (
        ("alone", [samples(one) for one in alone(voice, texts)]),
        ("behind its question", [samples(together(voice, pair)[1]) for pair in ANSWERS]),
    ):
        quality = dnsmos(sounds)
        wrong = [errors(text, sound) for text, sound in zip(texts, sounds, strict=True)]
        levels = [rms(sound) - loud for sound in sounds]
        print(
            f"{voice.name:7} {name:20} P.808 {quality['p808_mos']:.2f}  OVRL {quality['ovrl_mos']:.2f}"
            f"  WER {100 * sum(wrong) / sum(len(words(text)) for text in texts):4.1f} %"
            f"  level {np.mean(levels):+.1f} dB, from {min(levels):+.1f} to {max(levels):+.1f}"
        )


def levels(voice: Voice) -> None:
    """By the length of a row, and by the rate."""
    engine = engines.load(voice.engine)
    module = sys.modules[type(engine).__module__]
    texts = [text for paragraph in PARAGRAPHS for text in paragraph if len(text) > 20][:12]
    clauses = " ".join(["The river ran past the old mill and the children walked along the bank,"] * 10)[:-1] + "."
    usual = getattr(module, "LONGEST", 0)
    for longest in (60, 100, 200, 300, 400, 1000) if usual else ():
        module.LONGEST = longest  # type: ignore[attr-defined]
        loud = [rms(np.concatenate([samples(one) for one in together(voice, some)])) for some in (texts, [clauses])]
        print(f"{voice.name:7} rows of {longest:4}: sentences {loud[0]:.1f} dB, one long sentence {loud[1]:.1f} dB")
    if usual:
        module.LONGEST = usual  # type: ignore[attr-defined]
    for rate in (0.8, 0.9, 1.0, 1.1, 1.25):
        spoken = together(replace(voice, rate=rate), calibration_sentences(voice.language))
        print(f"{voice.name:7} rate {rate:.2f}: {level.calibrate(spoken, Audio()):.1f} dB")


def calibration_sentences(language: str) -> list[str]:
    inlines = (Inline(text=calibration_text(language)),)
    return [sentence.spoken for sentence in sentences(inlines, language=language)]


def built(voice: Voice) -> tuple[list[Samples], dict[int, float]]:
    """What comes out of the episode's frames, and the processor time by the number of workers."""
    audio, work = Audio(), lines(voice)
    cost: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        first = Cache(Path(folder) / "0")
        clips.fill([work[:1]], audio=audio, cache=first, jobs=1)
        key = measuring(voice, voice.language, Surroundings(audio=audio, response_cache=Path(folder))).key
        for jobs in (1, 2):
            cache = Cache(Path(folder) / str(jobs))
            if (gain := first.gain(key)) is not None:
                cache.put_gain(key, gain)
            before = spent()
            (filled,) = clips.fill([work], audio=audio, cache=cache, jobs=jobs)
            sounds = [decode.frames(cache.frames(filled.clips[line.id].key)) for line in work]
            cost[jobs] = (spent() - before) * audio.sample_rate_hz / sum(map(len, sounds))
    return [at_16k(sound, audio.sample_rate_hz) for sound in sounds], cost


def spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


# --- what is heard --------------------------------------------------------------------------------------------------


def samples(speech: Speech) -> Samples:
    return at_16k(np.frombuffer(speech.pcm, "<i2").astype(np.float32) / 32768, speech.rate_hz)


def at_16k(sound: npt.NDArray[Any], rate_hz: int) -> Samples:
    return np.asarray(soxr.resample(sound, rate_hz, HEARD_HZ), np.float32)


def rms(sound: Samples) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(sound[np.abs(sound) > 0.003] ** 2))))


def dnsmos(sounds: Sequence[Samples]) -> dict[str, float]:
    pause = np.zeros(HEARD_HZ // 3, np.float32)
    whole = np.concatenate([part for sound in sounds for part in (sound, pause)])
    found: dict[str, float] = import_module("speechmos.dnsmos").run(np.clip(whole, -1, 1), HEARD_HZ)
    return found


def words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def decoder(**options: Any) -> Any:
    return import_module("pocketsphinx").Decoder(samprate=float(HEARD_HZ), loglevel="FATAL", **options)


def fed(listener: Any, sound: Samples) -> Any:
    quiet = np.zeros(HEARD_HZ // 4, np.float32)
    louder = 0.7 / max(0.01, float(np.abs(sound).max()))
    pcm = np.rint(np.concatenate([quiet, sound * louder, quiet]) * 32767).astype("<i2").tobytes()
    listener.start_utt()
    listener.process_raw(pcm, full_utt=True)
    listener.end_utt()
    return listener


def errors(text: str, sound: Samples) -> int:
    """How many words must be changed to make the text of what was understood."""
    understood = fed(decoder(), sound).hyp()
    heard, said = words(str(understood.hypstr) if understood else ""), words(text)
    row: list[int] = [*range(len(said) + 1)]
    for number, word in enumerate(heard, 1):
        before, row[0] = row[0], number
        for place, against in enumerate(said, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (word != against))
    return row[-1]


def deviations(texts: Sequence[str], speeches: Sequence[Speech]) -> Iterator[float]:
    """How far begins of words are from those that pocketsphinx finds for the same words, in ms."""
    for text, speech in zip(texts, speeches, strict=True):
        listener = decoder(lm=None)
        listener.set_align_text(" ".join(words(text)))
        found = [part for part in fed(listener, samples(speech)).seg() or () if not part.word.startswith("<")]
        begins = [10 * part.start_frame - 250 for part in found if part.word != "[NOISE]"]
        if len(begins) == len(speech.words):
            yield from (word.time_ms - begin for word, begin in zip(speech.words, begins, strict=True))


def starts(alone: Sequence[Samples], together: Sequence[Samples]) -> float:
    """How much higher later sentences of paragraphs begin alone, in semitones."""
    first = {sum(map(len, PARAGRAPHS[:number])) for number in range(len(PARAGRAPHS))}
    later = [number for number in range(len(alone)) if number not in first]
    return float(np.nanmedian([12 * np.log2(pitch(alone[number]) / pitch(together[number])) for number in later]))


def pitch(sound: Samples) -> float:
    """The median pitch of the first half second of speech, in Hz."""
    loud = np.flatnonzero(np.abs(sound) > 0.02)
    begin = sound[loud[0] :][: HEARD_HZ // 2]
    find: Callable[..., Any] = import_module("librosa").pyin
    tone, voiced, _ = find(begin, fmin=60, fmax=400, sr=HEARD_HZ)
    return float(np.nanmedian(tone[voiced])) if voiced.any() else float("nan")


if __name__ == "__main__":
    main()
