"""The languages that audiobuild knows, and where what is known of one lies: a folder ``<code>/`` with these files.

``__init__.py``      how it is read aloud (its ``LANGUAGE``)
``lexicon.tsv``      words that voices read wrong
``words.toml``       the words that the tool itself says and prints
``importing.toml``   the words by which an interview is recognised
``starter/``         what ``init`` writes
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

CODES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt")
FALLBACK = "en"


def base(tag: str) -> str:
    """The primary language of a BCP 47 tag: ``de-AT`` → ``de``. Some systems write ``de_AT``."""
    return tag.replace("_", "-").split("-", 1)[0].lower()


def folder(code: str) -> Traversable:
    """The folder of a language in :data:`CODES`."""
    return files("audiobuild.languages") / code
