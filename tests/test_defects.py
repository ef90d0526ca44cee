"""An error that nobody foresaw: one line for the editor, and a log file to send along."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from plugins import engine
from programs import ROOT, audiobuild, publication, run

BREAKING_ENGINE = """\
from audiobuild.sound import mp3
from audiobuild.speech.engines.silence import Silence

def encode(pcm, audio):
    raise KeyError("a table of mine")

class Breaking(Silence):
    "Breaks what comes behind it, in its worker: a defect of ours as far as anybody can tell."

    workers = WORKERS

    def problems(self, voice):
        return ()

    def synthesize(self, text, **options):
        if "alle" in text:
            mp3.encode = encode
        return super().synthesize(text, **options)
"""
BROKEN = """\
import sys
from audiobuild.cli import options
from audiobuild.cli.start import main

def load(project):
    raise KeyError("a table of mine")

options.Common.publication = load
sys.argv = ["audiobuild", *sys.argv[1:]]
main()
"""
"""The program with a defect in the main process."""


@pytest.fixture
def german(tmp_path: Path) -> Path:
    folder = publication(tmp_path / "p")
    shutil.copy(ROOT / "content/bibliothek-am-fluss.md", folder / "content")
    return folder


@pytest.mark.parametrize("workers", ["threads", "processes"])
def test_one_line_and_a_log_wherever_it_happens(german: Path, tmp_path: Path, workers: str) -> None:
    code = BREAKING_ENGINE.replace("WORKERS", repr(workers))
    environment = engine(tmp_path / "plugin", code, name="breaking", voices=german / "voices")
    environment |= {"OPENAI_API_KEY": "very secret"}
    done = audiobuild("build", "-C", german, "-q", check=False, env=environment)
    assert done.returncode == 1
    match = re.fullmatch(
        r"audiobuild failed, and it is not your fault: \S*WorkerError: KeyError: 'a table of mine'\. What was spoken is kept\. "
        r"Please report it, with this file: (.*\.log)\n",
        done.stderr,
    )
    assert match, done.stderr
    path = Path(match[1])
    assert path.parent == german / ".audiobuild" / "logs"
    text = path.read_text()
    assert re.match(r"audiobuild \d+\.\d+\.\d+\nPython 3\.\d+\.\d+, .*\n", text)
    for name in ("click", "gtts", "mutagen", "pydub"):
        assert re.search(rf"^{name} \d", text, re.MULTILINE), name
    assert "\ncommand: " in text
    assert ", in make\n" in text
    assert "in encode\n" in text
    assert "KeyError: 'a table of mine'" in text
    assert "very secret" not in text
    assert list((german / ".audiobuild/cache/clips").glob("*/*")) != []
    assert not (german / "dist/feed.xml").exists()


def test_verbose_shows_the_traceback_too(german: Path) -> None:
    done = run(sys.executable, "-c", BROKEN, "build", "-C", german, "-q", "-v", check=False)
    assert "Traceback (most recent call last):" in done.stderr


def test_without_a_publication_it_lies_where_the_system_keeps_logs(tmp_path: Path) -> None:
    """And where that cannot be written, among what is temporary; where nothing can, it is printed."""
    command = (sys.executable, "-c", BROKEN, "build", "-C", tmp_path)
    environment = {**os.environ, "HOME": str(tmp_path / "home"), "XDG_STATE_HOME": str(tmp_path / "state")}
    done = run(*command, check=False, env=environment)
    assert done.returncode == 1
    (log,) = (tmp_path / "state").rglob("*.log")
    assert done.stderr.endswith(f"with this file: {log}\n")
    nowhere = tmp_path / "file"
    nowhere.write_text("")
    environment |= {"XDG_STATE_HOME": str(nowhere), "HOME": str(nowhere), "TMPDIR": str(tmp_path)}
    done = run(*command, check=False, env=environment)
    assert Path(done.stderr.strip().rpartition(": ")[2]).parent == tmp_path


def test_passwords_of_addresses_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from audiobuild.cli import defects

    text = defects.log(KeyError("x"), ["audiobuild", "import", "https://me:secret@example.org/a"])
    assert "command: audiobuild import https://…@example.org/a\n" in text


def test_what_cannot_be_written_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    from audiobuild.cli import defects

    monkeypatch.setattr(defects, "_folders", lambda project: iter([Path(os.devnull) / "x"]))
    text = defects.report(KeyError("x"), Path(), ["audiobuild"])
    assert text.startswith(
        "audiobuild failed, and it is not your fault: KeyError: 'x'. What was spoken is kept. Please report it, with these lines:\n"
    )
    assert text.endswith("KeyError: 'x'\n")
