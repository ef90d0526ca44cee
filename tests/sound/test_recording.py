"""Recordings as people send them, written by libsndfile, LAME and FFmpeg; and files that lie."""

from __future__ import annotations

import io
import re
import struct
import warnings
import wave
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import lameenc
import numpy as np
import numpy.typing as npt
import pytest

from audiobuild.sound import recording as recordings
from audiobuild.sound.recording import LONGEST_MS, read

Sound = npt.NDArray[np.float64]
RATE_HZ = 24_000


def tone(seconds: float = 1.0, rate_hz: int = 48_000, level: float = 0.5) -> Sound:
    """A slow sweep: its place in time can be found again."""
    time = np.arange(round(seconds * rate_hz)) / rate_hz
    return level * np.sin(2 * np.pi * (300 * time + 200 * time**2))


def wav(sound: Sound, rate_hz: int = 48_000, *, bits: int = 16, kind: int = 1, extensible: bool = False) -> bytes:
    """Rows are moments, columns are channels."""
    rows = sound.reshape(len(sound), -1)
    channels, size = rows.shape[1], bits // 8
    if kind == 3:
        data = rows.astype(f"<f{size}").tobytes()
    elif bits == 8:
        data = np.rint(rows * 127 + 128).astype(np.uint8).tobytes()
    else:
        whole = np.rint(rows * ((1 << bits - 1) - 1)).astype("<i8")
        data = whole.reshape(-1, 1).view(np.uint8)[:, :size].tobytes()
    form = struct.pack(
        "<HHIIHH", 0xFFFE if extensible else kind, channels, rate_hz, rate_hz * channels * size, channels * size, bits
    )
    if extensible:
        form += struct.pack("<HHIH", 22, bits, 0, kind) + bytes.fromhex("000000001000800000aa00389b71")
    return riff(form, data)


def riff(form: bytes, data: bytes, *, size: int | None = None, before: bytes = b"") -> bytes:
    size = len(data) if size is None else size
    chunks = before + b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", size) + data
    return b"RIFF" + struct.pack("<I", min(0xFFFFFFFF, 4 + len(chunks))) + b"WAVE" + chunks


def mp3(sound: Sound, rate_hz: int = 48_000) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(rate_hz)
    encoder.set_channels(1)
    encoder.set_bit_rate(128)
    return bytes(encoder.encode(np.rint(sound * 32767).astype("<i2").tobytes()) + encoder.flush())


def by_ffmpeg(path: Path, sound: Sound, codec: str, options: dict[str, str] | None = None) -> Path:
    """A file by PyAV's FFmpeg, which the tests have as ``audiobuild[m4a]``."""
    av: Any = pytest.importorskip("av")
    rate_hz = 48_000
    with av.open(str(path), "w", options=options or {}) as container:
        stream = container.add_stream(codec, rate=rate_hz, layout="mono")
        resampler = av.AudioResampler(format=stream.codec_context.format, layout="mono", rate=rate_hz)
        whole = av.AudioFrame.from_ndarray(sound.astype(np.float32)[None, :], format="fltp", layout="mono")
        whole.sample_rate, whole.pts, whole.time_base = rate_hz, 0, Fraction(1, rate_hz)
        fifo = av.AudioFifo()
        for frame in resampler.resample(whole):
            fifo.write(frame)
        for frame in fifo.read_many(960, partial=True):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def file(folder: Path, data: bytes, name: str = "recording.bin") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def reason(path: Path, *arguments: Any) -> str:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the text is what is asked for
        read(path, RATE_HZ, *arguments)
    return str(caught.value)


def is_the_tone(samples: npt.NDArray[Any], start_s: float = 0.0, level: float = 0.5, within: float = 0.02) -> bool:
    seconds = start_s + len(samples) / RATE_HZ
    wanted = tone(seconds + 0.01, RATE_HZ, level)[round(start_s * RATE_HZ) :][: len(samples)]
    inner = slice(200, -200)  # a resampler and a codec begin and end in their own ways
    return bool(np.std((samples.astype(np.float64) - wanted)[inner]) < within)


