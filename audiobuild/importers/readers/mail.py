"""E-mail → its text, and what its headers say. Which reader takes the text depends on it: plain or HTML."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from audiobuild.errors import ContentError
from audiobuild.importers.document import plausible, tidy
from audiobuild.importers.readers import charset, refusals
from audiobuild.importers.readers.zip_files import reading
from audiobuild.messages import msg

MOST_PARTS = 200
"""The parser calls itself for parts within parts."""
MOST_DASHES = 20_000
"""Each part begins with a line of two dashes and its boundary."""
MOST_HEADER = 2_000
_HEADER = re.compile(rb"[!-9;-~]{1,60}:")
_ONES = re.compile(
    rb"^(?:from|subject|date|message-id|mime-version|received|delivered-to|return-path|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
_PREFIXES = re.compile(
    r"^(?:(?:re|aw|fwd?|wg|tr|rv|sv|antw|odp|r|i|enc|res|doorst|pd)\s*(?:\[\d+\])?\s?:\s*)+", re.IGNORECASE
)
_REPLY = re.compile(r"^(?:re|aw|sv|antw|odp|r|res)\s*(?:\[\d+\])?\s?:", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """The text of a message, ``is_html`` or plain; ``attached`` are the names of files in it."""

    text: str
    is_html: bool
    subject: str
    author: str
    recipient: str
    """Who gets it alone; empty where several do, or where no name is given."""
    day: date | None
    attached: tuple[str, ...]
    is_reply: bool


def is_mail(source: bytes) -> bool:
    """Whether bytes begin like a message: header fields, three that every message has among them."""
    head = re.split(rb"\r?\n\r?\n", source[:50_000], maxsplit=1)[0]
    return bool(_HEADER.match(head)) and len({field.lower() for field in _ONES.findall(head)}) >= 3


def read(source: bytes, *, name: str) -> Mail:
    """The message in a file as mail programs save it (RFC 5322).

    Raises :class:`audiobuild.errors.ContentError` for one whose text lies in an attached file.
    """
    if source.lower().count(b"boundary=") > MOST_PARTS or source.count(b"\n--") > MOST_DASHES:
        raise refusals.refused(
            name, msg("has too many parts for a message"), msg("Copy its text into a file, and import that.")
        )
    with reading(name):
        message = message_from_bytes(source, policy=policy.compat32)
        plain = html = ""
        attached: list[str] = []
        for part in message.walk():
            file = _decoded(part.get_filename() or "")
            if part.get_content_type() == "message/rfc822":
                inner = part.get_payload()
                plain += _inner_fields(inner[0]) if isinstance(inner, list) and inner else ""
            elif file and not part.is_multipart() and "inline" not in str(part.get("Content-Disposition", "")):
                attached.append(file)
            elif part.get_content_type() == "text/plain":
                plain += ("\n\n" if plain else "") + _text(part, name)
            elif part.get_content_type() == "text/html":
                html += _text(part, name)
        return _mail(message, plain, html, tuple(attached), name)


def _mail(message: Message, plain: str, html: str, attached: tuple[str, ...], name: str) -> Mail:
    """Of two forms the plain one where it quotes, since there each line says how deep; else the one that knows bold."""
    if not plain.strip() and not html.strip() and attached:
        raise refusals.refused(
            name, msg("has no text, but an attached file: {}", attached[0]), msg("Save that file, and import it.")
        )
    is_html = bool(html.strip()) and not re.search(r"^>", plain, re.MULTILINE)
    subject = _field(message, "Subject")
    return Mail(
        text=html if is_html else plain,
        is_html=is_html,
        subject=_PREFIXES.sub("", subject),
        is_reply=bool(_REPLY.match(subject)),
        author=_name(message, "From"),
        recipient=_name(message, "To"),
        day=_day(str(message.get("Date", ""))),
        attached=attached,
    )


def _inner_fields(message: object) -> str:
    """The header fields of a message inside of another, as programs put them into the text of one that is forwarded."""
    if not isinstance(message, Message):
        return ""
    lines = (f"{name}: {_field(message, name)}" for name in ("From", "Date", "To", "Subject"))
    return "\n\n" + "\n".join(lines)


def _name(message: Message, field: str) -> str:
    """The name in a header field that has one address only."""
    addresses = getaddresses([_field(message, field)])
    return addresses[0][0] if len(addresses) == 1 and addresses[0][0] != addresses[0][1] else ""


def _field(message: Message, name: str) -> str:
    """A header field. Bytes that are no ASCII are UTF-8 (RFC 6532), or what old programs wrote in Western Europe."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    data = raw.encode("utf-8", "surrogateescape")
    try:
        return _decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decoded(data.decode("cp1252", "replace"))


def _decoded(value: str) -> str:
    """A header field with its encoded words (RFC 2047) in letters."""
    value = re.sub(r"\s+", " ", value[:MOST_HEADER])
    with suppress(ValueError, LookupError):
        value = str(make_header(decode_header(value)))
    return tidy(value).replace("\n", " ").strip()


def _day(value: str) -> date | None:
    try:
        day = parsedate_to_datetime(value[:100]).date()
    except (ValueError, OverflowError, TypeError):
        return None
    return day if plausible(day) else None


def _text(part: Message, name: str) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        text = charset.text(payload, declared=str(part.get_content_charset() or ""), name=name)
    except ContentError:
        return ""
    flowed = part.get_content_type() == "text/plain" and str(part.get_param("format", "")).lower() == "flowed"
    return _unfolded(text, joined=str(part.get_param("delsp", "")).lower() == "yes") if flowed else text


def _unfolded(text: str, *, joined: bool) -> str:
    """Lines that end in a space go on in the next one at the same depth (RFC 3676); one that was stuffed loses its space."""
    lines: list[list[str]] = []
    depth_before, flows = -1, False
    for line in text.replace("\r\n", "\n").split("\n"):
        marks = re.match(r">*", line)
        depth = marks.end() if marks else 0
        body = line[depth:].removeprefix(" ")
        if flows and depth == depth_before and body != "-- ":
            lines[-1].append(body)
        else:
            lines.append([">" * depth + (" " if depth else "") + body])
        flows = body.endswith(" ") and body != "-- "
        if flows and joined:
            lines[-1][-1] = lines[-1][-1][:-1]
        depth_before = depth
    return "\n".join("".join(parts) for parts in lines)
