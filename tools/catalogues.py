"""Messages in the sources → gettext catalogues, by Babel.

A message is what stands in ``msg("…")`` or ``template("…")``, the help of a command or an option, and what click itself says.
"""

from __future__ import annotations

import ast
import inspect
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "audiobuild"
_ALWAYS = datetime(2026, 11, 27, tzinfo=UTC)
FIELD = re.compile(r"\{[^{}]*\}")


def paths() -> list[Path]:
    """The catalogues that are there."""
    return sorted(PACKAGE.glob("locale/*/LC_MESSAGES/audiobuild.po"))


def messages() -> dict[str | tuple[str, ...], list[str]]:
    """All messages with the files in which they stand; a pair where one and many are said differently."""
    found: dict[str | tuple[str, ...], list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for text in _of_module(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(text, []).append(name)
    folder = Path(inspect.getfile(click)).parent
    for path in sorted(folder.glob("*.py")):
        for words in _of_click(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(words, []).append(f"click/{path.name}")
    return {message: list(dict.fromkeys(files)) for message, files in found.items() if message and message[0]}


def _of_module(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.FunctionDef) and any(
            "command" in ast.dump(one) or "group" in ast.dump(one) for one in node.decorator_list
        ):
            yield ast.get_docstring(node) or ""


def _of_click(tree: ast.Module) -> Iterator[str | tuple[str, ...]]:
    """What click says, also within f-strings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = tuple(str(one.value) for one in node.args if isinstance(one, ast.Constant))
            if node.func.id == "_" and texts:
                yield texts[0]
            elif node.func.id == "ngettext":
                yield texts[:2]


def _of_call(node: ast.Call) -> Iterator[str]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name in ("msg", "template") and node.args and isinstance(node.args[0], ast.Constant):
        yield str(node.args[0].value)
    if name in ("option", "version_option", "Option", "command", "group"):
        for keyword in node.keywords:
            if keyword.arg in ("help", "epilog") and isinstance(keyword.value, ast.Constant):
                yield str(keyword.value.value)


def read(path: Path) -> Catalog:
    """A catalogue. Its dates are always the same: they would change files that say the same."""
    with path.open("rb") as file:
        catalogue = pofile.read_po(file, locale=path.parents[1].name)
    catalogue.creation_date = catalogue.revision_date = _ALWAYS
    return catalogue


def update(path: Path) -> None:
    """Bring a catalogue up to the sources, and write the form in which it is read."""
    template = Catalog(creation_date=_ALWAYS)
    for message, files in messages().items():
        template.add(message, locations=[(name, 0) for name in files])
    catalogue = read(path)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path.write_bytes(written(catalogue))
    path.with_suffix(".mo").write_bytes(compiled(catalogue))


def written(catalogue: Catalog) -> bytes:
    """A catalogue as its file."""
    sink = io.BytesIO()
    pofile.write_po(sink, catalogue, width=0, sort_output=True, omit_header=False, include_lineno=False)
    return sink.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as gettext reads it."""
    sink = io.BytesIO()
    mofile.write_mo(sink, catalogue)
    return sink.getvalue()


def missing(path: Path) -> Iterator[str | tuple[str, ...]]:
    """The messages that a catalogue has no translation for."""
    catalogue = read(path)
    for message in messages():
        entry = catalogue.get(message if isinstance(message, str) else message[0])
        if entry is None or not entry.string or (isinstance(entry.string, tuple) and not all(entry.string)):
            yield message
