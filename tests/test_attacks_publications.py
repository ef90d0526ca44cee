"""A short run of ``python -m attacks.publications``: some of each kind, and all that the issue names."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from attacks import publications
from attacks.publications import Try

SHARED = Path(__file__).parents[1].parent / "shared" / "cases" / "robust"
NAMED = (
    *(
        "100,000 questions",
        "a sentence of 100 kB",
        "20,000 entries",
        "20,000 entries of one beginning",
        "time abc: build",
    ),
    *(
        "import span.docx",
        "import lying.odt",
        "import level.odt",
        "import xml-bomb.odt",
        "a device: import",
        "a pipe: import",
    ),
    *("no input: import", "no output: build", "letters of ASCII: say", "content locked: build"),
    *(
        "a link out as content/cover.jpg: build",
        "a link out as content/am-kai.md: build",
        "a pipe as content/cover.jpg: build",
    ),
    *(
        "password in content/show.toml: link",
        "broken host in content/show.toml: link",
        "long in content/show.toml: image",
    ),
    *(
        "the last day in content/am-kai.md: date",
        "a deep list in content/am-kai.md: title",
        "script in content/show.toml: description",
    ),
    *("upwards in content/show.toml: image", "a long number in voices/a.toml: rate"),
)


def faults(tries: Sequence[Try]) -> list[str]:
    tally = publications.attack(tries)
    assert tally.tried == len(tries)
    return tally.faults


def test_what_was_named() -> None:
    tries = {item.name: item for item in publications.everything()}
    assert faults([tries[name] for name in NAMED]) == []


@pytest.mark.parametrize("part", ["_values", "_files", "_documents", "_sizes", "_names", "_arguments", "_surroundings"])
def test_some_of_each_kind(part: str) -> None:
    every: Iterable[Try] = getattr(publications, part)()
    assert faults(random.Random(part).sample(list(every), 8)) == []


@pytest.mark.seed
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
def test_files_that_were_found_elsewhere() -> None:
    tries = [item for item in publications.everything(SHARED) if item.name in {path.name for path in SHARED.iterdir()}]
    assert len(tries) >= 10
    assert faults(tries) == []


def test_a_fault_is_found() -> None:
    """A command that ends with a traceback, one that goes through though it should not."""
    fine = Try(name="fine", refused=True)
    assert faults([fine]) == ["publications: fine: went through"]
    unknown = Try(
        name="unknown", arguments=("build", "-C", "."), environment={"PYTHONPATH": "/nowhere", "SOURCE_DATE_EPOCH": "x"}
    )
    assert faults([unknown]) == []
