"""chapters.json by itself.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md
"""

from __future__ import annotations

from typing import Any

from audiobuild.checking import marks, reading
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.marks import Mark
from audiobuild.checking.reading import seconds
from audiobuild.messages import Message, msg

RULE = "Podcast namespace: JSON chapters 1.2.0"


def check(file: File, findings: list[Finding]) -> tuple[Mark, ...] | None:
    """The chapters in the file, and what is wrong with them; ``None`` where there are none that can be read."""
    table = reading.table(file, findings)
    if table is None:
        return None
    if table.get("version") != "1.2.0":
        findings.append(file.finding(RULE, msg("has the version {!r}", table.get("version")), place="version"))
    if table.get("fileName", f"{file.path.parent.name}.mp3") != f"{file.path.parent.name}.mp3":
        findings.append(file.finding(RULE, msg("names another file: {!r}", table["fileName"]), place="fileName"))
    rows = table.get("chapters")
    if not isinstance(rows, list) or not rows:
        findings.append(file.finding(RULE, msg("lists no chapters"), place="chapters"))
        return None
    chapters = []
    for number, row in enumerate(rows, 1):
        mark = _mark(row)
        if isinstance(mark, Message):
            findings.append(file.finding(RULE, mark, place=msg("chapter {}", number)))
        else:
            chapters.append(mark)
            if "toc" in row:
                message = msg("has a member toc: players hide what has toc: false, and some what has any")
                findings.append(file.finding(RULE, message, place=msg("chapter {}", number)))
    if len(chapters) == len(rows) and not marks.ascending(chapters):
        findings.append(file.finding(RULE, msg("does not begin at 0 and go on in the order of time"), place="chapters"))
    return tuple(chapters)


def _mark(row: Any) -> Mark | Message:
    """A chapter, or what is wrong with it."""
    if not isinstance(row, dict):
        return msg("is no object")
    start, end = row.get("startTime"), row.get("endTime")
    if not seconds(start) or not (end is None or seconds(end)):
        return msg("has the times {!r} and {!r}, not seconds", start, end)
    if end is not None and end <= start:
        return msg("ends at {} s, before it begins at {} s", end, start)
    title, url = row.get("title"), row.get("url")
    if not isinstance(title, str) or not title.strip():
        return msg("has no title")
    if not isinstance(url, str) or not url:
        return msg("has no link to the question on the page")
    return Mark(start_ms=round(start * 1000), end_ms=None if end is None else round(end * 1000), title=title, url=url)
