"""Local services for the engines that work over a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from engines import kokoro_voice, piper_voice
from engines.services import Server, SkippingClock, context, google, openai, understand_google, understand_openai


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def clock() -> SkippingClock:
    return SkippingClock()


@pytest.fixture
def google_server(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Google Translate behind a proxy: whoever asks for it by HTTPS gets to this machine."""
    server = Server(
        understand_google, google(), tls=context(authority, "translate.google.com", "translate.google.co.uk")
    )
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    for name in ("https_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    with server.running():
        yield server


@pytest.fixture
def openai_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A speech service on this machine."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    server = Server(understand_openai, openai())
    with server.running():
        yield server


@pytest.fixture
def piper_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of Piper's models, with one of one speaker and one of two."""
    monkeypatch.setenv("AUDIOBUILD_MODELS", str(tmp_path))
    piper_voice.write(tmp_path)
    piper_voice.write(tmp_path, "de_DE-zwei-low", speakers={"anna": 0, "bert": 1})
    return tmp_path


@pytest.fixture
def kokoro_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of somebody who has a model and voices of Kokoro's form."""
    monkeypatch.setenv("HOME", str(tmp_path))
    kokoro_voice.write(tmp_path / "kokoro")
    return tmp_path / "kokoro"
