"""What the W3C's feed validator says of feeds, as its page at validator.w3.org/feed would.

    python tools/w3c_feed_validator.py CLONE FEED…

CLONE is one of https://github.com/w3c/feedvalidator, which is in no registry; it needs lxml, html5lib and rdflib beside it, in any
Python. Ends with 1 where it says anything but that it does not know the namespace of Podlove's chapters.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

KNOWN = "http://podlove.org/simple-chapters"


def main(clone: str, *paths: str) -> int:
    """How many messages there are, at most one."""
    sys.path.insert(0, str(Path(clone) / "src"))
    import feedvalidator  # type: ignore[import-not-found]
    from feedvalidator import compatibility
    from feedvalidator.formatter.text_plain import Formatter  # type: ignore[import-not-found]

    said = 0
    for path in paths:
        text = Path(path).read_text(encoding="utf-8")
        own = re.search(r'<atom:link rel="self"[^>]* href="([^"]*)"', text)
        done = feedvalidator.validateString(
            text, firstOccurrenceOnly=False, fallback="utf-8", base=own[1] if own else ""
        )
        events = [event for event in compatibility.AA(done["loggedEvents"]) if event.params.get("namespace") != KNOWN]
        for event in events:
            sys.stdout.write(f"{path}: {Formatter([event]).format(event)}\n")
        said += len(events)
    sys.stdout.write(f"{len(paths)} feeds, {said} messages\n")
    return min(1, said)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
