"""The languages that audiobuild knows, and where what is known of one lies: a folder ``<code>/`` with these files.

``words.toml``       what the tool says and prints; ``[starter]``, what ``init`` writes around the sample; ``[reading]``,
                     the words by which it is read aloud
``__init__.py``      how it is read aloud (its ``LANGUAGE``), beyond what its words say
``lexicon.tsv``      words that voices read wrong
``frequent.txt``     its most frequent words, by which it is told from others
``importing.toml``   the words by which an interview is recognised
``starter/``         the sample interview of ``init``
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