@pytest.mark.parametrize(
    ("bits", "kind", "within"),
    [(8, 1, 0.02), (16, 1, 0.002), (24, 1, 0.002), (32, 1, 0.002), (32, 3, 0.002), (64, 3, 0.002)],
)
@pytest.mark.parametrize("extensible", [False, True])
def test_every_kind_of_sample(tmp_path: Path, bits: int, kind: int, within: float, extensible: bool) -> None:
    found = read(file(tmp_path, wav(tone(), bits=bits, kind=kind, extensible=extensible)), RATE_HZ)
    assert found.duration_ms == 1000
    assert is_the_tone(found.samples, within=within)
    assert found.remarks == ()


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000])
def test_every_rate(tmp_path: Path, rate_hz: int) -> None:
    found = read(file(tmp_path, wav(tone(rate_hz=rate_hz), rate_hz)), RATE_HZ)
    assert found.duration_ms == pytest.approx(1000, abs=1)
    assert is_the_tone(found.samples)


def test_an_mp3_is_one_whatever_it_is_called(tmp_path: Path) -> None:
    for before in (b"", b"ID3\x04\0\0\0\x03\0\0" + bytes(3 << 14), b"garbage" * 500):
        found = read(file(tmp_path, before + mp3(tone()), "talk.wav"), RATE_HZ)
        assert found.duration_ms == pytest.approx(1000, abs=60)


def test_an_mp3_with_other_bytes_between_its_frames(tmp_path: Path) -> None:
    data = mp3(tone(4))
    torn = data[: 384 * 50] + b"\0garbage\xff\xfb" * 100 + data[384 * 50 :]
    assert read(file(tmp_path, torn), RATE_HZ).duration_ms == pytest.approx(4000, abs=200)


@pytest.mark.parametrize(
    ("codec", "name", "within"),
    [("flac", "a.flac", 0.001), ("aac", "a.m4a", 0.02), ("libopus", "a.opus", 0.02), ("pcm_s16be", "a.aiff", 0.001)],
)
def test_what_ffmpeg_wrote(tmp_path: Path, codec: str, name: str, within: float) -> None:
    path = by_ffmpeg(tmp_path / name, tone(3), codec)
    plain = path.rename(tmp_path / "recording")
    whole = read(plain, RATE_HZ)
    assert whole.duration_ms == pytest.approx(3000, abs=50)
    assert is_the_tone(whole.samples, within=within)
    piece = read(plain, RATE_HZ, 1500, 2250)
    assert piece.duration_ms == pytest.approx(750, abs=1)
    assert is_the_tone(piece.samples, 1.5, within=within)


def test_a_piece_is_that_piece(tmp_path: Path) -> None:
    for data in (wav(tone(3)), wav(tone(3, 44_100), 44_100)):
        piece = read(file(tmp_path, data), RATE_HZ, 1250, 2000)
        assert piece.duration_ms == 750
        assert is_the_tone(piece.samples, 1.25)
    assert read(file(tmp_path, wav(tone(3))), RATE_HZ, 2500).duration_ms == 500
    assert read(file(tmp_path, wav(tone(3))), RATE_HZ, 2500, 9000).duration_ms == 500


def test_a_piece_before_the_break_is_whole(tmp_path: Path) -> None:
    """A file that was not copied to its end may hold all that is wanted."""
    path = file(tmp_path, wav(tone(3))[:200_000])
    assert is_the_tone(read(path, RATE_HZ, 500, 2000).samples, 0.5)
    assert reason(path) == "breaks off at 0:02: it is damaged, or was not copied whole"
    assert reason(path, 2500, 2900) == "breaks off before 0:02: it is damaged, or was not copied whole"


