"""chapters.json by itself.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from audiobuild.checking import marks, mojibake, reading
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.marks import Mark
from audiobuild.checking.reading import seconds
from audiobuild.checking.site import Site
from audiobuild.checking.statements import Statement, facts, stated
from audiobuild.inputs.files import is_file
from audiobuild.messages import Message, msg

RULE = "Podcast namespace: JSON chapters 1.2.0"
PICTURE = msg("Podcast namespace: JSON chapters 1.2.0, img: a picture that is there")
KNOWN = msg("One truth: a chapters file says nothing that no other file says")

_TABLE = ("version", "title", "podcastName", "fileName", "chapters")
_ROW = ("startTime", "endTime", "title", "url", "img", "toc")


@dataclass(frozen=True, kw_only=True, slots=True)
class ChaptersFile:
    """The chapters in it, and what else it says."""

    marks: tuple[Mark, ...]
    statements: tuple[Statement, ...]


def check(site: Site, file: File, findings: list[Finding]) -> ChaptersFile | None:
    """The chapters in the file, and what is wrong with them; ``None`` where there are none that can be read."""
    table = reading.table(file, findings)
    if table is None:
        return None
    if table.get("version") != "1.2.0":
        findings.append(file.finding(RULE, msg("has the version {!r}", table.get("version")), place="version"))
    if table.get("fileName", f"{file.path.parent.name}.mp3") != f"{file.path.parent.name}.mp3":
        findings.append(file.finding(RULE, msg("names another file: {!r}", table["fileName"]), place="fileName"))
    findings += _unknown(file, table, _TABLE, "")
    findings += mojibake.findings(file, ((name, str(value)) for name, value in table.items()))
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
            findings += _unknown(file, row, _ROW, msg("chapter {}", number))
            findings += _pictured(site, file, row, msg("chapter {}", number))
            if "toc" in row:
                message = msg("has a member toc: players hide what has toc: false, and some what has any")
                findings.append(file.finding(RULE, message, place=msg("chapter {}", number)))
    if len(chapters) == len(rows) and not marks.ascending(chapters):
        findings.append(file.finding(RULE, msg("does not begin at 0 and go on in the order of time"), place="chapters"))
    return ChaptersFile(marks=tuple(chapters), statements=tuple(_said(file, table)))


def _said(file: File, table: dict[str, Any]) -> Iterator[Statement]:
    for name, fact in (("title", facts.TITLE), ("podcastName", facts.SHOW)):
        if name in table:
            yield stated(file, name, fact, reading.plain(str(table[name])))


def _unknown(file: File, table: dict[str, Any], known: Collection[str], place: str) -> Iterator[Finding]:
    """Places, authors, waypoints: they can be held against nothing."""
    for name in table.keys() - set(known):
        yield file.finding(KNOWN, msg("has a member {!r}, of which no other file tells", name), place=place)


def _pictured(site: Site, file: File, row: dict[str, Any], place: str) -> Iterator[Finding]:
    """A chapter's picture that is not below the show's address, or not there."""
    if "img" not in row:
        return
    picture = site.file(reading.plain(str(row["img"])))
    if picture is None:
        yield file.finding(PICTURE, msg("{!r} is not below {}", row["img"], site.link), place=place)
    elif not is_file(picture.path):
        yield file.finding(PICTURE, msg("{} is not there", row["img"]), place=place)


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
