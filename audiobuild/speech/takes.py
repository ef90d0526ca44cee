"""Recordings and the show's sounds → Clips, beside what voices speak.

A take is what is heard of one sound file in one go: a person's turn, with its sentences, or music. It is read, levelled and
encoded as a whole, so that the quiet of its room has no holes; its sentences are times in it, found by its pauses.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from audiobuild import system_errors
from audiobuild.errors import ContentError, EngineError, Problem
from audiobuild.files import digest as digest_of
from audiobuild.messages import Message, msg, words_of
from audiobuild.model import FRAME_MS, Audio, Clip, Recording, Script, Sound, Utterance, Voice
from audiobuild.publication import config, recordings
from audiobuild.publication.config import CONTENT, SHOW_FILE, Publication
from audiobuild.sound import level, long, mp3, pauses, plausible, quality, recording, trimming
from audiobuild.sound.long import Treatment
from audiobuild.sound.pauses import Unclear
from audiobuild.speech.cache import Cache
from audiobuild.speech.jobs import keyed
from audiobuild.speech.workers import run
from audiobuild.store import Store
from audiobuild.text import shown

FORMAT = 1
"""Raised when a take is made in another way for the same file."""

STING = "sting"
"""The id of the sound between chapters, which no utterance has."""

LONGEST_SOUND_MS = 3 * 60_000
"""Of music: a show of its own is no intro."""

REMEDY = msg(
    "Listen to it. If it sounds right, open it in an audio editor and save it as WAV with 48000 samples a second."
)
LONGER = 1.5
"""How many times longer than the longest that a voice may take somebody may speak: people think while they talk."""

_LISTEN = msg("Listen to it. Another recording, or another microphone, may be better; it is used as it is.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """The clips of a script's takes: of each utterance by its id, and of the sting; whole, as often as they are heard; and what
    is to be said of them."""

    clips: Mapping[str, Clip]
    heard: tuple[Clip, ...]
    remarks: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Take:
    """What is heard of a file in one go. ``digest`` is that of the file. ``said`` are the sentences in it, by paragraph, each
    its utterance's id and what is spoken; a sound of the show has one, which nobody says. It is heard so many
    ``times``, and louder by ``more_db`` than it would be by itself."""

    path: Path
    digest: str
    place: str
    sound: Recording | Sound
    said: tuple[tuple[tuple[str, str], ...], ...]
    language: str
    audio: Audio
    times: int = 1
    more_db: float = 0.0

    @property
    def treated(self) -> dict[str, Any]:
        """What the editor wrote that is done to the file."""
        return {key: value for key, value in asdict(self.sound).items() if key not in ("file", "description", "credit")}

    @property
    def key(self) -> str:
        """Its address in the cache."""
        made = (FORMAT, level.fingerprint(), mp3.fingerprint(), self.audio)
        texts = [[text for _, text in paragraph] for paragraph in self.said]
        return keyed("take", *made, self.digest, self.treated, texts, self.language, self.more_db)

    @property
    def text(self) -> str:
        """The file, as errors name it."""
        return shown(f"{CONTENT}/{self.sound.file}", 80)

    @property
    def engines(self) -> str:
        return msg("that reads sound files")

    @property
    def remedy(self) -> Message:
        return REMEDY


def of(script: Script, publication: Publication, digests: Store) -> tuple[Take, ...]:
    """The takes of a script. ``digests`` keeps those of files. Raises ContentError where a file cannot be read."""
    content, audio = publication.root / CONTENT, publication.show.audio
    language, path = script.interview.about.language, script.interview.path

    def take(
        sound: Recording | Sound, place: str, said: tuple[tuple[tuple[str, str], ...], ...], times: int = 1
    ) -> Take:
        file = content / sound.file
        return Take(
            path=file,
            digest=_digest(file, place, digests),
            place=place,
            sound=sound,
            said=said,
            language=language,
            audio=audio,
            times=times,
        )

    found = []
    for chapter in script.chapters:
        for sound, heard in groupby(chapter.utterances, key=lambda utterance: utterance.sound):
            if isinstance(sound, Voice):
                continue
            utterances = list(heard)
            named = utterances[0].id if isinstance(sound, Sound) else ""
            place = f"{SHOW_FILE}: sounds.{named}.file" if named else f"{path}:{utterances[0].source.line}"
            found.append(take(sound, place, tuple(_paragraphs(utterances))))
    if sting := recordings.named(publication.show.sounds).get(STING):
        found.append(take(sting, f"{SHOW_FILE}: sounds.{STING}.file", (((STING, ""),),), len(script.chapters) - 1))
    return tuple(found)


def _paragraphs(utterances: Sequence[Utterance]) -> Iterator[tuple[tuple[str, str], ...]]:
    """Their sentences by paragraph: those that stand at the same place of the editor's file."""
    for _, paragraph in groupby(utterances, key=lambda utterance: (utterance.source.line, utterance.speaker.name)):
        yield tuple((utterance.id, utterance.spoken) for utterance in paragraph)


