"""Models are fetched whole, as published, or not at all: from a server on this machine that can break off and lie."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from model_server import Server
from programs import audiobuild
from terminal import session

from audiobuild.cli import model_listing
from audiobuild.cli.main import cli
from audiobuild.errors import AudiobuildError, ConfigError, OutputError, RemoteError
from audiobuild.model import Voice
from audiobuild.speech.engines.kokoro import Kokoro
from audiobuild.speech.engines.piper import Piper
from audiobuild.speech.services import client, known_models, kokoro_model, model_file, models
from audiobuild.speech.services.fetching import Meanwhile
from audiobuild.speech.services.known_models import KnownModel
from audiobuild.speech.services.model_file import ModelFile

NAME = "de_DE-klein-low"
MODEL = bytes(range(256)) * 400
SETTINGS = b'{"espeak": {"voice": "de"}}'
PLACE = f"de/de_DE/klein/low/{NAME}"


def spec(data: bytes) -> dict[str, object]:
    return {"size_bytes": len(data), "md5_digest": hashlib.md5(data, usedforsecurity=False).hexdigest()}


INDEX = {
    NAME: {
        "key": NAME,
        "language": {"code": "de_DE"},
        "files": {
            f"{PLACE}.onnx": spec(MODEL),
            f"{PLACE}.onnx.json": spec(SETTINGS),
            "de/de_DE/klein/low/MODEL_CARD": spec(b"public domain"),
        },
        "aliases": [],
    },
    "de_DE-groß-high": {"files": {}},
    "en_GB-klein-low": {"files": {"alan.onnx": {"size_bytes": -1}}},
}


FILES = {"voices.json": json.dumps(INDEX).encode(), f"{PLACE}.onnx": MODEL, f"{PLACE}.onnx.json": SETTINGS}


class NoWaiting(client.Clock):
    def wait(self, seconds: float) -> None:
        assert 0 < seconds <= 120


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with Server(FILES).running(monkeypatch) as server:
        yield server


def fetch(server: Server, folder: Path, name: str = NAME) -> list[str]:
    """Install; the names of what came."""
    return [path.name for path in models.install(name, folder, source=server.url, clock=NoWaiting())]


def failure(server: Server, folder: Path, kind: type[AudiobuildError] = RemoteError, name: str = NAME) -> str:
    """The message of a failure."""
    return failed(server, folder, kind, name)[0]


def failed(
    server: Server, folder: Path, kind: type[AudiobuildError] = RemoteError, name: str = NAME
) -> tuple[str, str]:
    """The message, and what is to be done."""
    with pytest.raises(kind) as caught:
        fetch(server, folder, name)
    (problem,) = caught.value.problems
    return (problem.message.replace(server.url.removeprefix("http://"), "SERVER"), problem.remedy)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


WHOLE = {f"{NAME}.onnx": MODEL, f"{NAME}.onnx.json": SETTINGS}


def test_a_model_is_fetched(server: Server, tmp_path: Path) -> None:
    assert fetch(server, tmp_path / "new/models") == [f"{NAME}.onnx.json", f"{NAME}.onnx"]
    assert files(tmp_path / "new/models") == WHOLE


def test_what_is_there_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    fetch(server, tmp_path)
    del server.asked[:]
    fetch(server, tmp_path)
    assert server.asked == [("voices.json", None)]
    (tmp_path / f"{NAME}.onnx").write_bytes(MODEL[::-1])
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE


def test_what_broke_off_goes_on(server: Server, tmp_path: Path) -> None:
    server.breaks = [1000, 70_000]
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE
    assert server.model_ranges == [None, "bytes=1000-", "bytes=71000-"]


def test_a_later_attempt_goes_on_too(server: Server, tmp_path: Path) -> None:
    server.breaks = [1000] * 4
    assert "sent only a part of its answer" in failure(server, tmp_path)
    assert files(tmp_path) == {f"{NAME}.onnx.json": SETTINGS, f"{NAME}.onnx.part": MODEL[:4000]}
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE
    assert server.model_ranges[-1] == "bytes=4000-"


def test_a_server_without_ranges_begins_anew(server: Server, tmp_path: Path) -> None:
    server.ranges = False
    server.breaks = [1000]
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE


def test_a_beginning_of_another_version_is_thrown_away(server: Server, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.onnx.part").write_bytes(b"x" * 5000)
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE
    assert server.model_ranges == ["bytes=5000-", None]


def test_a_copy_that_gives_something_else_than_the_rest_is_asked_for_all(server: Server, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.onnx.part").write_bytes(MODEL[:5000])
    server.misplaced = 10
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE
    assert server.model_ranges == ["bytes=5000-", None]


@pytest.mark.parametrize("length", [0, 100, 4999, 5000, 5001])
def test_a_shorter_file_does_not_spoil_what_is_there(length: int, server: Server, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.onnx.part").write_bytes(MODEL[:5000])
    server.files[f"{PLACE}.onnx"] = MODEL[:length]
    assert f"gave another {NAME}.onnx than is described" in failure(server, tmp_path)
    server.files[f"{PLACE}.onnx"] = MODEL
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE
    assert server.model_ranges[-1] == "bytes=5000-"


@pytest.mark.parametrize("wrong", [MODEL[::-1], MODEL + b"x", MODEL[:-1]], ids=["other", "more", "fewer"])
def test_another_file_than_described(wrong: bytes, server: Server, tmp_path: Path) -> None:
    server.files[f"{PLACE}.onnx"] = wrong
    message = f"SERVER gave another {NAME}.onnx than is described (http://SERVER/{PLACE}.onnx)"
    assert failure(server, tmp_path) == message
    assert files(tmp_path) == {f"{NAME}.onnx.json": SETTINGS}


def test_passing_trouble_passes(server: Server, tmp_path: Path) -> None:
    server.statuses = [500, 503, 429]
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE


@pytest.mark.parametrize(
    ("statuses", "message"),
    [
        ([404], "404 Not Found (http://SERVER/voices.json)\n    It has no such file. Check the address, or fetch"),
        ([403], "403 Forbidden (http://SERVER/voices.json)\n    It is not open to everybody. Fetch"),
        ([418], "418 I'm a Teapot (http://SERVER/voices.json)\n    Check the address, or fetch"),
        ([500] * 4, "500 Internal Server Error (http://SERVER/voices.json)\n    Try again later, or fetch"),
    ],
)
def test_lasting_trouble(statuses: list[int], message: str, server: Server, tmp_path: Path) -> None:
    server.statuses = statuses
    told = f"SERVER answered {message} it from another copy: --source URL"
    assert "\n    ".join(failed(server, tmp_path)) == told
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("index", [b"", b"[]", b"<html>", b"\xff", b'"x"'])
def test_no_index(index: bytes, server: Server, tmp_path: Path) -> None:
    server.files["voices.json"] = index
    assert failure(server, tmp_path) == "http://SERVER/voices.json is not an index of voices"


@pytest.mark.parametrize("name", ["de_DE-groß-high", "en_GB-klein-low"])
def test_an_index_that_does_not_describe_the_files(name: str, server: Server, tmp_path: Path) -> None:
    message = f"the index at http://SERVER does not describe the files of {name!r}"
    assert failure(server, tmp_path, name=name) == message


@pytest.mark.parametrize("name", ["de_DE-kleine-low", "../../etc/passwd", ""])
def test_a_voice_that_does_not_exist(name: str, server: Server, tmp_path: Path) -> None:
    assert failure(server, tmp_path, ConfigError, name) == f"there is no voice {name!r} at http://SERVER"


def test_nobody_there(server: Server, tmp_path: Path) -> None:
    with Server({}) as unused:
        pass
    assert failure(unused, tmp_path) == "SERVER refused the connection (http://SERVER/voices.json)"


def test_a_copy_that_leads_in_a_circle(server: Server, tmp_path: Path) -> None:
    server.leads["voices.json"] = "/voices.json"
    assert failed(server, tmp_path) == (
        "SERVER leads on more than 8 times (http://SERVER/voices.json)",
        "Check the address, or fetch it from another copy: --source URL",
    )


def test_what_fails_behind_a_redirect_is_named(server: Server, tmp_path: Path) -> None:
    asked = f"http://SERVER/{PLACE}.onnx"
    server.leads[f"{PLACE}.onnx"] = f"http://localhost:{server.server_address[1]}/elsewhere?key=GEHEIM"
    there = f"localhost:{server.server_address[1]}"
    assert failure(server, tmp_path) == (
        f"{there} answered 404 Not Found (http://{there}/elsewhere, to which {asked} led)"
    )
    with Server({}) as unused:
        pass
    there = unused.url.removeprefix("http://")
    server.leads[f"{PLACE}.onnx"] = f"{unused.url}/elsewhere"
    assert (
        failure(server, tmp_path) == f"{there} refused the connection (http://{there}/elsewhere, to which {asked} led)"
    )


def test_what_is_done_meanwhile_is_told(server: Server, tmp_path: Path) -> None:
    told: list[str] = []
    watched = Meanwhile(note=told.append, progress=lambda name, done, total: told.append(f"{name} {done} of {total}"))
    server.breaks = [1000, 200_000]
    models.install(NAME, tmp_path, source=server.url, told=watched, clock=NoWaiting())
    host, size = server.url.removeprefix("http://"), len(MODEL)
    told = [line for line in told if line.endswith(")") or line.startswith(f"{NAME}.onnx ")]
    assert told[:4] == [
        f"{NAME}.onnx 0 of {size}",
        f"{NAME}.onnx 1000 of {size}",
        f"{host} sent only a part of its answer; trying again in 1 s (2 of 4)",
        f"{NAME}.onnx 1000 of {size}",
    ]
    assert told[-1] == f"{NAME}.onnx {size} of {size}"


def test_a_full_disk_is_not_the_network_s(server: Server, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.onnx.json.part").symlink_to("/dev/full")
    assert failure(server, tmp_path, OutputError).startswith("cannot be written: ")


def test_a_password_in_the_address_is_not_told(server: Server, tmp_path: Path) -> None:
    source = server.url.replace("://", "://user:GEHEIM@")
    with pytest.raises(AudiobuildError) as raised:
        models.install("de_DE-nobody-low", tmp_path, source=source, clock=NoWaiting())
    assert "GEHEIM" not in str(raised.value)


def test_a_folder_that_cannot_be_written(server: Server, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file")
    assert failure(server, tmp_path / "models", OutputError).startswith("cannot be written")


# --- models of our own table ----------------------------------------------------------------------------------------


TERMS = (
    "free to use, if the source of its data is named; licence of its data: CC BY 4.0; data: Small Talks;"
    " trained from scratch"
)


CREDIT = f"Piper {NAME}: Small Talks (A. Small, https://example.org/small), CC BY 4.0"


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch) -> KnownModel:
    """The model that the server has, as one of the table of which everything is known."""
    settings, onnx = spec(SETTINGS), spec(MODEL)
    model = KnownModel(
        name=NAME,
        women=("0",),
        men=(),
        speakers=1,
        rate_hz=16000,
        use="credit",
        recommended=True,
        licence="CC BY 4.0",
        data="Small Talks",
        began="scratch",
        credit="Small Talks (A. Small, https://example.org/small)",
        model_bytes=len(MODEL),
        model_md5=str(onnx["md5_digest"]),
        model_sha256=hashlib.sha256(MODEL).hexdigest(),
        settings_bytes=len(SETTINGS),
        settings_md5=str(settings["md5_digest"]),
    )
    know(model, monkeypatch)
    return model


def know(model: KnownModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_models, "table", lambda: {model.name: model})


def test_what_is_known_is_fetched_without_the_index(ours: KnownModel, server: Server, tmp_path: Path) -> None:
    del server.files["voices.json"]
    server.breaks = [1000, 200_000]
    assert fetch(server, tmp_path) == [f"{NAME}.onnx.json", f"{NAME}.onnx"]
    assert files(tmp_path) == WHOLE
    assert server.asked == [(f"{PLACE}.onnx.json", None), (f"{PLACE}.onnx", None), (f"{PLACE}.onnx", "bytes=1000-")]


def test_what_is_not_known_is_taken_from_the_index(
    ours: KnownModel, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing: dict[str, Any] = {"model_bytes": 0, "model_md5": "", "settings_bytes": 0, "settings_md5": ""}
    know(replace(ours, **nothing), monkeypatch)
    assert not known_models.table()[NAME].complete
    fetch(server, tmp_path)
    assert files(tmp_path) == WHOLE
    assert server.asked[0] == ("voices.json", None)


@pytest.mark.parametrize("wrong", [{"model_md5": "0" * 32}, {"model_sha256": "0" * 64}], ids=["MD5", "SHA-256"])
@pytest.mark.parametrize("missing", [{}, {"settings_md5": ""}], ids=["all is known", "the settings are not"])
def test_the_index_is_not_believed_against_what_is_known(
    wrong: dict[str, Any],
    missing: dict[str, Any],
    ours: KnownModel,
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    know(replace(ours, **wrong, **missing), monkeypatch)
    assert f"gave another {NAME}.onnx than is described" in failure(server, tmp_path)
    assert files(tmp_path) == {f"{NAME}.onnx.json": SETTINGS}


def install(server: Server, folder: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "AUDIOBUILD_MODELS": str(folder), "AUDIOBUILD_VOICES_URL": server.url}
    return audiobuild("voices", "install", *words, env=environment, check=check, cwd=folder)


def test_one_for_research_only_is_not_fetched_unasked(server: Server, tmp_path: Path) -> None:
    refused = install(server, tmp_path, "en_US-lessac-medium", check=False)
    assert (refused.returncode, server.asked, [*tmp_path.iterdir()]) == (3, [], [])
    told = "for research only; licence of its data: Blizzard 2013; data: Blizzard 2013 (Lessac); trained from scratch"
    remedy = "If that is what you do with it: --accept-licence. Else choose another: audiobuild voices install --list"
    assert refused.stderr.splitlines() == [
        f"en_US-lessac-medium, 63 MB: {told}",
        "en_US-lessac-medium is for research only: nothing was fetched",
        f"    {remedy}",
    ]
    agreed = install(server, tmp_path, "en_US-lessac-medium", "--accept-licence", check=False)
    assert (agreed.returncode, server.asked) == (2, [("voices.json", None)])


@pytest.mark.parametrize(("answer", "exit_code", "asked"), [("n", 3, []), ("y", 2, [("voices.json", None)])])
def test_on_a_terminal_it_is_asked_for(
    answer: str,
    exit_code: int,
    asked: list[tuple[str, None]],
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AUDIOBUILD_VOICES_URL", server.url)
    monkeypatch.setenv("AUDIOBUILD_MODELS", str(tmp_path))
    done = session(
        "voices",
        "install",
        "en_US-lessac-high",
        "-q",
        answers=[("Is it for research that you fetch en_US-lessac-high", answer)],
        cwd=tmp_path,
    )
    assert (done.exit_code, server.asked) == (exit_code, asked)
    assert "licence of its data: Blizzard 2013" in " ".join(done.text.split())


def test_the_terms_are_said_before_it_is_fetched(
    ours: KnownModel,
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AUDIOBUILD_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("AUDIOBUILD_VOICES_URL", server.url)
    monkeypatch.chdir(tmp_path)
    cli.main(["voices", "install", NAME, "--json"], standalone_mode=False)
    printed = capsys.readouterr()
    paths = [str(tmp_path / "models" / name) for name in sorted(WHOLE, reverse=True)]
    result = json.loads(printed.out)
    assert (result["files"], result["copyright"]) == (paths, CREDIT)
    assert result["model"] == model_listing.of_piper(ours).row()
    assert {key: result["model"][key] for key in ("use", "licence", "data", "installed")} == {
        "use": "credit",
        "licence": "CC BY 4.0",
        "data": "Small Talks",
        "installed": True,
    }
    assert printed.err.splitlines() == [
        f"{NAME}, 102 kB: {TERMS}",
        f"under which terms it may be used: {server.url}/de/de_DE/klein/low/MODEL_CARD",
        f"fetching {NAME}.onnx.json, 1 kB",
        "1 kB of 1 kB",
        f"fetching {NAME}.onnx, 102 kB",
        "102 kB of 102 kB",
        f"Its licence wants this named, as with copyright in content/show.toml: {CREDIT}",
    ]
    cli.main(["voices", "install", "--list", "de"], standalone_mode=False)
    assert capsys.readouterr().out.splitlines() == [
        f"{NAME}: recommended",
        "    a woman, de-DE, low, 102 kB, installed",
        f"    {TERMS}",
    ]
    with pytest.raises(ConfigError, match="no model that speaks pl is known here"):
        cli.main(["voices", "install", "--list", "pl"], standalone_mode=False)


def test_what_goes_on_is_said(server: Server, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.onnx.part").write_bytes(MODEL[:50_000])
    told = install(server, tmp_path, NAME).stderr.splitlines()
    assert told[-3:] == [f"fetching {NAME}.onnx, 102 kB", "it goes on: 50 kB are there already", "102 kB of 102 kB"]
    assert install(server, tmp_path, NAME, "-q").stderr == ""


def test_the_list_is_read_by_programs(tmp_path: Path) -> None:
    environment = {**os.environ, "AUDIOBUILD_MODELS": str(tmp_path)}
    listed = json.loads(audiobuild("voices", "install", "--list", "de", "--json", env=environment).stdout)["models"]
    assert listed[0] == {
        "name": "de_DE-mls-medium",
        "engine": "piper",
        "languages": ["de-DE"],
        "women": ["36", "2"],
        "men": ["44"],
        "speakers": 236,
        "quality": "medium",
        "sample_rate_hz": 22050,
        "size_bytes": 76970027,
        "use": "credit",
        "recommended": True,
        "licence": "CC BY 4.0",
        "data": "Multilingual LibriSpeech (openslr.org/94)",
        "began": "scratch",
        "credit": "Multilingual LibriSpeech (Pratap et al., https://www.openslr.org/94/)",
        "installed": False,
        "damaged": False,
    }
    assert [model["name"] for model in listed] == [model.name for model in known_models.of_language("de-AT")]
    english = json.loads(audiobuild("voices", "install", "--list", "en", "--json", env=environment).stdout)["models"]
    assert english[-1]["name"] == "kokoro-v1.0.int8"
    assert english[-1].keys() == listed[0].keys()
    every = known_models.of_language("")
    assert [model.recommended for model in every] == sorted((model.recommended for model in every), reverse=True)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Say which model. To see some: audiobuild voices install --list"),
        (("--list", "de", NAME), "--list fetches nothing: give it alone, or with a language."),
        (("--list", "deutsch"), "--list: 'deutsch' is not a language code"),
    ],
)
def test_words_that_are_none(words: tuple[str, ...], message: str, server: Server, tmp_path: Path) -> None:
    refused = install(server, tmp_path, *words, check=False)
    assert (refused.returncode, server.asked) == (2, [])
    assert message in refused.stderr


def test_the_command(server: Server, tmp_path: Path) -> None:
    audiobuild("init", tmp_path / "show", "--language", "de", "-q", "--sample")
    voice = f'engine = "piper"\nlanguage = "de"\nmodel = "{NAME}"\n'
    (tmp_path / "show/voices").mkdir()
    (tmp_path / "show/voices/de-neu.toml").write_text(voice)
    environment = {**os.environ, "AUDIOBUILD_MODELS": str(tmp_path / "models"), "AUDIOBUILD_VOICES_URL": server.url}
    done = audiobuild("voices", "install", "de-neu", "-C", tmp_path / "show", env=environment)
    assert done.stdout.splitlines() == [str(tmp_path / "models" / name) for name in sorted(WHOLE, reverse=True)]
    assert done.stderr.splitlines() == [
        f"under which terms it may be used: {server.url}/de/de_DE/klein/low/MODEL_CARD",
        f"fetching {NAME}.onnx.json, 1 kB",
        "1 kB of 1 kB",
        f"fetching {NAME}.onnx, 102 kB",
        "102 kB of 102 kB",
    ]
    assert files(tmp_path / "models") == WHOLE
    refused = audiobuild("voices", "install", "xx_XX-x-low", "-C", tmp_path, env=environment, check=False)
    assert refused.returncode == 2
    assert "there is no voice 'xx_XX-x-low'" in refused.stderr


# --- what is typed --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("voices.example.org", "does not begin with https:// or http://"),
        ("ftp://voices.example.org", "does not begin with https:// or http://"),
        ("/srv/voices", "does not begin with https:// or http://"),
        ("https://", "names no server"),
        ("https:///piper", "names no server"),
        ("https://voices example.org", "has a space in it"),
        ("https://voices.example.org:x", "is no address"),
        ("https://voices.example.org/a b", "has a space in it"),
        ("https://voices.example.org?key=x", "has a ? or # in it, behind which no file can stand"),
    ],
)
def test_an_address_that_is_none(address: str, wrong: str, tmp_path: Path) -> None:
    environment = {**os.environ, "AUDIOBUILD_MODELS": str(tmp_path), "AUDIOBUILD_VOICES_URL": address}
    for place, words in (("AUDIOBUILD_VOICES_URL", ()), ("--source", ("--source", address))):
        refused = audiobuild("voices", "install", "en_US-lessac-high", *words, env=environment, check=False)
        assert refused.returncode == 2
        assert refused.stderr.splitlines()[0] == f"{place}: {address!r} {wrong}"


def test_a_password_in_the_address_is_refused_and_not_told(server: Server, tmp_path: Path) -> None:
    source = server.url.replace("://", "://user:GEHEIM@")
    refused = install(server, tmp_path, NAME, "--source", source, check=False)
    assert (refused.returncode, server.asked) == (2, [])
    assert refused.stderr.splitlines()[0] == (
        f"--source: '{server.url}' has a name or a password in it, which would not be sent"
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thorsten", "de_DE-thorsten-high, de_DE-thorsten-medium or de_DE-thorsten-low?"),
        ("de_DE-thorsten", "de_DE-thorsten-high, de_DE-thorsten-medium or de_DE-thorsten-low?"),
        ("DE_de-Thorsten-Medium", "de_DE-thorsten-medium?"),
        ("thorsten-hgih", "de_DE-thorsten-high?"),
        ("kokoro", "kokoro-v1.0.int8?"),
        ("xyz", ""),
        ("de", ""),
    ],
)
def test_a_name_that_can_be_none_is_not_asked_for(typed: str, meant: str, server: Server, tmp_path: Path) -> None:
    refused = install(server, tmp_path, typed, check=False)
    assert (refused.returncode, server.asked) == (2, [])
    first, remedy = refused.stderr.splitlines()
    assert first == f"there is no model {typed!r}"
    every = f"To see what there is: audiobuild voices install --list{' de' if typed == 'de' else ''}"
    assert remedy.strip() == (f"Did you mean {meant} {every}" if meant else every)


def test_where_nobody_can_be_asked_names_are_suggested_too(server: Server, tmp_path: Path) -> None:
    server.files.clear()
    refused = install(server, tmp_path, "de_DE-torsten-medium", check=False)
    assert refused.returncode == 7
    assert "Did you mean de_DE-thorsten-medium" in refused.stderr


# --- what is there --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "state"),
    [
        (f"{NAME}.onnx", MODEL, "installed"),
        (f"{NAME}.onnx", MODEL[:-1], "damaged"),
        (f"{NAME}.onnx", b"", "damaged"),
        (f"{NAME}.onnx.json", SETTINGS[::-1], "damaged"),
    ],
)
def test_what_is_installed_is_looked_at(name: str, data: bytes, state: str, ours: KnownModel, tmp_path: Path) -> None:
    assert model_file.state(ours.files, tmp_path) == "missing"
    for kept, whole in WHOLE.items():
        (tmp_path / kept).write_bytes(whole)
    (tmp_path / name).write_bytes(data)
    assert model_file.state(ours.files, tmp_path) == state


def test_a_damaged_model_is_said_to_be_that(
    ours: KnownModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIOBUILD_MODELS", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for kept, whole in WHOLE.items():
        (tmp_path / kept).write_bytes(whole[:-1])
    cli.main(["voices", "install", "--list", "de"], standalone_mode=False)
    assert capsys.readouterr().out.splitlines()[1] == (
        "    a woman, de-DE, low, 102 kB, installed, but damaged: to mend it, install it again"
    )
    voice = Voice(name="x", engine="piper", language="de", options={"model": NAME})
    assert [(problem.message, problem.remedy) for problem in Piper().problems(voice)] == [
        (f"the model {NAME} is damaged", f"Fetch it again: audiobuild voices install {NAME}")
    ]


# --- Kokoro ---------------------------------------------------------------------------------------------------------


def test_kokoro_is_fetched_in_the_same_way(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIOBUILD_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("AUDIOBUILD_VOICES_URL", server.url)
    monkeypatch.chdir(tmp_path)
    small = {"voices-v1.0.bin": b"voices", f"{kokoro_model.NAME}.onnx": MODEL}
    monkeypatch.setattr(
        kokoro_model,
        "FILES",
        tuple(
            ModelFile(place=name, size_bytes=len(data), md5=hashlib.md5(data, usedforsecurity=False).hexdigest())
            for name, data in small.items()
        ),
    )
    server.files = dict(small)
    cli.main(["voices", "install", kokoro_model.NAME], standalone_mode=False)
    assert files(tmp_path / "models") == small
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [str(tmp_path / "models" / name) for name in small]
    assert printed.err.splitlines()[:2] == [
        f"{kokoro_model.NAME}, 121 MB: licence of the model: Apache 2.0; data: {kokoro_model.DATA}",
        "under which terms it may be used: https://huggingface.co/hexgrad/Kokoro-82M",
    ]
    voice = Voice(name="x", engine="kokoro", language="en", options={"voice": "af_heart"})
    assert [problem.message for problem in Kokoro().problems(voice)] == [
        f"{tmp_path / 'models'} has no voice 'af_heart'"
    ]
    (tmp_path / "models" / f"{kokoro_model.NAME}.onnx").unlink()
    assert [problem.remedy for problem in Kokoro().problems(voice)] == [
        f"Fetch it: audiobuild voices install {kokoro_model.NAME}"
    ]


def test_what_kokoro_s_files_must_be() -> None:
    assert [file.name for file in kokoro_model.FILES] == ["voices-v1.0.bin", f"{kokoro_model.NAME}.onnx"]
    assert all(len(file.md5) == 32 and len(file.sha256) == 64 for file in kokoro_model.FILES)
