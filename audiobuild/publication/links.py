"""What a link may be: to the web, to a mailbox, to a telephone, or to another page of the same website.

Whatever is published is opened on other people's machines, where ``javascript:`` runs, ``file:`` shows what lies there, and a
password in an address is everybody's.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

import idna

from audiobuild.messages import NOTHING, Message, msg
from audiobuild.text import shown

SCHEMES = ("http", "https", "mailto", "tel")
MOST_CHARACTERS = 2_000
"""More than browsers and servers take."""

AWAY_REMEDY = msg("Write the whole address, https://… or mailto:…, without passwords.")
"""What to do about an :func:`away_fault`."""

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_HOST = re.compile(r"(?=.{1,253}\Z)\w([\w-]{0,61}\w)?(\.\w([\w-]{0,61}\w)?)*\.?")
_PORTS = {"http": ":80", "https": ":443"}
_NOT_WRITTEN = re.compile(r"[\s\\<>\"\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")


def fault(address: str) -> Message:
    """What is wrong with the address that a link leads to; empty if nothing is."""
    if len(address) > MOST_CHARACTERS:
        return msg("is longer than {} characters", MOST_CHARACTERS)
    if wrong := unwritable(address):
        return wrong
    match = _SCHEME.match(address)
    scheme = match[1].lower() if match else ""
    if not match and not address.startswith("//"):
        return (
            NOTHING
            if ":" not in address.partition("/")[0].partition("?")[0].partition("#")[0]
            else msg("is no address")
        )
    if scheme and scheme not in SCHEMES:
        return msg("leads to {}:, which is published nowhere", scheme)
    return _fault_of_host(address) if scheme in ("", "http", "https") else NOTHING


def unwritable(address: str) -> Message:
    """What no address has and this one does: spaces, say; empty if nothing is."""
    if not (match := _NOT_WRITTEN.search(address)):
        return NOTHING
    if match[0].isspace():
        return msg("has a space in it")
    return msg("holds {}, which no address has", f"'{shown(match[0])}'")


def folder(address: str) -> str:
    """The address of a folder as it stands in all that is written: scheme and host small, no port that is understood, a slash
    at the end. Players compare letter by letter. One of its feed or its page stands for the folder."""
    parts = urlsplit(address)
    host = parts.netloc.lower().removesuffix(_PORTS.get(parts.scheme, ""))
    path = re.sub(r"/(?:feed\.xml|index\.html?)/*\Z", "", f"{parts.path}", flags=re.IGNORECASE)
    return urlunsplit(parts._replace(netloc=host, path=path.rstrip("/") + "/"))


def place(address: str) -> str:
    """Where a folder is, whether it is asked for with http or with https: the same files, and the same show."""
    return folder(address).partition("://")[2]


def typed(address: str) -> str:
    """An address as people type it, as it is written: with ``https://`` where nothing is said, its host in ASCII (IDNA). What
    looks like no address stays as it is: a word without a point, an address of e-mail."""
    if re.search(r"\s", address := address.strip()):
        return address
    host = address.lstrip("/").partition("/")[0]
    if "//" not in address and ("@" in host or not re.search("[.:]", host)):
        return address
    if not _SCHEME.match(address) or re.match(r"[\w.-]+:\d+(/|\Z)", address):
        address = f"https://{address.lstrip('/')}"
    try:
        parts = urlsplit(address)
        host, colon, port = parts.netloc.partition(":")
        netloc = parts.netloc if parts.netloc.isascii() else f"{_in_ascii(host)}{colon}{port}"
    except ValueError:  # UnicodeError is one; it is judged later
        return address
    return urlunsplit(parts._replace(netloc=netloc, path=quote(parts.path, safe="/%:@!$&'()*+,;=~-._")))


def meant(word: str) -> str:
    """A word that can be nothing but an address on the web, with all that belongs to one; any other as it is. Programs for
    podcasts write ``feed:`` before addresses, and people leave out what browsers add."""
    bare = re.sub(r"(?:feed|podcast|itpc|pcast):(?://)?", "", word.strip(), count=1, flags=re.IGNORECASE)
    if re.match(r"https?://", bare, re.IGNORECASE):
        return bare
    if re.match(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:/|\Z)", bare, re.IGNORECASE):
        return f"http://{bare}"
    return typed(bare) if bare != word.strip() or re.match(r"www\.[\w-]+\.", bare, re.IGNORECASE) else word


def absolute(address: str) -> bool:
    """Whether a link leads somewhere from anywhere: inside a book, one to a file of the website leads nowhere."""
    match = _SCHEME.match(address)
    return match is not None and match[1].lower() in SCHEMES


def away_fault(address: str) -> Message:
    """What is wrong with a link that is read away from the page: in players, books and tags; empty if nothing is."""
    if wrong := unwritable(address):
        return wrong
    if not address.isascii():
        return msg("is not plain ASCII: copy it from the browser's address line, where ü is xn--… or %C3%BC")
    return fault(address) or (NOTHING if absolute(address) else msg("leads nowhere from a player or a book"))


def _fault_of_host(address: str) -> Message:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return msg("is no address")
    if "@" in parts.netloc:
        return msg("holds a name or a password, which everybody could read")
    if host.startswith("[") or ":" in host:
        return NOTHING if parts.netloc.startswith("[") else msg("is no address")
    return NOTHING if _HOST.fullmatch(host) and (host.isascii() or _is_international(host)) else msg("is no address")


def _is_international(host: str) -> bool:
    """A name in other letters than ASCII's, as the registries take them (IDNA)."""
    try:
        return bool(_in_ascii(host))
    except UnicodeError:
        return False


def _in_ascii(host: str) -> str:
    """A name as browsers look it up: IDNA 2008, in which ß stays ß, with the letters that UTS #46 makes small before. Raises
    UnicodeError."""
    return idna.encode(host, uts46=True).decode("ascii")
