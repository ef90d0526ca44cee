"""Symbols of units and codes of currencies, the same in every language: a language names only what they are made of.

"km" is the language's "kilo" and its "metre"; "km²" is that with its "square …". Symbols of languages that lack a part
("fr" counts in "octets") are left out, and what a language names itself counts first: "kilómetro" is not "kilometro".
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from audiobuild.languages.shared.text import Forms

_PREFIXED = {
    "m": ("n", "µ", "m", "c", "d", "k"),
    "g": ("µ", "m", "k"),
    "l": ("m", "c", "d", "h"),
    "L": ("m", "c", "d", "h"),
    "s": ("m",),
    "W": ("m", "k", "M", "G", "T"),
    "Wh": ("k", "M", "G", "T"),
    "Wp": ("k", "M"),
    "V": ("m", "k"),
    "A": ("m",),
    "Ah": ("m",),
    "Hz": ("k", "M", "G"),
    "Pa": ("h", "k", "M"),
    "bar": ("m",),
    "J": ("k", "M"),
    "N": ("k",),
    "cal": ("k",),
    "mol": ("m", "µ"),
    "Sv": ("m", "µ"),
    "bit": ("k", "M", "G", "T"),
    "B": ("k", "K", "M", "G", "T", "P"),
}
_NEVER_ALONE = frozenset({"bit", "B", "A", "J", "N", "cal"})
_POWERS = {"square": ("m²", "cm²", "km²"), "cube": ("m³", "cm³")}
_DEGREES = {
    f"{sign}{gap}{scale}": f"°{scale}" for sign in "°º" for gap in ("", " ", "\xa0", "\u202f") for scale in "CF"
}
_SPELLINGS = {"m2": "m²", "m3": "m³", "cm2": "cm²", "cm3": "cm³", "km2": "km²", "º": "°"} | _DEGREES
_CODES = {"EUR": "€", "USD": "$", "GBP": "£", "PLN": "zł"}


def named(
    names: Forms,
    prefixes: Mapping[str, str],
    *,
    square: str,
    cube: str,
    spellings: Mapping[str, str],
) -> Forms:
    """The forms of every unit's name by its symbol.

    ``names`` has those that are not made of others, ``prefixes`` the words for "k" and so on; ``square`` and ``cube`` are
    "square {}", one for all forms or one for each. ``spellings`` has other symbols: "qm" = "m²".
    """
    made = {
        prefix + symbol: tuple(_joined(f"{words}{{}}", form) for form in names[symbol])
        for symbol, some in _PREFIXED.items()
        for prefix in some
        if symbol in names and (words := prefixes.get("k" if prefix == "K" else prefix))
    } | dict(names)
    for template, symbols in ((square, _POWERS["square"]), (cube, _POWERS["cube"])):
        for symbol in symbols:
            if template and symbol[:-1] in made:
                made.setdefault(symbol, _raised(template.split(" / "), made[symbol[:-1]]))
    made |= {spelling: made[symbol] for spelling, symbol in _SPELLINGS.items() if symbol in made}
    made |= {spelling: made[symbol] for spelling, symbol in spellings.items()}
    made |= {
        symbol.replace("µ", "μ"): forms for symbol, forms in made.items() if "µ" in symbol
    }  # sign and Greek letter
    return {symbol: forms for symbol, forms in made.items() if symbol not in _NEVER_ALONE}


def coded(names: Forms, *, apart: Container[str] = ()) -> Forms:
    """What is known by a currency's sign, by its code, too: "EUR" as "€". Not codes that stand ``apart``."""
    codes = {code: names[sign] for code, sign in _CODES.items() if sign in names and code not in apart}
    return {**codes, **names}


def _raised(templates: list[str], forms: tuple[str, ...]) -> tuple[str, ...]:
    if len(templates) == 1:
        templates *= len(forms)
    return tuple(_joined(template, form) for template, form in zip(templates, forms, strict=True))


def _joined(template: str, name: str) -> str:
    """A noun that becomes the end of a word loses its capital: "Kilo" and "Meter" are "Kilometer"."""
    return template.format(name.lower() if re.search(r"\w\{", template) else name)
