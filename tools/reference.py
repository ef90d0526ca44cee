"""What an editor can write into each file: docs/reference.md, made of the types that hold it against their bounds.

    python -m tools.reference    writes the page; tests/test_reference.py fails where it is out of date

A key's name, type, bounds and default are those of its field; what it does is said by the docstring of the field.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import textwrap
import types
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import Interval, Len, Unit
from pydantic import StringConstraints

from audiobuild.languages.lexicon import LexiconEntry
from audiobuild.model import (
    Audio,
    Braille,
    Colours,
    Correction,
    Directories,
    FrontMatter,
    Funding,
    Link,
    Pauses,
    Show,
    Sound,
    Sounds,
    Speaker,
    Voice,
)
from audiobuild.speech.engines.espeak import EspeakOptions
from audiobuild.speech.engines.gtts import GttsOptions
from audiobuild.speech.engines.http import HttpOptions
from audiobuild.speech.engines.kokoro import KokoroOptions
from audiobuild.speech.engines.piper import PiperOptions

PAGE = Path(__file__).parents[1] / "docs/reference.md"
INTRODUCTION = """\
# Reference

Every key that an editor can write, with its type, its bounds, and what holds where it is not written. Made by
`python -m tools.reference` of the types that check the files. Whatever is unknown or out of bounds is an error with file and line.

"""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A table of the page. ``but`` are fields that are no keys."""

    title: str
    about: str
    kind: type
    but: frozenset[str] = frozenset()

    @property
    def keys(self) -> tuple[dataclasses.Field[Any], ...]:
        """The fields that are keys."""
        return tuple(field for field in dataclasses.fields(self.kind) if field.name not in self.but)


SECTIONS = (
    Section(
        title="An interview: front matter",
        about="YAML between two lines `---` at the top of `content/<slug>.md` ([how an interview is written](interviews.md)).",
        kind=FrontMatter,
    ),
    Section(title="speakers", about="An entry of the list: `- {name: …, role: …, voice: …}`.", kind=Speaker),
    Section(title="corrected", about="An entry of the list: `- {date: …, note: …}`.", kind=Correction),
    Section(title="links", about="An entry of the list: `- {title: …, url: …}`.", kind=Link),
    Section(title="The show: content/show.toml", about="TOML ([an example](show.md)).", kind=Show),
    Section(title="[directories]", about="In `content/show.toml`.", kind=Directories),
    Section(title="[funding]", about="In `content/show.toml`.", kind=Funding),
    Section(title="[colours]", about="In `content/show.toml`.", kind=Colours),
    Section(title="[braille]", about="In `content/show.toml` ([braille and Word](braille.md)).", kind=Braille),
    Section(title="[audio]", about="In `content/show.toml`.", kind=Audio),
    Section(title="[pauses]", about="In `content/show.toml`.", kind=Pauses),
    Section(title="[sounds]", about="In `content/show.toml`.", kind=Sounds),
    Section(title="[sounds.intro], [sounds.sting], [sounds.outro]", about="In `content/show.toml`.", kind=Sound),
    Section(
        title="A voice: voices/NAME.toml",
        about="TOML. `audiobuild voices add NAME` writes one ([voices](voices.md)).",
        kind=Voice,
        but=frozenset({"name", "options"}),
    ),
    Section(title="Of espeak", about='With `engine = "espeak"`.', kind=EspeakOptions),
    Section(title="Of piper", about='With `engine = "piper"`.', kind=PiperOptions),
    Section(title="Of kokoro", about='With `engine = "kokoro"`.', kind=KokoroOptions),
    Section(title="Of http", about='With `engine = "http"`.', kind=HttpOptions),
    Section(title="Of gtts", about='With `engine = "gtts"`.', kind=GttsOptions),
    Section(
        title="Pronunciations: content/lexicon.toml",
        about='A line a word or phrase: `"KL.digital" = "K L digital"`, or a table with these keys: '
        '`"Pipeline" = {language = "en"}`. One of `spoken`, `ipa` and `language` is needed ([voices](voices.md#pronunciation)).',
        kind=LexiconEntry,
        but=frozenset({"text"}),
    ),
)


def page() -> str:
    """The text of docs/reference.md."""
    return INTRODUCTION + "\n\n".join(_section(section) for section in SECTIONS) + "\n"


def descriptions(kind: type) -> dict[str, str]:
    """The docstring of each field that has one, in one line: a text that stands alone below the field."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(tree, ast.ClassDef)  # noqa: S101  (for the type checker)
    return dict(_described(tree))


def _described(tree: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in zip(tree.body, tree.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, " ".join(text.split())


def _section(section: Section) -> str:
    hints = get_type_hints(section.kind, include_extras=True)
    told = descriptions(section.kind)
    heads = "##" if ":" in section.title else "###"
    lines = [
        f"{heads} {section.title}",
        "",
        section.about,
        "",
        "| Key | Type and bounds | Without it | What it does |",
        "|---|---|---|---|",
    ]
    for field in section.keys:
        cells = (f"`{field.name}`", _type(hints[field.name]), _default(field), told.get(field.name, ""))
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines)


_PLAIN: Mapping[Any, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    date: "date",
    datetime: "date and time",
}


def _type(hint: Any) -> str:
    """A type as an editor calls it."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if dataclasses.is_dataclass(hint):
        return "table"
    if origin is Annotated:
        return _type(inner[0]) + "".join(_bound(one, inner[0]) for one in inner[1:])
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if origin in (Union, types.UnionType):
        return " or ".join(_type(one) for one in inner if one is not types.NoneType)
    if origin is tuple:
        return "list of tables" if dataclasses.is_dataclass(inner[0]) else f"list of {_type(inner[0])}"
    if origin is not None and issubclass(origin, Mapping):
        return f"table of {_type(inner[1])}"
    raise TypeError(hint)


def _bound(bound: Any, of: Any) -> str:
    """A bound of a value, as an editor calls it."""
    match bound:
        case Interval(ge=low, le=None):
            return f", at least {low}"
        case Interval(ge=low, le=high):
            return f", {low} to {high}"
        case Len(min_length=low, max_length=high):
            unit = "characters" if of is str else "entries"
            return (
                f", {low} to {high} {unit}" if low and high else f", at most {high} {unit}" if high else ", not empty"
            )
        case Unit(unit=unit):
            return f" {unit}"
        case StringConstraints(pattern=pattern):
            return f", of the form `{pattern}`"
        case _:
            raise TypeError(bound)


def _default(field: dataclasses.Field[Any]) -> str:
    """What holds where a key is not written."""
    if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
        return "**needed**"
    match field.default:
        case bool(value):
            return f"`{str(value).lower()}`"
        case str(value) | int(value) | float(value) if value != "":
            return f"`{value}`"
        case [str(), *_] as values:
            return ", ".join(f"`{value}`" for value in values)
        case _:
            return ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
