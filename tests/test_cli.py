"""The command line as its user meets it: what it prints, and what it loads to answer."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from programs import FRONT_MATTER, audiobuild, publication, run

TEXT = f"""\
{FRONT_MATTER}## Was macht die KL.digital z. B. in der Pipeline?

Vieles (lacht). Die XQZ und Shannon kommen am 3. Mai nach Lautern.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = publication(tmp_path / "p")
    (folder / "content/a.md").write_text(TEXT)
    return folder


def test_help_loads_nothing_but_the_parser() -> None:
    """Counted instead of timed: importing click takes most of the 0.1 s."""
    code = (
        "import sys\nbefore = set(sys.modules)\nfrom audiobuild.cli import start\nsys.argv = ['audiobuild', '--help']\n"
        "try: start.main()\nexcept SystemExit: pass\n"
        "print(*{name.partition('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names)"
    )
    *help_text, loaded = run(sys.executable, "-c", code).stdout.splitlines()
    assert help_text[0].startswith("Usage: audiobuild")
    assert set(loaded.split()) == {"audiobuild", "click"}


@pytest.mark.parametrize("announced", ["none", "number"])
def test_the_script_says_who_says_what_and_why(project: Path, announced: Any) -> None:
    (project / "content/lexicon.toml").write_text('"KL.digital" = "K L digital"\nLautern = {ipa = "ˈlaʊ̯tɐn"}\n')
    show = project / "content/show.toml"
    settings = re.sub(r"(?m)^announcements.*$", "", show.read_text())
    show.write_text(f'stage_directions = "dropped"\nannouncements = "{announced}"\n{settings}')
    printed = audiobuild("build", "-C", project, "--dry-run").stdout.splitlines()
    number = ["content/a.md:9: Frage 1 von 1"] if announced == "number" else []
    assert printed == [
        "",
        "Erzählstimme (de-narrator-female)",
        "content/a.md:2: Ein Titel",
        *number,
        "",
        "Anna (de-question-female)",
        "content/a.md:9: Was macht die K L digital zum Beispiel in der Pipeline?",
        "    KL.digital → K L digital (pronunciation list)",
        "    z. B. → zum Beispiel (abbreviation)",
        "    Pipeline → Pipeline (pronunciation list, en)",
        "",
        "Ben (de-answer-male)",
        "content/a.md:11: Vieles.",
        "    (lacht) → (nothing) (stage direction)",
        "content/a.md:11: Die XQZ und Shannon kommen am dritten Mai nach Lautern.",
        "    3. → dritten (ordinal)",
        "    Lautern → Lautern (pronunciation list, /ˈlaʊ̯tɐn/)",
        "",
        "Words to listen to; give those that sound wrong a line in content/lexicon.toml:",
        "content/a.md:11: XQZ → XQZ (acronym)",
        "content/a.md:11: Shannon → Shannon (foreign name)",
    ]


def test_the_script_as_json_lines(project: Path) -> None:
    lines = [json.loads(line) for line in audiobuild("build", "-C", project, "--dry-run", "--json").stdout.splitlines()]
    assert lines[2] == {
        "place": "content/a.md:11",
        "speaker": "Ben",
        "voice": "de-answer-male",
        "file": "",
        "text": "Vieles (lacht).",
        "spoken": "Vieles (lacht).",
        "rules": [["(lacht)", "(lacht)", "stage direction"]],
        "languages": [],
        "pause": "sentence",
    }
    assert [line["look_at"]["text"] for line in lines if "look_at" in line] == ["XQZ", "Shannon"]


def test_a_line_is_said_as_the_show_says_it(project: Path) -> None:
    (project / "content/lexicon.toml").write_text('"KL.digital" = "K L digital"\n')
    said = audiobuild("say", "-C", project, "--dry-run", "Die KL.digital (lacht).")
    assert said.stdout == "Die K L digital (lacht).\n"
    assert said.stderr == "    KL.digital → K L digital (pronunciation list)\n    (lacht) → (lacht) (stage direction)\n"


def test_verbose_says_what_a_report_of_a_fault_needs(project: Path) -> None:
    said = audiobuild("build", "-C", project, "-v").stderr.splitlines()
    assert said[0].startswith("audiobuild 0.")
    assert any(line.startswith("the built-in voice de-answer-male: espeak-2 library=1.") for line in said)


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (["build", "--jobs", "none"], 2, "'none' is not a whole number"),
        (["build", "--jobs", "257"], 2, "--jobs: 257 is out of bounds: 1 to 256 is allowed."),
        (["cache", "prune", "--days", "-1"], 2, "--days: -1 is too small: 0 or more is allowed."),
        (["voices", "say", ""], 2, "NAME: The name of a voice is empty."),
        (["voices", "add", "x", "--engine", "piper"], 2, "Give it to the command as --model NAME."),
        (["say", "x", "--voice", "nobody"], 2, "there is no voice 'nobody'"),
        (["build", "nothing"], 3, "nothing"),
        (["import", "missing.txt"], 2, "missing.txt"),
    ],
)
def test_what_is_wrong_is_said_on_stderr_with_its_code(
    project: Path, arguments: Any, code: Any, complaint: Any
) -> None:
    done = audiobuild(arguments[0], "-C", project, *arguments[1:], check=False)
    assert (done.returncode, done.stdout) == (code, "")
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


def test_an_interview_may_be_named_as_the_shell_completes_it(project: Path) -> None:
    assert audiobuild("build", "-C", project, "--dry-run", "content/a.md").stdout.startswith("\nErzählstimme")


@pytest.mark.parametrize("name", ["", "abc", "deadbeef", "0" * 17, "../../etc/passwd"])
def test_a_sound_s_name_that_is_none_is_a_slip(project: Path, name: str) -> None:
    done = audiobuild("build", "-C", project, "--accept-sound", name, check=False)
    assert done.returncode == 2
    assert "is not the name of a sound" in done.stderr


@pytest.mark.parametrize("words", [["voices", "--all"], ["voices", "install", "--list"], ["build", "--dry-run"]])
def test_output_that_nobody_reads_any_more_ends_it_in_silence(words: list[str], project: Path) -> None:
    """As SIGPIPE would, of which Python makes an exception."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "audiobuild", *words]
    with subprocess.Popen(
        command, stdout=pipe, stderr=pipe, cwd=project, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        complaint = running.stderr.read().decode()
    assert (running.returncode, "rror" in complaint, "broken" in complaint.lower()) == (141, False, False)
