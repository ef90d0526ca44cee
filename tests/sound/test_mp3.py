"""Frames joined by copying, held against one long encode, and read by other people's decoders and analysers."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from eyed3.mp3.headers import LameHeader, XingHeader
from programs import run, tool

from audiobuild.model import Audio
from audiobuild.sound import decode, layer3, mp3
from audiobuild.sound.checksum import crc16

FORMATS = (Audio(), Audio(sample_rate_hz=48000))
HEADERS = {24000: bytes.fromhex("fff384c4"), 48000: bytes.fromhex("fffb74c4")}  # no CRC, no padding, mono, original
SENTENCES = 60

both_formats = pytest.mark.parametrize("audio", FORMATS, ids=lambda audio: f"{audio.sample_rate_hz}Hz")


def mp3guessenc(path: Path) -> str:
    """Its exit code is its guess at the encoder."""
    return run(tool("mp3guessenc"), "-r", "-e", path, check=False).stdout


def voiced(audio: Audio, frames: int, rng: np.random.Generator) -> np.ndarray:
    """A gliding voice in syllables with hisses, a frame of silence before it, and ending as late as a sentence may."""
    size = (frames - 1) * audio.frame_samples - mp3.SILENCE_BEHIND
    time = np.arange(size) / audio.sample_rate_hz
    pitch = rng.uniform(90, 220) * (1 + 0.2 * np.sin(2 * np.pi * 1.3 * time + rng.uniform(0, 6)))
    phase = 2 * np.pi * np.cumsum(pitch) / audio.sample_rate_hz
    harmonics = sum(np.sin(k * phase) / k**1.5 for k in range(1, 30))
    syllables = np.clip(np.sin(2 * np.pi * 4 * time + rng.uniform(0, 6)), 0, 1)
    hiss = rng.normal(0, 0.1, size) * np.clip(np.sin(2 * np.pi * 3 * time - 1), 0, 1) ** 4
    sound = harmonics * syllables + hiss
    edge = np.minimum(1, np.minimum(time, time[::-1]) / 0.02)
    return np.pad(sound * edge / np.abs(sound).max() * 20000, (audio.frame_samples, mp3.SILENCE_BEHIND))


def pcm(samples: np.ndarray) -> bytes:
    return samples.astype("<i2").tobytes()


@dataclass(frozen=True, kw_only=True)
class Built:
    audio: Audio
    source: np.ndarray
    starts: tuple[int, ...]
    music: bytes
    joined: Path
    long: Path

    @property
    def frames(self) -> int:
        return len(self.source) // self.audio.frame_samples


def episode(audio: Audio, music: bytes) -> bytes:
    tail = mp3.silent_frame(audio) * mp3.tail_frames(audio)
    info = mp3.info_frame(audio, frames=len(music) // audio.frame_bytes, music_crc=crc16(tail, crc16(music)))
    return info + music + tail


@pytest.fixture(scope="module", params=FORMATS, ids=lambda audio: f"{audio.sample_rate_hz}Hz")
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """60 sentences, each encoded alone, with pauses; beside it one long encode of the very same sound."""
    audio: Audio = request.param
    rng = np.random.default_rng(7)
    source: list[Any] = []
    music: list[bytes] = []
    starts: list[int] = []
    for _ in range(SENTENCES):
        starts.append(sum(len(part) for part in source))
        sentence = voiced(audio, int(rng.integers(20, 120)), rng)
        pause = int(rng.integers(0, 60))
        source += [sentence, np.zeros(pause * audio.frame_samples)]
        music += [mp3.encode(pcm(sentence), audio), mp3.silent_frame(audio) * pause]
    folder = tmp_path_factory.mktemp("episode")
    whole = np.concatenate(source)
    result = Built(
        audio=audio,
        source=whole,
        starts=tuple(starts),
        music=b"".join(music),
        joined=folder / "joined.mp3",
        long=folder / "long.mp3",
    )
    result.joined.write_bytes(episode(audio, result.music))
    result.long.write_bytes(episode(audio, mp3.encode(pcm(whole), audio)))
    return result


def by_ffmpeg(path: Path) -> bytes:
    return subprocess.run(
        [tool("ffmpeg"), "-v", "error", "-i", path, "-f", "s16le", "-"], capture_output=True, check=True
    ).stdout


def by_mpg123(path: Path) -> bytes:
    return subprocess.run([tool("mpg123"), "-q", "-s", "-e", "s16", path], capture_output=True, check=True).stdout


def by_us(path: Path) -> bytes:
    return decode.mp3(path.read_bytes()).pcm


def snr_db(source: np.ndarray, decoded: bytes) -> float:
    got = np.frombuffer(decoded, "<i2").astype(float)
    assert len(got) == len(source)
    return float(10 * np.log10((source**2).sum() / ((source - got) ** 2).sum()))


decoders = pytest.mark.parametrize("decoder", [by_ffmpeg, by_mpg123, by_us], ids=["ffmpeg", "mpg123", "miniaudio"])


# --- frames -------------------------------------------------------------------------------------------------------


@both_formats
def test_a_sentence_becomes_exactly_its_frames(audio: Audio) -> None:
    sound = pcm(voiced(audio, 80, np.random.default_rng(1)))
    encoded = mp3.encode(sound, audio)
    frames = tuple(layer3.frames(encoded))
    assert [encoded[frame.offset : frame.offset + 4] for frame in frames] == [HEADERS[audio.sample_rate_hz]] * 80
    assert [frame.offset for frame in frames] == list(range(0, 80 * audio.frame_bytes, audio.frame_bytes))
    assert len(encoded) == 80 * audio.frame_bytes
    assert frames[0].main_data_begin == 0
    assert not any(frame.info for frame in frames)
    assert list(layer3.torn(frames)) == []


@both_formats
def test_the_same_sound_gives_the_same_frames_whatever_else_runs(audio: Audio) -> None:
    sounds = [pcm(voiced(audio, 40, np.random.default_rng(seed))) for seed in range(4)]
    alone = [mp3.encode(sound, audio) for sound in sounds]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda sound: mp3.encode(sound, audio), sounds * 3)) == alone * 3


@both_formats
def test_sound_that_would_be_cut_is_refused(audio: Audio) -> None:
    silence = bytes(2 * 10 * audio.frame_samples)
    with pytest.raises(ValueError, match="not whole frames"):
        mp3.encode(silence[:-2], audio)
    with pytest.raises(ValueError, match="the last 1105 samples are not silent"):
        mp3.encode(silence[: -2 * mp3.SILENCE_BEHIND] + b"\1" + bytes(2 * mp3.SILENCE_BEHIND - 1), audio)
    with pytest.raises(ValueError, match="the last 1105 samples are not silent"):
        mp3.encode(b"", audio)
    last = silence[: -2 * mp3.SILENCE_BEHIND - 2] + b"\1\0" + bytes(2 * mp3.SILENCE_BEHIND)
    assert len(mp3.encode(last, audio)) == 10 * audio.frame_bytes


@both_formats
@decoders
@pytest.mark.parametrize("copies", [1, 2, 1000])
def test_silent_frames_decode_to_digital_silence(
    audio: Audio, decoder: Callable[[Path], bytes], copies: int, tmp_path: Path
) -> None:
    path = tmp_path / "silence.mp3"
    path.write_bytes(episode(audio, mp3.silent_frame(audio) * copies))
    assert decoder(path) == bytes(2 * copies * audio.frame_samples)


def test_a_clips_address_names_its_encoder() -> None:
    assert mp3.fingerprint() == f"lameenc {version('lameenc')} quality 5"


# --- an episode ---------------------------------------------------------------------------------------------------


@decoders
def test_joined_sentences_sound_like_one_long_encode(built: Built, decoder: Callable[[Path], bytes]) -> None:
    joined, long = snr_db(built.source, decoder(built.joined)), snr_db(built.source, decoder(built.long))
    assert long > 15
    assert joined == pytest.approx(long, abs=0.1)


def test_sentences_begin_as_cleanly_as_in_one_long_encode(built: Built) -> None:
    """The noise in the frame of silence before the voice, which would be heard as a click or a breath."""

    def noise_dbfs(path: Path) -> float:
        decoded = np.frombuffer(by_us(path), "<i2").astype(float)
        heads = [decoded[start : start + built.audio.frame_samples] for start in built.starts]
        return float(10 * np.log10(np.mean(np.square(heads)) / 32768**2))

    assert noise_dbfs(built.joined) < max(noise_dbfs(built.long) + 3, -80)


def test_no_joint_is_torn(built: Built) -> None:
    frames = tuple(layer3.frames(built.joined.read_bytes()))
    assert [frame.info for frame in frames] == [True] + [False] * (built.frames + mp3.tail_frames(built.audio))
    assert {frame.header for frame in frames} == {frames[0].header}
    assert list(layer3.torn(frames)) == []


@both_formats
def test_a_later_silent_frame_would_tear_the_joint(audio: Audio) -> None:
    silent = bytes(mp3._lame([bytes(20 * audio.frame_samples)], audio))
    later = silent[5 * audio.frame_bytes : 6 * audio.frame_bytes]
    assert next(layer3.frames(later)).main_data_begin > 0
    assert [frame.offset for frame in layer3.torn(layer3.frames(episode(audio, later * 3)))] == [audio.frame_bytes]


def test_ffprobe_knows_the_length(built: Built) -> None:
    show = ("-show_entries", "stream=codec_name,sample_rate,channels,bit_rate:format=size", "-of", "csv=p=0")
    assert run(tool("ffprobe"), "-v", "error", *show, built.joined).stdout.split() == [
        f"mp3,{built.audio.sample_rate_hz},1,{built.audio.bitrate_kbps}000",
        str((1 + built.frames + mp3.tail_frames(built.audio)) * built.audio.frame_bytes),
    ]


def test_mp3val_finds_nothing(built: Built) -> None:
    frames = 1 + built.frames + mp3.tail_frames(built.audio)
    mpeg = 2 if built.audio.sample_rate_hz == 24000 else 1
    assert run(tool("mp3val"), built.joined).stdout.splitlines() == [
        f'Analyzing file "{built.joined.name}"...',
        f'WARNING: "{built.joined}": No supported tags in the file',  # the ID3 tag comes from elsewhere
        f'INFO: "{built.joined}": {frames} MPEG frames (MPEG {mpeg} Layer III), no tags, CBR',
        "Done!",
    ]


def test_mp3guessenc_confirms_the_info_header_and_both_checksums(built: Built) -> None:
    report = mp3guessenc(built.joined)
    facts = dict(re.findall(r"^ *([A-Z][^:\n]*?) *: (.+)$", report, re.MULTILINE))
    tail = mp3.tail_frames(built.audio)
    size = built.audio.frame_bytes
    assert (
        facts.items()
        >= {
            "Number of frames": str(built.frames + tail),
            "Tag verification": "passed",
            "Encoder delay (start)": "576 samples",
            "Encoder padding (end)": "576 samples",
            "Originally encoded": f"{(1 + built.frames + tail) * size} bytes",
            "Bitrate strategy": f"CBR, {built.audio.bitrate_kbps} kbps",
            "Lowpass value": {24000: "12000", 48000: "20000"}[built.audio.sample_rate_hz],
            "Error protection": "no",
            "Padding used": "no",
        }.items()
    )
    assert f"[ Length of original audio : {len(built.source)} samples ]" in report
    assert f"{built.frames + tail} (100.0%), size distr: [{built.frames + tail} x {size} B]" in report
    assert " 0 header errors." in report
    assert "Music CRC verification passed" in report


def test_mp3guessenc_would_see_a_changed_byte(built: Built, tmp_path: Path) -> None:
    data = bytearray(built.joined.read_bytes())
    data[-1] ^= 1
    path = tmp_path / "changed.mp3"
    path.write_bytes(data)
    report = mp3guessenc(path)
    assert "Music CRC verification passed" not in report
    assert "Music CRC verification" in report


def test_eyed3_confirms_the_info_header_and_both_checksums(built: Built, caplog: pytest.LogCaptureFixture) -> None:
    data = built.joined.read_bytes()
    frame, music = data[: built.audio.frame_bytes], data[built.audio.frame_bytes :]
    with caplog.at_level("DEBUG", logger="eyed3.mp3.headers"):
        lame = LameHeader(frame)
    assert "Lame tag CRC OK" in caplog.messages
    assert lame["music_crc"] == lame._crc16(music)
    assert lame["music_length"] == len(data)
    assert (lame["encoder_delay"], lame["encoder_padding"]) == (576, 576)
    assert re.fullmatch(r"LAME\d\.\d+", lame["encoder_version"])
    assert lame["vbr_method"] == "Constant Bitrate"
    assert lame["bitrate"] == (built.audio.bitrate_kbps, "Constant")
    xing = XingHeader()
    assert xing.decode(frame)
    assert (xing.numFrames, xing.numBytes, xing.vbr) == (built.frames + mp3.tail_frames(built.audio), len(data), False)


@both_formats
@pytest.mark.parametrize("frames", [1, 5, 12345, 600000])
def test_the_table_of_contents_leads_to_the_frame_that_is_playing(audio: Audio, frames: int) -> None:
    info = mp3.info_frame(audio, frames=frames, music_crc=0)
    start = info.index(b"Info")
    count, size = (int.from_bytes(info[start + at : start + at + 4], "big") for at in (8, 12))
    for percent, entry in enumerate(info[start + 16 : start + 116]):
        byte = audio.frame_bytes * (1 + percent * count // 100)
        assert byte - size / 256 < entry * size / 256 <= byte


# --- reading ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000])
@pytest.mark.parametrize(
    ("channels", "setting"), [(1, ("-b:a", "64k")), (2, ("-q:a", "4"))], ids=["mono-constant", "stereo-variable"]
)
def test_any_mp3_is_read(rate: int, channels: int, setting: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "other.mp3"
    noise = f"anoisesrc=r={rate}:d=1.5:seed=3,aformat=channel_layouts={'mono' if channels == 1 else 'stereo'}"
    tags = ("-metadata", "title=Noise", "-id3v2_version", "3", "-write_id3v1", "1")
    run(tool("ffmpeg"), "-v", "error", "-f", "lavfi", "-i", noise, *setting, *tags, path)
    data = path.read_bytes()
    frames = tuple(layer3.frames(data))
    show = ("-show_entries", "packet=pos,size", "-of", "json")
    packets = json.loads(run(tool("ffprobe"), "-v", "error", *show, path).stdout)["packets"]
    assert frames[0].info
    assert [(frame.header.size, frame.offset) for frame in frames[1:]] == [
        (int(packet["size"]), int(packet["pos"])) for packet in packets
    ]
    assert {(frame.header.rate_hz, frame.header.channels) for frame in frames} == {(rate, channels)}
    assert list(layer3.torn(frames)) == []
    speech = decode.mp3(data)
    assert speech.rate_hz == rate
    assert len(speech.pcm) == 2 * round(1.5 * rate)
    # Not ffmpeg's sound: at 24 kHz it has a scale factor band end at line 330, where the standard and LAME have 332.
    theirs = np.frombuffer(by_mpg123(path), "<i2").reshape(-1, channels).mean(axis=1)
    assert np.abs(np.frombuffer(speech.pcm, "<i2") - theirs).max() <= 2


def test_what_is_no_whole_mp3_is_refused() -> None:
    audio = FORMATS[0]
    whole = mp3.encode(bytes(2 * 5 * audio.frame_samples), audio)
    other = mp3.silent_frame(FORMATS[1])
    cases = {
        b"": "is empty",
        b"ID3\3\0\0\0\0\0\5hello": "is empty",
        b"ID3\3\0\0\x7f\x7f\x7f\x7f" + whole: "is empty",
        b"<html>captcha</html>": "no Layer III frame at byte 0",
        b"RIFF\0\0\0\0WAVEfmt ": "no Layer III frame at byte 0",
        bytes(5000): "no Layer III frame at byte 0",
        b"\xff" * 5000: "no Layer III frame at byte 0",
        whole[:-1]: "breaks off at byte 959, inside the frame that begins at byte 768",
        whole[:3]: "no Layer III frame at byte 0",
        whole[:7]: "breaks off at byte 7, inside the frame that begins at byte 0",
        whole + b"junk behind": "no Layer III frame at byte 960",
        b"\0" + whole: "no Layer III frame at byte 0",
        whole + other: "changes its format on the way",
    }
    for data, message in cases.items():
        with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
            decode.mp3(data)
    tagged = b"ID3\3\0\0\0\0\0\5hello" + whole + b"TAG".ljust(128)
    assert decode.mp3(tagged) == decode.mp3(whole)


def test_a_file_is_decoded_in_pieces(built: Built) -> None:
    pieces = list(decode.mp3_file(built.joined, samples=10_000))
    assert {len(piece) for piece in pieces[:-1]} == {20_000}
    assert b"".join(pieces) == by_us(built.joined)


def test_a_file_that_is_no_mp3_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ünïcode.mp3"
    path.write_bytes(b"no sound")
    with pytest.raises(ValueError, match="cannot be decoded"):
        list(decode.mp3_file(path))
