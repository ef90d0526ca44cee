"""Parts of a file, as RFC 9110 (14) has them: for every file, whether it lies on the disk or was changed for the preview.

Starlette knows ranges of files only; it refuses what is to be ignored (a unit that nobody knows), and all of what can be given
in part. So it is asked for what there is.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.types import Scope

MOST = 100
"""So many parts may be asked for at once."""

_PART = re.compile(r"(?P<first>[0-9]{1,100})-(?P<last>[0-9]{0,100})|-(?P<tail>[0-9]{1,100})")


def part(response: Response, scope: Scope, headers: dict[str, str]) -> Response:
    """What is asked for of a response with its length and ETag: the part, the whole, or 416 with ``headers``."""
    asked = Headers(scope=scope)
    size = int(response.headers["content-length"])
    wanted = parsed(asked.get("range", ""), size) if _is_current(asked.get("if-range"), response) else None
    response.headers["accept-ranges"] = "bytes"
    if wanted is None:
        _ask(scope, "")
        return response
    if not wanted:
        return PlainTextResponse(status_code=416, headers={**headers, "content-range": f"bytes */{size}"})
    if isinstance(response, FileResponse):
        _ask(scope, "bytes=" + ",".join(f"{start}-{end - 1}" for start, end in wanted))
        return response
    if len(wanted) > 1:
        return response  # the whole does as well (14.2), and such files are small
    ((start, end),) = wanted
    of_it = Response(bytes(response.body)[start:end], 206)
    kept = MutableHeaders(raw=[pair for pair in response.raw_headers if pair[0] != b"content-length"])
    kept["content-length"], kept["content-range"] = str(end - start), f"bytes {start}-{end - 1}/{size}"
    of_it.raw_headers = kept.raw
    return of_it


def parsed(header: str, size: int) -> list[tuple[int, int]] | None:
    """Where the parts begin and end that a header asks for, of so many bytes; ``None``: it is to be ignored. Empty: there is
    none of what it asks for."""
    unit, _, specs = header.partition("=")
    matches = [_PART.fullmatch(spec.strip()) for spec in specs.split(",")]
    if unit.strip().lower() != "bytes" or len(matches) > MOST:
        return None
    parts = []
    for match in matches:
        if match is None:
            return None
        if match["tail"]:
            start, end = max(0, size - int(match["tail"])), size
        else:
            start, end = int(match["first"]), int(match["last"] or size) + 1
            if match["last"] and end <= start:
                return None
        if start < min(end, size):
            parts.append((start, min(end, size)))
    return parts


def _is_current(if_range: str | None, response: Response) -> bool:
    """Whether who has a part of it already has one of just that (13.1.5): by a strong ETag, or a time."""
    return if_range is None or if_range in (response.headers["etag"], response.headers.get("last-modified"))


def _ask(scope: Scope, header: str) -> None:
    """From here on the request asks for these parts."""
    others = [pair for pair in scope["headers"] if pair[0] != b"range"]
    scope["headers"] = [*others, (b"range", header.encode())] if header else others
