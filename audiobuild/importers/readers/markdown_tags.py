"""What generators of sites add to Markdown: front matter of three kinds, and tags of their template languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audiobuild.errors import InputError
from audiobuild.importers.readers.markdown_emphasis import mended
from audiobuild.inputs import tables

_YAML = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_MOST_JSON = 100_000
_TAG = re.compile(
    r"\{\{[<%]?[^{}\n]{0,1000}[>%]?\}\}"  # {{< youtube x >}}, {{% notice %}}, {{ page.title }} of Hugo, Liquid, Jinja
    r"|\{%-?[^%\n]{0,1000}-?%\}"  # {% include x.html %} of Jekyll and Liquid
    r"|\{:[^{}\n]{0,300}\}|\{[.#][\w-][^{}\n]{0,200}\}"  # {: .class} of kramdown, {.class} of Pandoc
    r"|\[\[_?TOC_?\]\]|^:{3,}.*$"  # ::: warning, of Pandoc, Docusaurus and VitePress
    r"|^(?:import|export)\s+(?:[\w*{}, ]{1,300}\s+from\s+)?['\"][^'\"\n]{1,300}['\"];?[ \t]*$"  # of MDX
    r"|^export\s+(?:const|default|function)\b.*$",
    re.MULTILINE,
)
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.{0,20000}?\{%-?\s*endcomment\s*-?%\}|\{/\*.{0,5000}?\*/\}", re.DOTALL)
_COMPONENT = re.compile(
    r"<[A-Z][\w.]{0,60}(?:\s+(?:[\w:.-]{1,60}(?:=(?:\"[^\"]{0,50000}\"|'[^']{0,50000}'|\{(?:[^{}]|\{[^{}]{0,500}\}){0,2000}\}))?|"
    r"\{[^{}]{0,500}\}))*\s*/?>"
)
"""A component of MDX with all its properties; one without any may be a label: <Anna>."""
_MOST_COMPONENTS = 500
_DATA = re.compile(r"(data:[\w/.+-]{1,60};base64,)[^\"'\s]{40,}")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A tag that is not text, and the line on which it stands."""

    text: str
    line: int


def split_front_matter(source: str) -> tuple[dict[str, Any], str]:
    """What the front matter says, and the text with empty lines in its place. One that cannot be read says nothing; what is
    no front matter (a rule of dashes) stays."""
    for pattern, read in ((_YAML, tables.from_yaml), (_TOML, tables.from_toml)):
        if match := pattern.match(source):
            try:
                table = read(match[1], place="")
            except InputError:
                table = {}
            return table, "\n" * match[0].count("\n") + source[match.end() :]
    return _json(source)


def _json(source: str) -> tuple[dict[str, Any], str]:
    """Hugo takes JSON, too: a table in braces that ends with its line."""
    if not re.match(r"\{\s*\"", source):
        return {}, source
    try:
        table, end = json.JSONDecoder(strict=False).raw_decode(source[:_MOST_JSON])
    except (ValueError, RecursionError):
        return {}, source
    if not isinstance(table, dict) or source[end : end + 1] not in ("\n", ""):
        return {}, source
    return table, "\n" * source[:end].count("\n") + source[end:]


def without_tags(source: str) -> tuple[str, tuple[Tag, ...]]:
    """The text line for line without tags, and the tags; code between fences keeps them."""
    tags: list[Tag] = []

    def comment(match: re.Match[str]) -> str:
        text = _DATA.sub(r"\1…", " ".join(match[0].split()))
        tags.append(Tag(text=text, line=source.count("\n", 0, match.start()) + 1))
        return "\n" * match[0].count("\n")

    if source.count("{%") + source.count("{/*") < 2_000:
        source = _COMMENT.sub(comment, source)
    if len(re.findall("<[A-Z]", source)) < _MOST_COMPONENTS:
        source = _COMPONENT.sub(
            lambda match: match[0] if match[0][-2].isalnum() and "=" not in match[0] else comment(match), source
        )
    lines = list(_lines(source.split("\n"), tags))
    return "\n".join(lines), tuple(sorted(tags, key=lambda tag: tag.line))


def _lines(lines: list[str], tags: list[Tag]) -> Iterator[str]:
    fence = ""
    for number, line in enumerate(lines, start=1):
        match = _FENCE.match(line)
        if fence:
            fence = "" if match and match[1].startswith(fence) else fence
        elif match:
            fence = match[1]
        elif "{" in line or line[:1] in ("i", "e", ":") or "TOC" in line:
            tags += [Tag(text=found[0], line=number) for found in _TAG.finditer(line)]
            line = _TAG.sub("", line).rstrip(" ")
        yield line if fence else mended(line)
