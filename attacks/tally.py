"""What an attack counts, and how it says so."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

WIDTH = 400
"""Characters of a fault that are printed: an attack's answer may be as large as its input."""


@dataclass(slots=True)
class Tally:
    """How often an attack was tried, and each time that it went through."""

    attack: str
    tried: int = 0
    faults: list[str] = field(default_factory=list)

    def count(self, case: str, fault: str | None) -> None:
        """One more try. ``fault``: what went wrong, ``None`` if the promise held."""
        self.tried += 1
        if fault is not None:
            line = f"{self.attack}: {case}: {fault}"
            self.faults.append(line)
            print(line[:WIDTH], flush=True)

    def __str__(self) -> str:
        return f"{self.attack}: {self.tried} tried, {len(self.faults)} failed"


def finish(*tallies: Tally) -> None:
    """Print the figures, and end with exit code 1 if a promise did not hold."""
    for tally in tallies:
        print(tally)
    sys.exit(1 if any(tally.faults for tally in tallies) else 0)
