"""What a server says of itself, made fit to be shown: short, printable, and without what nobody else may read.

A service that refuses a key may well repeat it: in the reason phrase, in an address, in JSON, encoded in one way or another.
What we print ends up in logs. So the text is decoded as far as anybody would, and every part of a secret in it is hidden.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from audiobuild.text import plain_spaces, visible

LONGEST = 200
"""So many characters of a server's words are shown."""

GRAM = 8
"""So many characters in a row of a secret are not shown: half a key is still too much."""

HIDDEN = "…"

_SPELLED = re.compile(
    r"%(?:25)*(?P<percent>[0-9a-f]{2})"  # also encoded twice
    r"|\\+u(?P<json>[0-9a-f]{4})"  # also JSON within JSON
    r"|\\+x(?P<hex>[0-9a-f]{2})"
    r"|(?P<entity>&(?:amp;)*(?:\#[0-9]{1,7}|\#x[0-9a-f]{1,6}|[a-z]{2,8});)"
    r"|\\+(?P<escaped>[^\\])"
    r"|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)


def quote(text: str, secrets: Iterable[str] = (), *, limit: int = LONGEST) -> str:
    """``text`` in one printable line of at most ``limit`` characters, an ellipsis for what is cut off or secret."""
    text = "".join(character if character.isprintable() else " " for character in visible(text[: 100 * limit]))
    text = plain_spaces(" ".join(without(text, secrets).split()))
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def without(text: str, secrets: Iterable[str]) -> str:
    """``text`` with an ellipsis for every part of a secret, in whichever usual spelling."""
    forms = {form for secret in secrets if secret for form in _forms(secret)}
    if not forms:
        return text
    letters, places = _decoded(text)
    hidden = sorted(_hidden(letters, forms))
    pieces, end = [], 0
    for first, last in hidden:
        start = places[first][0]
        if start >= end:
            pieces += [text[end:start], HIDDEN]
        end = max(end, places[last][1])
    return re.sub(f"{HIDDEN}+", HIDDEN, "".join([*pieces, text[end:]])) if hidden else text


def without_password(address: str) -> str:
    """A web address without the name and password in it."""
    return re.sub(r"(?<=://)[^/?#]*@", "", address)


def _forms(secret: str) -> Iterator[str]:
    """A secret as it is, in hexadecimal, and in base 64 behind anything (``name:secret``): three places to begin."""
    data = secret.encode()
    yield secret.lower()
    yield unquote(secret).lower()
    yield data.hex()
    if len(data) >= GRAM:
        for before in range(3):
            inner = base64.b64encode(bytes(before) + data).decode().rstrip("=")
            whole = inner[(0, 2, 3)[before] : -1].lower()
            yield whole
            yield whole.replace("+", "-").replace("/", "_")


def _decoded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The characters that a text spells, in small letters, and where each is spelled."""
    letters, places = [], []
    for match in _SPELLED.finditer(text):
        for letter in _letters(match):
            letters.append(letter)
            places.append(match.span())
    return "".join(letters), places


def _letters(match: re.Match[str]) -> str:
    kind, word = match.lastgroup, match[match.lastgroup or 0]
    if kind in ("percent", "json", "hex"):
        letter = chr(int(word, 16))
    elif kind == "entity":
        letter = html.unescape(re.sub("&(?:amp;)+", "&", word, flags=re.IGNORECASE))
    else:
        letter = word
    lower = letter.lower()
    return lower if len(lower) == len(letter) else letter


def _hidden(letters: str, forms: set[str]) -> Iterator[tuple[int, int]]:
    """First and last letter of each part that is a secret's."""
    for form in forms:
        size = min(GRAM, len(form))
        grams = {form[start : start + size] for start in range(len(form) - size + 1)}
        for start in range(len(letters) - size + 1):
            if letters[start : start + size] in grams:
                yield start, start + size - 1
