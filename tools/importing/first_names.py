"""Write the first names that the importer knows: ``python -m tools.importing.first_names`` (needs Faker, which nothing else does).

They are those of Faker's lists (MIT) for the languages that interviews are met in. A name that some language has as an everyday
word is left to the other cues.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

from faker.config import AVAILABLE_LOCALES

from audiobuild.importers.interview_words import anywhere

OUT: Final = Path(__file__).parents[2] / "audiobuild/importers/people/first_names.txt"
_KINDS: Final = ("first_names", "first_names_female", "first_names_male", "first_names_nonbinary")
_NAME: Final = re.compile(r"[^\W\d_]{3,}(?:['-][^\W\d_]+)?")


def _of(provider: type, kind: str) -> tuple[str, ...]:
    names = getattr(provider, kind, ())
    return () if isinstance(names, property) else tuple(names)


def main() -> None:
    """All lists in scripts that have capitals, small, sorted."""
    found: set[str] = set()
    for locale in sorted(AVAILABLE_LOCALES):
        try:
            provider = import_module(f"faker.providers.person.{locale}").Provider
        except ImportError:
            continue
        for kind in _KINDS:
            found |= {name.casefold() for name in _of(provider, kind) if name[:1].isupper() and _NAME.fullmatch(name)}
    words = {word for key in ("stopwords", "things", "roles", "honorifics", "months") for word in anywhere(key)}
    OUT.write_text("\n".join(sorted(found - words)) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(found - words)} names, {OUT.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
