"""What is left as printed, espeak-ng reads as if it were written out; the report is in :mod:`languages.phonemes`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from languages.tables import accepted


def test_espeak_says_the_spoken_text_as_the_written_out_text() -> None:
    command = [sys.executable, "-m", "languages.phonemes"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]).stdout
    for line in printed.splitlines():
        code, equal, count = line.split()
        assert int(equal) >= int(count) - accepted(code), line