@pytest.mark.parametrize("size", [0, 2_000_000_000, 0x7FFFFFFF, 0xFFFFFFFF])
def test_a_length_that_was_not_known(tmp_path: Path, size: int) -> None:
    whole = wav(tone())
    data = whole[:40] + struct.pack("<I", size) + whole[44:]
    assert is_the_tone(read(file(tmp_path, data), RATE_HZ).samples)


def test_a_length_beyond_32_bits(tmp_path: Path) -> None:
    whole = wav(tone())
    sizes = b"ds64" + struct.pack("<IQQQI", 28, len(whole) + 28, len(whole) - 44, 0, 0)
    long = b"RF64\xff\xff\xff\xffWAVE" + sizes + whole[12:40] + b"\xff\xff\xff\xff" + whole[44:] + b"LIST\x04\0\0\0none"
    found = read(file(tmp_path, long), RATE_HZ)
    assert found.duration_ms == 1000
    assert is_the_tone(found.samples)


def test_telephones_code_their_samples(tmp_path: Path) -> None:
    """µ-law (ITU-T G.711), by its own formula."""
    sound = tone(rate_hz=8000)
    magnitude = np.minimum(np.abs(np.rint(sound * 32767)).astype(int), 32635) + 132
    exponent = np.floor(np.log2(magnitude)).astype(int) - 7
    coded = ~((sound < 0) * 128 | exponent << 4 | magnitude >> exponent + 3 & 15) & 255
    form = struct.pack("<HHIIHHH", 7, 1, 8000, 8000, 1, 8, 0)
    found = read(file(tmp_path, riff(form, coded.astype(np.uint8).tobytes())), RATE_HZ)
    assert is_the_tone(found.samples, within=0.04)


def test_channels_are_mixed(tmp_path: Path) -> None:
    stereo = np.stack([tone(), np.zeros(48_000)], axis=1)
    found = read(file(tmp_path, wav(stereo)), RATE_HZ)
    assert is_the_tone(found.samples, level=0.25)
    assert found.remarks == ()
    six = np.stack([tone(), *[np.zeros(48_000)] * 5], axis=1)
    assert read(file(tmp_path, wav(six)), RATE_HZ).remarks == ()


def test_a_channel_with_its_poles_turned_round(tmp_path: Path) -> None:
    stereo = np.stack([-tone(level=0.4), tone(level=0.5)], axis=1)
    found = read(file(tmp_path, wav(stereo)), RATE_HZ)
    assert is_the_tone(found.samples)
    assert found.remarks == ("has channels that cancel each other out: only channel 2 is used",)


def test_a_clipped_recording_is_used_and_told(tmp_path: Path) -> None:
    found = read(file(tmp_path, wav(np.clip(tone(level=2), -1, 1))), RATE_HZ)
    (remark,) = found.remarks
    assert re.fullmatch(r"is clipped: 6\d\.\d % of it is at full scale", remark)
    assert read(file(tmp_path, wav(tone(level=1.0))), RATE_HZ, 0, 500).samples.max() > 0.99


def test_a_very_soft_recording_keeps_its_depth(tmp_path: Path) -> None:
    found = read(file(tmp_path, wav(tone(level=0.002), bits=24)), RATE_HZ).samples.astype(np.float64)
    wrong = (found - tone(rate_hz=RATE_HZ, level=0.002))[200:-200]
    assert 20 * np.log10(0.002 / np.sqrt(2) / wrong.std()) > 65