def _digest(path: Path, place: str, kept: Store) -> str:
    """A digest of a file, which is read again only if it was written since."""
    try:
        state = path.stat()
        facts = (os.fspath(path.absolute()), state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
        key = keyed("file", *facts)
        if known := kept.get(key):
            return known.decode()
        _, digest = digest_of(path)
    except OSError as error:
        raise ContentError(
            Problem(place=place, message=msg("cannot be read: {}", system_errors.reason(error)))
        ) from error
    kept.put(key, digest.encode())
    return digest


def make(take: Take) -> tuple[Clip, bytes]:
    """Read, level and encode a take. Raises EngineError with what is wrong, in words that follow the name of the file."""
    try:
        return _made(take)
    except Unclear as error:
        remedy = msg('Name the piece in front of each of them: {{recording="{}#t=12.5"}}', take.sound.file)
        raise EngineError(Problem(message=words_of(error), remedy=remedy)) from error
    except (OSError, ValueError) as error:
        reason = system_errors.reason(error) if isinstance(error, OSError) else words_of(error)
        raise EngineError(Problem(message=reason, remedy=REMEDY)) from error


def _made(take: Take) -> tuple[Clip, bytes]:
    audio, sound, louder_db = take.audio, take.sound, take.more_db
    fades = {}
    if isinstance(sound, Recording):
        read = recording.read(take.path, audio.sample_rate_hz, sound.start_ms, sound.end_ms)
        heard, remarks = trimming.speech(read), quality.remarks(read)
        texts = [[text for _, text in paragraph] for paragraph in take.said]
        found = pauses.sentence_times(heard.samples, audio.sample_rate_hz, texts, take.language)
        spans = tuple(tuple((span.start_ms, span.end_ms) for span in some) for some in found)
        remarks = (*remarks, *_unlike(heard.duration_ms, " ".join(map(" ".join, texts)), take.language))
    else:
        read = recording.read(take.path, audio.sample_rate_hz, longest_ms=LONGEST_SOUND_MS)
        heard, remarks = trimming.sound(read), read.remarks
        spans = (((0, heard.duration_ms),),)
        fades = _fades(sound, heard.duration_ms)
        louder_db += sound.gain_db
    treatment = Treatment(gain_db=long.gain_db(heard, audio, offset_db=louder_db, **fades), **fades)
    loudness_lufs, loud_ms = long.heard(heard, treatment, audio)
    frames = long.encoded(heard, treatment, audio)
    sentences = tuple(tuple((FRAME_MS + start, FRAME_MS + end) for start, end in some) for some in spans)
    clip = Clip(
        key=take.key,
        frames=len(frames) // audio.frame_bytes,
        speech_start_ms=sentences[0][0][0],
        speech_end_ms=sentences[-1][-1][1],
        loudness_lufs=(round(float(loudness_lufs), 2),) if loud_ms else (),
        loud_ms=loud_ms,
        sentences=sentences,
        remarks=remarks,
    )
    return clip, frames


def _unlike(duration_ms: int, text: str, language: str) -> Iterator[Message]:
    """What to say of a recording that is far longer or shorter than its text: an end was forgotten, or a turn was mistaken."""
    lengths = plausible.bounds(text, language=language, rate=1)
    shortest_ms, longest_ms = lengths.shortest, LONGER * lengths.longest
    if not shortest_ms <= duration_ms <= longest_ms:
        seconds = (value / 1000 for value in (duration_ms, shortest_ms, lengths.longest))
        yield msg("takes {:.0f} s, and its text {:.0f} to {:.0f} s: is it the right piece?", *seconds)


def _fades(sound: Sound, duration_ms: int) -> dict[str, int]:
    """How long it fades: shorter where the sound is."""
    part = min(1.0, duration_ms / max(1, sound.fade_in_ms + sound.fade_out_ms))
    return {"fade_in_ms": int(part * sound.fade_in_ms), "fade_out_ms": int(part * sound.fade_out_ms)}


def fill(scripts: Sequence[Sequence[Take]], *, root: Path, cache: Cache, jobs: int) -> tuple[Recorded, ...]:
    """The clips of all takes of each script. What is not in the cache is made, with ``jobs`` workers, and kept there.

    Raises ContentError with all that cannot be used.
    """
    by_key = {take.key: take for takes in scripts for take in takes}
    clips = {key: clip for key in by_key if (clip := cache.clip(key))}
    missing = [take for key, take in by_key.items() if key not in clips]
    problems: dict[str, tuple[Problem, ...]] = {}
    workers = max(1, min(jobs, len(missing)))
    with closing(run(make, missing, workers="processes", jobs=workers, most_errors=len(missing) + 1)) as results:
        for take, result in results:
            if isinstance(result, EngineError):
                problems[take.key] = result.problems
            else:
                clip, frames = result
                cache.put(clip, frames)
                clips[take.key] = clip
    if problems:
        each = (take for takes in scripts for take in takes)
        told = (_placed(problem, take) for take in each for problem in problems.get(take.key, ()))
        raise ContentError(config.placed(told, root))
    return tuple(_recorded(takes, clips) for takes in scripts)


def _placed(problem: Problem, take: Take) -> Problem:
    """A problem with the file and its line; one of a worker that crashed has them."""
    if problem.place:
        return problem
    return replace(problem, place=take.place, message=msg("{} {}", take.text, problem.message))


def cached(takes: Sequence[Take], *, cache: Cache) -> tuple[Clip, ...] | None:
    """The clips of the takes; ``None`` where :func:`fill` would make one."""
    clips = tuple(clip for take in takes if (clip := cache.clip(take.key)))
    return clips if len(clips) == len(takes) else None


def _recorded(takes: Sequence[Take], clips: Mapping[str, Clip]) -> Recorded:
    by_id: dict[str, Clip] = {}
    remarks: list[Problem] = []
    for take in takes:
        clip = clips[take.key]
        by_id |= _by_id(take, clip)
        remarks += _remarks(take, clip)
    return Recorded(
        clips=by_id, heard=tuple(clips[take.key] for take in takes for _ in range(take.times)), remarks=tuple(remarks)
    )


def _by_id(take: Take, clip: Clip) -> dict[str, Clip]:
    """The clips of its utterances, by their ids: that of the first of a paragraph only, where its sentences could not be told
    apart."""
    clips: dict[str, Clip] = {}
    for paragraph, spans in zip(take.said, clip.sentences, strict=True):
        for (name, _), (start_ms, end_ms) in zip(paragraph, spans, strict=False):
            part = replace(clip, speech_start_ms=start_ms, speech_end_ms=end_ms, within=len(clips))
            clips[name] = replace(part, sentences=(), remarks=())
    return clips


def _remarks(take: Take, clip: Clip) -> Iterator[Problem]:
    """What an editor may want to know of a recording."""
    for remark in clip.remarks:
        yield Problem(place=take.place, message=msg("{} {}", take.text, remark), remedy=_LISTEN)
    whole = sum(len(spans) < len(paragraph) for paragraph, spans in zip(take.said, clip.sentences, strict=True))
    if whole:
        count = msg("1 paragraph") if whole == 1 else msg("{} paragraphs", whole)
        message = msg("{}: the sentences of {} cannot be told apart by their pauses", take.text, count)
        remedy = msg(
            "Who reads along goes through such a paragraph in one step. To have several, make paragraphs of its sentences."
        )
        yield Problem(place=take.place, message=message, remedy=remedy)
