"""What code and docs cite is there: files, headings, modules and the names in them."""

from __future__ import annotations

import ast
import builtins
import pkgutil
import re
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest
from programs import ROOT

Citation = tuple[Path, int, str]

FOLDERS = ("attacks", "audiobuild", "benchmarks", "docs", "tests", "tools")
DOCS = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))
NO_TEXT = {".mo", ".ttf", ".npz", ".png", ".woff2", ".pyc", ".odt", ".docx"}

_FILE = re.compile(rf"(?<![\w/.~-])((?:{'|'.join(FOLDERS)})/[\w./-]*[\w/])(?:#([\w-]+))?")
"""A file or folder of the repository, from its root; not a part of an address or of another path."""
_CAPITALS = re.compile(r"(?<![\w/.-])[A-Z][A-Z_]{2,}\.md\b")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([\w<>*./-]+)`")
_ROLE = re.compile(r":(?:mod|func|class|data|meth|attr|exc|const|obj):`~?([^`]+)`")
_KINDS = (".py", ".js", ".css", ".tsv", ".xhtml", ".opf", ".smil")


def sources() -> Iterator[Path]:
    """All that is written by us for people: code with its comments and strings, templates, docs."""
    yield from (path for path in DOCS if path.parent == ROOT)
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            inside = path.relative_to(ROOT).parts
            skipped = {"node_modules", "__pycache__", "cases", "corpus"} & set(inside)
            if path.is_file() and not skipped and path.suffix not in NO_TEXT:
                yield path


def found(
    pattern: re.Pattern[str], paths: Callable[[], Iterator[Path]] = sources
) -> Iterator[tuple[Citation, re.Match[str]]]:
    """Each citation with its file and line."""
    for path in paths():
        text = path.read_text("utf-8")
        for match in pattern.finditer(text):
            yield (path, text.count("\n", 0, match.start()) + 1, match[0]), match


def require(citations: Sequence[tuple[Citation, bool]], *, least: int) -> None:
    """All lead somewhere, and there are so many that the pattern still finds them."""
    assert len(citations) >= least
    broken = [f"{path.relative_to(ROOT)}:{line}: {text}" for (path, line, text), there in citations if not there]
    assert not broken, "\n".join(["these lead nowhere:", *broken])


def documents() -> Iterator[Path]:
    yield from DOCS


def python() -> Iterator[Path]:
    yield from (path for path in sources() if path.suffix == ".py")


# --- what is there --------------------------------------------------------------------------------------------------


@cache
def files() -> tuple[str, ...]:
    return tuple(path.relative_to(ROOT).as_posix() for path in sources())


@cache
def anchors(path: Path) -> frozenset[str]:
    """The names under which GitHub shows a document's headings."""
    names: list[str] = []
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for heading in re.findall(r"^#{1,6} +(.+?) *#*$", text, re.MULTILINE):
        name = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()).replace(" ", "-")
        names.append(f"{name}-{names.count(name)}" if name in names else name)
    return frozenset(names)


def leads(path: Path, anchor: str | None) -> bool:
    return path.exists() and (not anchor or (path.suffix == ".md" and anchor in anchors(path)))


def module_of(path: Path) -> str:
    """The dotted name of a file. Tests import each other from ``tests/``."""
    top = ROOT / "tests" if ROOT / "tests" in path.parents else ROOT
    return ".".join(path.relative_to(top).with_suffix("").parts).removesuffix(".__init__")


@cache
def names_in(path: Path) -> frozenset[str]:
    """What a module defines or imports at its top."""
    names: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {target.id for target in targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return frozenset(names)


def resolves(name: str) -> bool:
    """Whether a dotted name is a module or something in one, an annotated field included."""
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError, ValueError):
        owner, _, field = name.rpartition(".")
        try:
            return field in getattr(pkgutil.resolve_name(owner), "__annotations__", {})
        except (ImportError, AttributeError, ValueError):
            return False
    return True


def names_something(path: Path, target: str) -> bool:
    """Whether the target of a Sphinx role is there, seen from the module ``path``."""
    if target.startswith("."):
        module = module_of(path)
        return resolves((module if path.name == "__init__.py" else module.rpartition(".")[0]) + target)
    first = target.partition(".")[0]
    if first in names_in(path):
        return "." not in target or resolves(f"{module_of(path)}.{target}")
    return resolves(f"builtins.{target}") if hasattr(builtins, first) else "." in target and resolves(target)


# --- the citations --------------------------------------------------------------------------------------------------


def test_files_and_their_headings() -> None:
    require([(one, leads(ROOT / match[1], match[2])) for one, match in found(_FILE)], least=100)


def test_documents_at_the_root() -> None:
    """Notes that no clone has are cited nowhere."""
    require([(one, (ROOT / one[2]).is_file()) for one, _ in found(_CAPITALS)], least=5)


def test_links_of_documents() -> None:
    citations = []
    for one, match in found(_LINK, documents):
        name, _, anchor = match[1].partition("#")
        if ":" not in match[1] and match[1] != "…":
            citations.append((one, leads((one[0].parent / name).resolve() if name else one[0], anchor)))
    require(citations, least=60)


def test_modules_named_in_documents() -> None:
    """``checking/marks.py``, ``languages/<code>/words.toml``: the end of a path of the repository."""
    citations = [(one, match[1]) for one, match in found(_CODE, documents) if match[1].endswith(_KINDS)]
    require([(one, _is_end_of_a_path(re.sub(r"<\w+>", "*", name))) for one, name in citations], least=100)


def _is_end_of_a_path(name: str) -> bool:
    return any(fnmatchcase(path, pattern) for path in files() for pattern in (name, f"*/{name}"))


def test_sphinx_roles() -> None:
    require([(one, names_something(one[0], match[1])) for one, match in found(_ROLE, python)], least=80)


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("24 kHz and 64 kbit/s", "24-khz-and-64-kbits"),
        ("DAISY 2.02", "daisy-202"),
        ("Frames are joined, not waveforms", "frames-are-joined-not-waveforms"),
        ("What `x_y` is – [here](z.md)", "what-x_y-is--here"),
    ],
)
def test_a_heading_is_named_as_github_does(heading: str, anchor: str, tmp_path: Path) -> None:
    document = tmp_path / "d.md"
    document.write_text(f"# {heading}\n\n```\n# no heading\n```\n\n## {heading}\n", "utf-8")
    assert anchors(document) == {anchor, f"{anchor}-1"}