FLOATS = struct.pack("<HHIIHH", 3, 1, 48_000, 192_000, 4, 32)
PCM = struct.pack("<HHIIHH", 1, 1, 48_000, 96_000, 2, 16)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (
            b"Dear Anna, here is my talk. " * 9999,
            "is no sound file, or of a kind that is not read here: save it as WAV",
        ),
        (b"%PDF-1.7" + bytes(9999), "is no sound file, or of a kind that is not read here: save it as WAV"),
        (b"\xff" * 200_000, "is no sound file, or of a kind that is not read here: save it as WAV"),
        (b"RIFF\4\0\0\0WAVE", "is a WAV without sound"),
        (riff(PCM, b""), "holds no sound"),
        (riff(b"\1\0", b"12345678"), "is a WAV that does not say its format"),
        (riff(PCM, bytes(96_000)), "is silent"),
        (riff(PCM, bytes(200)), "is too short: 100 ms are the least"),
        (riff(struct.pack("<HHIIHH", 1, 1, 4000, 8000, 2, 16), bytes(9999)), "has 4000 samples a second"),
        (riff(struct.pack("<HHIIHH", 1, 1, 1 << 31, 1, 2, 16), bytes(9999)), "has 2147483648 samples a second"),
        (riff(struct.pack("<HHIIHH", 1, 40, 48_000, 1, 80, 16), bytes(9999)), "has 40 channels"),
        (riff(struct.pack("<HHIIHH", 1, 0, 48_000, 1, 0, 16), bytes(9999)), "has 0 channels"),
        (
            riff(struct.pack("<HHIIHH", 1, 2, 48_000, 1, 1, 16), bytes(9999)),
            "is damaged: it does not say what it holds",
        ),
        (riff(struct.pack("<HHIIHH", 1, 1, 48_000, 1, 5, 40), bytes(9999)), "has samples of 40 bits"),
        (
            riff(struct.pack("<HHIIHHH", 0x55, 1, 48_000, 1, 1, 0, 0), bytes(9999)),
            "is a WAV of a kind that is not read here: save it as WAV with 16 or 24 bits",
        ),
        (riff(FLOATS, np.full(48_000, np.nan, "<f4").tobytes()), "holds samples that are no sound"),
        (riff(FLOATS, np.full(48_000, -np.inf, "<f4").tobytes()), "holds samples that are no sound"),
        (riff(FLOATS, np.full(48_000, 20_000, "<f4").tobytes()), "holds samples that are no sound"),
        (b"RIFF\4\0\0\0WAVE" + b"junk\0\0\0\0" * 100_000, "is a WAV without sound"),
        (b"fLaC\x84\0\0\4junk" + bytes(99), "is damaged: it does not say what it holds"),
        (b"fLaC\0\0\0\x22" + bytes(99), "has 0 samples a second"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, data: bytes, message: str) -> None:
    assert reason(file(tmp_path, data)) == message


def flac_of_silence(claimed: int, frames: int) -> bytes:
    """65,535 equal samples in each frame of a dozen bytes, as RFC 9639 has them."""
    about = struct.pack(">HH6sQ16s", 65_535, 65_535, bytes(6), 48_000 << 44 | 15 << 36 | claimed, bytes(16))
    stream = b"fLaC\x80\0\0\x22" + about
    for number in range(frames):
        head = b"\xff\xf8\x7a\x08" + coded(number) + struct.pack(">H", 65_534)
        head += bytes([crc(head, 0x07, 8)])
        body = head + b"\0" + struct.pack(">h", 9999)
        stream += body + crc(body, 0x8005, 16).to_bytes(2, "big")
    return stream


def coded(number: int) -> bytes:
    return chr(number).encode()


def crc(data: bytes, polynomial: int, bits: int) -> int:
    value = 0
    for byte in data:
        value ^= byte << bits - 8
        for _ in range(8):
            value = (value << 1) ^ (polynomial if value >> bits - 1 else 0)
            value &= (1 << bits) - 1
    return value


def test_a_few_bytes_that_become_a_day_of_sound(tmp_path: Path) -> None:
    path = file(tmp_path, flac_of_silence(0, 1200))
    assert path.stat().st_size < 25_000
    assert reason(path) == "is too long: 20:00 are used at most; name a piece of it"
    assert read(path, RATE_HZ, 60_000, 61_000).duration_ms == 1000


