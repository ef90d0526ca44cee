"""What a server should say of each published file."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath

from audiobuild.publication import addresses
from audiobuild.publishing.place import Headers

CURRENT = "public, max-age=300"
"""Of what keeps its address when it changes, and must go together: a page and its transcript, a feed and its archives. Podcast
apps look every few minutes at most; an edition is everywhere five minutes later."""

LONG = "public, max-age=86400"
"""Of what the feed names with a digest in the address (``?v=…``), or is large. Not for ever: pages name the MP3 without."""

LASTING = frozenset({".mp3", ".epub", ".zip", ".jpg", ".png"})

_BUILT_IN = mimetypes.MimeTypes(filenames=())
"""Python's own table, and not the machine's. For files of others."""


def of(name: str) -> Headers:
    """The headers of a file, by its path below dist/."""
    kind = addresses.media_type(name)
    if kind == addresses.UNKNOWN_TYPE:
        guessed, packed = _BUILT_IN.guess_type(name, strict=True)
        kind = guessed if guessed and not packed else kind
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    lasting = PurePosixPath(name.lower()).suffix in LASTING
    return Headers(media_type=kind + charset, cache=LONG if lasting else CURRENT)
