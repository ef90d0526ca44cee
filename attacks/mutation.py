"""Ways to change a good sample so that it is nearly good: what finds faults is mostly right, and wrong in one place."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence

TOKENS = (
    *(
        "---",
        "##",
        "* * *",
        "**",
        "[",
        "]",
        "](",
        "](<",
        "{lang=",
        '{say="',
        "}",
        "<!--",
        "-->",
        "`",
        "|",
        "> ",
        "- ",
        "1. ",
    ),
    *(
        ":",
        "=",
        '"',
        '"""',
        "'",
        "'''",
        "#",
        "\\",
        "&a ",
        "*a",
        "!!",
        "{",
        "}",
        "[[",
        "]]",
        "<<: ",
        "? ",
        "~",
        "%",
        "@",
        "$",
    ),
    *("<", ">", "</", "/>", "&lt;", "&#x0;", "&#xD800;", "&nope;", "<![CDATA[", "]]>", "<?xml", "<!DOCTYPE x [", "-->"),
    *(
        "0",
        "-1",
        "9" * 30,
        "9" * 5000,
        "0x" + "f" * 3000,
        "1e999",
        "nan",
        ".inf",
        "1.5",
        "²",
        "٣",
        "½",
        "12.12.2012",
        "§",
    ),
    *("0001-01-01", "9999-12-31 23:59:59-10:00", "2024-13-45", "00:00:00.000 --> 00:00:01.000", "99:99:99.999"),
    *(
        "\0",
        "\x07",
        "\x1b[2J",
        "\x0b",
        "\x85",
        "\u200b",
        "\u202e",
        "\u2028",
        "\ufeff",
        "\ufffd",
        "\ud800",
        "\U0010ffff",
    ),
    *(
        "ä",
        "ß",
        "ſ",
        "İ",
        "שלום",
        "क्\u200dष",
        "👩🏽\u200d🚀",
        "e\u0301" * 5,
        "\u3164",
        "a" * 300,
        " " * 300,
        "\n" * 30,
        "\t",
    ),
    *(
        "javascript:",
        "http://[x",
        "https://u:p@h/",
        "../",
        "/",
        "//",
        "file:///etc/passwd",
        "con",
        "assets",
        "null",
        "true",
    ),
    *(
        "..",
        "...",
        "…",
        "5 €",
        "z. B.",
        "Dr.",
        "XIV",
        "14.30 Uhr",
        "3:4",
        "1/2",
        "a@b.de",
        "www.x.de",
        "100 %",
        "-5 °C",
        "H₂O",
    ),
)
NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def of_text(random_: random.Random, samples: Sequence[str]) -> str:
    """A sample with some changes, up to a few thousand characters."""
    text = random_.choice(samples)
    for _ in range(1 + int(random_.expovariate(0.5))):
        text = _changed_text(random_, text, samples)[:8_000]
    return text


def _changed_text(random_: random.Random, text: str, samples: Sequence[str]) -> str:
    at = random_.randint(0, len(text))
    end = min(len(text), at + int(random_.expovariate(0.1)))
    match random_.randrange(9):
        case 0:
            return text[:at] + random_.choice(TOKENS) + text[at:]
        case 1:
            return text[:at] + random_.choice(TOKENS) + text[end:]
        case 2:
            return text[:at] + text[end:]
        case 3:
            return text[:end] + text[at:end] * random_.choice((1, 2, 30)) + text[end:]
        case 4:
            return text[:at] + chr(random_.choice((random_.randrange(128), random_.randrange(0x3000)))) + text[at:]
        case 5:
            return text[:at]
        case 6:
            other = random_.choice(samples)
            cut = random_.randint(0, len(other))
            return text[:at] + other[cut:]
        case 7:
            lines = text.split("\n")
            one, two = random_.randrange(len(lines)), random_.randrange(len(lines))
            lines[one], lines[two] = lines[two], lines[one]
            return "\n".join(lines)
        case _:
            token = random_.choice(TOKENS)
            return text[:at] + token * random_.choice((2, 10, 100)) + text[at:]


def of_bytes(random_: random.Random, samples: Sequence[bytes]) -> bytes:
    """A sample with some bytes changed, numbers above all."""
    data = bytearray(random_.choice(samples))
    for _ in range(1 + int(random_.expovariate(0.4))):
        at = random_.randrange(len(data) + 1) if random_.random() < 0.5 else random_.randrange(min(len(data), 128) + 1)
        match random_.randrange(7):
            case 0 if data:
                data[min(at, len(data) - 1)] ^= 1 << random_.randrange(8)
            case 1:
                size = random_.choice((1, 2, 4))
                number = random_.choice(NUMBERS) & (1 << 8 * size) - 1
                data[at : at + size] = number.to_bytes(size, random_.choice(("little", "big")))
            case 2:
                del data[at:]
            case 3:
                del data[at : at + int(random_.expovariate(0.05))]
            case 4:
                data[at:at] = random_.randbytes(random_.choice((1, 4, 100)))
            case 5:
                data[at:at] = data[at : at + random_.choice((4, 100, 2000))]
            case _:
                other = random_.choice(samples)
                data[at:] = other[random_.randrange(len(other) + 1) :]
    return bytes(data[:200_000])


def of_either(random_: random.Random, samples: Sequence[str]) -> bytes:
    """A text with changes as bytes, mostly UTF-8, sometimes broken or in another encoding."""
    text = of_text(random_, samples)
    if random_.random() < 0.8:
        return text.encode("utf-8", "replace")
    encoding = random_.choice(("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-8-sig", "utf-7"))
    return of_bytes(random_, [text.encode(encoding, "replace")])


def of_zip(random_: random.Random, samples: Sequence[bytes]) -> bytes:
    """A zip file that is broken, or whole with a broken part."""
    sample = random_.choice(samples)
    if random_.random() < 0.3:
        return of_bytes(random_, [sample])
    with zipfile.ZipFile(io.BytesIO(sample)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = random_.choice(list(parts))
    parts[name] = of_either(random_, [parts[name].decode("utf-8", "replace")])
    if random_.random() < 0.1:
        del parts[random_.choice(list(parts))]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return stream.getvalue()
