"""What an editor, or somebody through the editor, may write: hostile values, the places where they may stand, hostile files.

Each value is written into each place as text that its format takes, and, where the format has other kinds of values, as one
of those.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

TEXTS: Mapping[str, str] = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt; &xxe; &#0;",
    "end of CDATA": "]]><script>alert(1)</script><![CDATA[",
    "end of comment": "--><script>alert(1)</script><!--",
    "end of attribute": "\"'><script>alert(1)</script>",
    "script's address": "javascript:alert(1)",
    "file's address": "file:///etc/passwd",
    "data's address": "data:text/html,<script>alert(1)</script>",
    "password": "https://editor:sesame@example.org/",
    "broken host": "http://[x",
    "broken port": "http://example.org:99999999/",
    "upwards": "../../../etc/passwd",
    "from the root": "/etc/passwd",
    "a device of Windows": "con",
    "reserved": "assets",
    "template": "{{ 7 * 7 }}{% for a in range(10**9) %}x{% endfor %}",
    "format": "{0.__class__.__mro__} %s%n%x {name!r:>1000000000}",
    "control": "a\x07b\x1b[31mc",
    "bidi": "a\u202etxt.exe\u2066",
    "invisible": "\u200b\u2060\ufeff",
    "blank": "\u3164\u2800",
    "hidden in a text": "a\u200bb\u2060c\u034fd\u3164e",
    "spelt in tags": "a\U000e0041\U000e0042b",
    "a flag": "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "spelt in selectors": "a\ufe0f\ufe01\ufe02\U000e0101b",
    "great letters": "HTTPS://EXAMPLE.ORG/x/",
    "up in an address": "https://example.org/../x/",
    "name of nobody": "00000000-0000-0000-0000-000000000000",
    "emoji": "👩🏽\u200d🚀" * 50,
    "right to left": "שלום عليكم",
    "lines": "one\n\n## two\n---\nthree: 3",
    "long": "wort " * 30_000,
    "long word": "x" * 100_000,
    "empty": "",
    "space": " ",
    "digits": "9" * 5000,
    "SSML": '<speak><break time="1000000s"/></speak> [[pause]]',
    "nothing to say": "…",
    "marks": "*a* **b** [c](d) `e` ~~f~~ ^g^ | h |",
}

VALUES: Mapping[str, tuple[str, str]] = {
    "a long number": ("9" * 5000, "9" * 5000),
    "a long hexadecimal number": (f"0x{'f' * 50_000}", f"0x{'f' * 50_000}"),
    "a negative number": ("-1", "-1"),
    "no number": ("nan", ".nan"),
    "infinity": ("inf", ".inf"),
    "a flood": ("1e999", "1e999"),
    "yes": ("true", "true"),
    "a day": ("0001-01-01", "0001-01-01"),
    "the last day": ("9999-12-31T23:59:59-10:00", "9999-12-31 23:59:59-10:00"),
    "no day": ("2024-13-45", "2024-13-45"),
    "a list": ("[]", "[]"),
    "a table": ("{a = 1}", "{a: 1}"),
    "a deep list": ("[" * 50_000 + "]" * 50_000, "[" * 50_000 + "]" * 50_000),
    "a wide list": ("[" + "1," * 50_000 + "]", "[" + "1," * 50_000 + "]"),
    "nothing": ('""', "null"),
    "Python": ('"!!python/object/apply:os.system [id]"', "!!python/object/apply:os.system [id]"),
    "binary": ('"x"', "!!binary AAAA"),
    "itself": ('"x"', "&x [*x]"),
}
"""In TOML and in YAML."""

SHOW = (
    *("title", "link", "description", "language", "author", "email", "category", "guid", "licence", "licence_url"),
    *("copyright", "image", "convert_image", "explicit", "type", "timezone", "moved_from", "feed_episodes"),
    *("announcements", "stage_directions"),
    *(
        "voices.narrator",
        "colours.ground",
        "audio.sample_rate_hz",
        "audio.loudness_lufs",
        "pauses.sentence_ms",
        "unknown",
    ),
)
VOICE = ("engine", "language", "label", "rate", "pitch", "languages.en", "model", "base_url", "unknown")
MATTER = (
    *("title", "date", "language", "summary", "id", "season", "episode", "type", "unknown"),
    *("speakers", "speaker.name", "speaker.role", "speaker.voice", "corrected", "correction.note", "correction.date"),
)
LEXICON = ("printed", "spoken", "ipa", "language")
BODY = ("paragraph", "question", "answer", "label", "link", "say", "lang", "comment")
SETTINGS = {
    "title": '"Am Kai"',
    "link": '"https://podcast.stadt-am-kai.de/kai/"',
    "description": '"Worum es geht."',
    "language": '"de"',
    "author": '"Wir"',
    "email": '"wir@stadt-am-kai.de"',
    "category": '"News"',
}
FRONT = {"title": "Am Kai", "date": "2024-05-01", "language": "de"}


def show(key: str = "", value: str = "") -> str:
    """content/show.toml, with ``value`` for a key."""
    first, _, second = key.partition(".")
    settings = SETTINGS | ({first: f"{{{second} = {value}}}" if second else value} if key else {})
    return "".join(f"{name} = {text}\n" for name, text in settings.items())


def voice(key: str = "", value: str = "") -> str:
    """A voice file."""
    first, _, second = key.partition(".")
    settings = {"engine": '"silence"', "language": '"de"'}
    settings |= {first: f"{{{second} = {value}}}" if second else value} if key else {}
    return "".join(f"{name} = {text}\n" for name, text in settings.items())


def interview(key: str = "", value: str = "", body: str = "") -> str:
    """content/<slug>.md, with ``value`` for a key of its front matter."""
    speaker = {"name": "Ann", "role": "question", "voice": "a"}
    correction = {"date": "2024-06-01", "note": "Ein Satz fehlte."}
    first, _, second = key.partition(".")
    if first == "speaker":
        speaker |= {second: value}
    elif first == "correction":
        correction |= {second: value}
    told = ", ".join(f"{name}: {text}" for name, text in speaker.items())
    noted = ", ".join(f"{name}: {text}" for name, text in correction.items())
    settings = FRONT | {
        "speakers": f"[{{{told}}}, {{name: Ben, role: answer, voice: a}}, {{name: C, role: narrator, voice: a}}]"
    }
    settings |= {"corrected": f"[{{{noted}}}]"} if first == "correction" else {}
    settings |= {key: value} if key and not second else {}
    matter = "".join(f"{name}: {text}\n" for name, text in settings.items())
    return f"---\n{matter}---\n{body or DEFAULT_BODY}"


DEFAULT_BODY = "Guten Tag.\n\n## Was gibt es?\n\nNichts.\n"


def body(place: str, text: str) -> str:
    """The text of an interview with a hostile part."""
    quoted = text.replace('"', '\\"').replace("\n", " ")
    parts = {
        "paragraph": f"{text}\n\n## Was?\n\nDas.\n",
        "question": f"## {text}\n\nDas.\n",
        "answer": f"## Was?\n\n{text}\n",
        "label": f"## Was?\n\n**{text}:** Das.\n",
        "link": f"## Was?\n\nDas [hier](<{text}>).\n",
        "say": f'## Was?\n\nDas [hier]{{say="{quoted}"}}.\n',
        "lang": f'## Was?\n\nDas [hier]{{lang="{quoted}"}}.\n',
        "comment": f"## Was?\n\nDas.\n\n<!-- {text} -->\n",
    }
    return parts[place]


def lexicon(place: str, text: str) -> str:
    """content/lexicon.toml with a hostile part."""
    word = json.dumps(text, ensure_ascii=False)
    if place == "printed":
        return f'{word} = "so"\n'
    return f"Nichts = {word}\n" if place == "spoken" else f'Nichts = {{spoken = "so", {place} = {word}}}\n'


def _socket(path: Path, _: Path) -> None:
    server = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's name is short
    try:
        server.bind(path.name)
    finally:
        os.chdir(here)
        server.close()


def _sparse(path: Path, _: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50_000_000_000)


def _locked(path: Path, _: Path) -> None:
    path.write_text("x")
    path.chmod(0)


def _out(path: Path, outside: Path) -> None:
    path.symlink_to(outside / f"secret{path.suffix}")


FILES: Mapping[str, Callable[[Path, Path], object]] = {
    "a folder": lambda path, _: path.mkdir(),
    "a pipe": lambda path, _: os.mkfifo(path),
    "a socket": _socket,
    "a device": lambda path, _: path.symlink_to("/dev/zero"),
    "random numbers": lambda path, _: path.symlink_to("/dev/urandom"),
    "a link to itself": lambda path, _: path.symlink_to(path.name),
    "a link to nothing": lambda path, _: path.symlink_to("nowhere"),
    "a link out": _out,
    "empty": lambda path, _: path.write_bytes(b""),
    "zeros": lambda path, _: path.write_bytes(bytes(10_000)),
    "noise": lambda path, _: path.write_bytes(bytes((i * 7919) % 256 for i in range(10_000))),
    "UTF-16": lambda path, _: path.write_text("title = 1", encoding="utf-16"),
    "a mark and nothing": lambda path, _: path.write_bytes(b"\xef\xbb\xbf"),
    "fifty gigabytes": _sparse,
    "not to be read": _locked,
}
NAMED = (
    *("content/show.toml", "content/am-kai.md", "content/lexicon.toml", "content/words.pls", "content/cover.jpg"),
    "voices/a.toml",
)
