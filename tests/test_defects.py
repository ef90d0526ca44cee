"""An error that nobody foresaw: one line for the editor, and a log file to send along."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from plugins import engine
from programs import ROOT, audiobuild, publication

BROKEN_ENGINE = """\
from audiobuild.speech.engines.silence import Silence

class Broken(Silence):
    "Says nothing, and then not even that."

    workers = WORKERS

    def problems(self, voice):
        return ()

    def synthesize(self, text, **options):
        if "alle" in text:
            raise KeyError("a table of mine")
        return super().synthesize(text, **options)
"""


@pytest.fixture
def german(tmp_path: Path) -> Path:
    folder = publication(tmp_path / "p")
    shutil.copy(ROOT / "content/bibliothek-am-fluss.md", folder / "content")
    return folder


@pytest.mark.parametrize("workers", ["threads", "processes"])
def test_one_line_and_a_log_wherever_it_happens(german: Path, tmp_path: Path, workers: str) -> None:
    code = BROKEN_ENGINE.replace("WORKERS", repr(workers))
    environment = engine(tmp_path / "plugin", code, name="broken", voices=german / "voices")
    environment |= {"OPENAI_API_KEY": "very secret"}
    done = audiobuild("build", "-C", german, "-q", check=False, env=environment)
    assert done.returncode == 1
    match = re.fullmatch(
        r"audiobuild failed, and it is not your fault: KeyError: 'a table of mine'\. What was spoken is kept\. "
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
    assert "synthesize" in text
    assert "KeyError: 'a table of mine'" in text
    assert "very secret" not in text
    assert list((german / ".audiobuild/cache/clips").glob("*/*")) != []
    assert not (german / "dist/feed.xml").exists()


def test_verbose_shows_the_traceback_too(german: Path, tmp_path: Path) -> None:
    code = BROKEN_ENGINE.replace("WORKERS", '"threads"')
    environment = engine(tmp_path / "plugin", code, name="broken", voices=german / "voices")
    done = audiobuild("build", "-C", german, "-q", "-v", check=False, env=environment)
    assert "Traceback (most recent call last):" in done.stderr


def test_without_a_publication_it_lies_where_the_system_keeps_logs(tmp_path: Path) -> None:
    """And where that cannot be written, among what is temporary; where nothing can, it is printed."""
    code = (
        BROKEN_ENGINE.replace("WORKERS", '"threads"')
        + "    def problems(self, voice):\n        raise KeyError('alle')\n"
    )
    folder = publication(tmp_path / "p")
    environment = engine(tmp_path / "plugin", code, name="broken", voices=folder / "voices")
    environment |= {"HOME": str(tmp_path / "home"), "XDG_STATE_HOME": str(tmp_path / "state")}
    done = audiobuild("voices", "-C", folder, check=False, env=environment)
    assert done.returncode == 1
    (log,) = (tmp_path / "state").rglob("*.log")
    assert done.stderr.endswith(f"with this file: {log}\n")
    nowhere = tmp_path / "file"
    nowhere.write_text("")
    environment |= {"XDG_STATE_HOME": str(nowhere), "HOME": str(nowhere), "TMPDIR": str(tmp_path)}
    done = audiobuild("voices", "-C", folder, check=False, env=environment)
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