def test_a_head_that_lies(tmp_path: Path) -> None:
    day = file(tmp_path, flac_of_silence(48_000 * 86_400, 30))
    assert reason(day) == "is too long: 24:00:00, where 20:00 are used at most; name a piece of it"
    assert reason(day, 0, 60_000) == "breaks off at 0:40: it is damaged, or was not copied whole"
    assert reason(file(tmp_path, flac_of_silence(48_000 * 60, 30))) == (
        "breaks off at 0:40: it is damaged, or was not copied whole"
    )


def test_times_that_are_not_there(tmp_path: Path) -> None:
    path = file(tmp_path, wav(tone(2)))
    assert reason(path, 3000) == "has nothing at 0:03: it ends at 0:02"
    assert reason(path, 3000, 4000) == "has nothing at 0:03: it ends at 0:02"
    assert reason(path, 1000, 1050) == "is too short: 100 ms are the least"
    assert reason(path, 0, LONGEST_MS + 1) == "is too long: 20:00, where 20:00 are used at most; name a piece of it"
    assert reason(path, 90_000_000) == "is used up to 24:00:00 at most"
    unknown = file(tmp_path, mp3(tone(2)))
    assert reason(unknown, 30_000) == "has nothing at 0:30"


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings, "LARGEST_BYTES", 1 << 30)
    path = file(tmp_path, wav(tone()))
    with path.open("r+b") as stream:
        stream.truncate((1 << 30) + 1)
    assert reason(path) == "is larger than 1 GB"


def test_files_that_break_off(tmp_path: Path) -> None:
    av: Any = pytest.importorskip("av")
    assert av
    for codec, name in (("flac", "a.flac"), ("aac", "a.m4a"), ("aac", "b.m4a"), ("libopus", "a.opus")):
        path = by_ffmpeg(tmp_path / name, tone(8), codec, {"movflags": "faststart"} if name == "b.m4a" else None)
        path.write_bytes(path.read_bytes()[: path.stat().st_size * 5 // 8])
        if name == "a.m4a":  # what says where which sound lies stands at its end
            assert reason(path) == "is damaged: it cannot be decoded"
        else:
            assert re.fullmatch(r"breaks off at 0:0[456]: it is damaged, or was not copied whole", reason(path))


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audiobuild.sound.ffmpeg.find_spec", lambda _: None)
    path = file(tmp_path, b"\0\0\0\x20ftypM4A \0\0\0\0" + bytes(99))
    assert reason(path) == 'is of a kind that needs an extra: pip install "audiobuild[m4a]"; or save it as WAV'


@pytest.mark.parametrize("seed", range(40))
def test_broken_bytes_end_in_words(tmp_path: Path, seed: int) -> None:
    """Each of the formats with bytes of it drawn anew; what comes is sound or a ValueError."""
    random = np.random.default_rng(seed)
    make: list[Callable[[], bytes]] = [
        lambda: wav(tone(0.5)),
        lambda: mp3(tone(0.5)),
        lambda: flac_of_silence(0, 3),
        *(
            (lambda codec=codec, name=name: by_ffmpeg(tmp_path / name, tone(0.5), codec).read_bytes())
            for codec, name in (("aac", "a.m4a"), ("libopus", "a.opus"), ("flac", "a.flac"))
        ),
    ]
    data = bytearray(make[seed % len(make)]())
    for place in random.integers(0, len(data) if seed % 2 else min(len(data), 200), 12):
        data[place] = random.integers(256)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            length_ms = read(file(tmp_path, bytes(data)), RATE_HZ).duration_ms
        except ValueError:
            return
    assert 0 < length_ms <= LONGEST_MS + 100


def test_the_standard_library_writes_what_is_read(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as stream:
        stream.setnchannels(1)
        stream.setsampwidth(3)
        stream.setframerate(44_100)
        whole = np.rint(tone(rate_hz=44_100) * 8_388_607).astype("<i4")
        stream.writeframes(whole.reshape(-1, 1).view(np.uint8)[:, :3].tobytes())
    assert is_the_tone(read(file(tmp_path, buffer.getvalue()), RATE_HZ).samples)
