"""How often an import knows whether a woman or a man speaks, and how often it is right: ``python -m tools.importing.measure_sexes``.

Two measures that know nothing of the first names in our file. In every interview whose truth is known and whose text is here, the
titles before a name ("Frau", "Mr") are held against its first names. And where the package gender-guesser is installed, the file
is held against the dictionary of names by Jörg Michael that it brings.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path

from audiobuild import importers
from audiobuild.errors import AudiobuildError
from audiobuild.importers import Wishes
from audiobuild.importers.first_names import every
from audiobuild.importers.interview_words import load
from audiobuild.importers.people import sexes
from audiobuild.languages.registry import base
from tools.importing import cases


def interviews(shared: Path | None) -> None:
    """By first names, and by titles, where both say something."""
    counts: Counter[str] = Counter()
    for case in cases.every(shared, None):
        try:
            found = importers.read(case.source, Wishes(), name=case.file)
            document = importers.described(case.source, name=case.file)
        except AudiobuildError:
            continue
        words = load(base(found.interview.about.language))
        texts = [block.text for block in document.blocks]
        for speaker in found.interview.about.participants:
            counts["speakers"] += 1
            counts["known"] += speaker.name in found.sexes
            by_name, by_titles = sexes.by_first_names(speaker.name, words), sexes.by_titles(speaker.name, texts, words)
            if by_name and by_titles:
                counts["both"] += 1
                if by_titles == {by_name}:
                    counts["same"] += 1
                else:
                    sys.stdout.write(f"{case.name}: {speaker.name} is {by_name} by name, {by_titles} by titles\n")
    sys.stdout.write(
        f"interviews: of {counts['speakers']} speakers the sex of {counts['known']} is known; first names and titles say the same "
        f"in {counts['same']} of {counts['both']}\n"
    )


def dictionary() -> None:
    """Our names that it has as women's or as men's alone."""
    try:
        detector = import_module("gender_guesser.detector").Detector(case_sensitive=False)
    except ImportError:
        return
    theirs = {name: detector.get_gender(name) for name in every()}
    both = [name for name, sex in every().items() if sex and theirs[name] in ("female", "male")]
    same = sum(theirs[name] == every()[name] for name in both)
    sys.stdout.write(f"dictionary: the same in {same} of {len(both)} first names ({same / len(both):.1%})\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, help="The folder with import-cases and import-corpus.")
    interviews(parser.parse_args().shared)
    dictionary()
