"""Services that repeat the key that they were sent: in every place of an answer, in every usual spelling."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from urllib.parse import quote

from attacks.hostile_answers import Answer, head, plain

KEY = "sk-Secret+0123456789/aBcDeF=="

SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "percent": lambda key: quote(key, safe=""),
    "each percent": lambda key: "".join(f"%{ord(letter):02x}" for letter in key),
    "percent twice": lambda key: quote(quote(key, safe=""), safe=""),
    "JSON": lambda key: "".join(f"\\u{ord(letter):04x}" for letter in key),
    "JSON in JSON": lambda key: "".join(f"\\\\u{ord(letter):04X}" for letter in key),
    "slashes": lambda key: key.replace("/", "\\/"),
    "entities": lambda key: "".join(f"&#{ord(letter)};" for letter in key),
    "entities in hex": lambda key: "".join(f"&#x{ord(letter):x};" for letter in key),
    "base 64": lambda key: base64.b64encode(key.encode()).decode(),
    "basic": lambda key: base64.b64encode(f"user:{key}".encode()).decode(),
    "basic, URL": lambda key: base64.urlsafe_b64encode(f"me:{key}".encode()).decode(),
    "hexadecimal": lambda key: key.encode().hex(),
    "capitals": str.upper,
    "first half": lambda key: key[:15],
    "last half": lambda key: key[14:],
    "invisible between": lambda key: "\u200b".join(key),
    "behind much": lambda key: "x" * 190 + key,
}

PLACES: dict[str, Callable[[str], bytes]] = {
    "reason phrase": lambda key: head(f"401 No {key}", "Content-Length: 0"),
    "reason phrase of 500": lambda key: head(f"500 {key} is bad", "Content-Length: 0"),
    "Location": lambda key: head("302 Found", f"Location: https://x.example/{key}", "Content-Length: 0"),
    "Location's host": lambda key: head("302 Found", f"Location: https://{key}", "Content-Length: 0"),
    "OpenAI's message": lambda key: _json({"error": {"message": f"Incorrect API key: {key}."}}),
    "FastAPI's detail": lambda key: _json({"detail": [{"loc": ["header"], "input": f"Bearer {key}"}]}),
    "a name in JSON": lambda key: _json({key: key}),
    "content type": lambda key: head("200 OK", f"Content-Type: {key}", "Content-Length: 4") + b"body",
}


def _json(value: object) -> bytes:
    body = json.dumps(value).encode()
    return head("400 Bad", "Content-Type: application/json", f"Content-Length: {len(body)}") + body


def answers() -> Iterator[Answer]:
    """Each spelling in each place."""
    for spelling, spell in SPELLINGS.items():
        for place, put in PLACES.items():
            yield plain(f"key as {spelling} in {place}", put(spell(KEY)))


def shown(text: str) -> str | None:
    """What of the key stands in a text, in any spelling that is known here."""
    small = text.lower()
    for name, spell in SPELLINGS.items():
        form = spell(KEY).lower() if name != "behind much" else ""
        step = 12
        for start in range(max(0, len(form) - step + 1)):
            if form[start : start + step] in small and form[start : start + step].strip("x"):
                return f"{form[start : start + step]!r}, which is the key as {name}"
    return None
