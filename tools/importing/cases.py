"""Every interview whose truth is known: where it stands, what its words are, which of them are question, answer, or else.

Three kinds: cases of our own (``tests/importers/cases``) and the shared ones (``import-cases``, ``import-corpus``), whose
truth is the first and last words of each pair; and annotated pages (``tests/importers/corpus``), whose truth is a label for
each of its words, and whose text must be had from its repository.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any, Final

from tools.importing import annotate

ROOT: Final = Path(__file__).parents[2]
_WORD: Final = re.compile(r"[^\W_]+")
_INVISIBLE: Final = re.compile("[\u200b\u00ad]")

BEFORE: Final = frozenset({"title", "byline", "introduction", "aside"})
INSIDE: Final = frozenset({"subheading", "aside"})
AFTER: Final = frozenset({"closing", "biography", "byline", "aside"})
UNSPOKEN: Final = frozenset({"title", "byline", "subheading", "aside", "page"})


@dataclass(frozen=True, kw_only=True, slots=True)
class TruePair:
    """A pair as its words: of the question, of the answer; who asks and who answers, where the truth says it."""

    question: tuple[str, ...]
    question_ends: tuple[str, ...]
    answer: tuple[str, ...]
    answer_ends: tuple[str, ...]
    asker: str | None = None
    guests: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """All words of the answer, where they are known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One source with its truth. ``group`` is where it is from, ``form`` html, text or markdown."""

    name: str
    group: str
    form: str
    language: str
    source: bytes
    file: str
    pairs: tuple[TruePair, ...]
    junk: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    labelled: tuple[tuple[str, frozenset[str]], ...] = ()
    """Of an annotated page: each of its words with the labels that it may have."""
    title: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def held_back(self) -> bool:
        """Whether no training sees it: a third, by a digest of the name that pages and their pasted text share."""
        stem = re.sub(r"[.](pasted|html|txt|md)$", "", self.name)
        return int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 3 == 0


def words(text: str) -> list[str]:
    """The words of a text, small and composed, without what nobody sees."""
    return _WORD.findall(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).casefold())


def every(shared: Path | None, clones: Path | None) -> Iterator[Case]:
    """All cases that are there. ``shared`` holds import-cases and import-corpus, ``clones`` the repositories of pages."""
    yield from _by_ends(ROOT / "tests/importers/cases", "own")
    if shared and shared.is_dir():
        yield from _by_ends(shared / "import-cases", "shared")
        yield from _by_ends(shared / "import-cases/2", "shared 2")
        yield from _by_ends(shared / "import-corpus/html", "corpus")
        yield from _by_ends(shared / "import-corpus/text", "corpus")
    if clones and clones.is_dir():
        yield from _annotated(clones)


def _by_ends(folder: Path, group: str) -> Iterator[Case]:
    for path in sorted(folder.glob("*.json")):
        yield from from_annotation(path, group)


def from_annotation(path: Path, group: str) -> Iterator[Case]:
    """The sources beside a JSON file that says the first and last words of each pair."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    for name in truth["files"]:
        file = path.parent / name
        if not file.exists():
            continue
        pasted = group == "corpus" and file.suffix == ".txt" and len(truth["files"]) > 1
        yield Case(
            name=f"{group}/{name}",
            group=group,
            form="pasted" if pasted else _form(file.suffix),
            language=truth["language"],
            source=file.read_bytes(),
            file=name,
            pairs=tuple(_pair(pair) for pair in truth["pairs"]),
            junk=tuple(truth["boilerplate"]),
            optional=tuple(_optional(truth)),
            title=truth.get("title") or "",
        )


def _optional(truth: Mapping[str, Any]) -> list[str]:
    return [item for item in truth.get("optional", []) if isinstance(item, str)]


def _form(suffix: str) -> str:
    return {".html": "html", ".htm": "html", ".md": "markdown"}.get(suffix, "text")


def _pair(pair: Mapping[str, Any]) -> TruePair:
    return TruePair(
        question=tuple(words(pair["question_starts"])),
        question_ends=tuple(words(pair["question_ends"])),
        answer=tuple(words(pair["answer_starts"])),
        answer_ends=tuple(words(pair["answer_ends"])),
        asker=pair.get("speaker_question"),
        guests=tuple(pair.get("speaker_answer") or ()),
    )


def _annotated(clones: Path) -> Iterator[Case]:
    for path in sorted((ROOT / "tests/importers/corpus").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        try:
            source = annotate.source(clones, truth["repository"], truth["commit"], truth["path"])
        except CalledProcessError:
            continue
        lines = annotate.lines(source, truth["path"])
        found = [word for line in lines for word in line.words]
        if len(found) != truth["words"]:
            continue
        html = annotate.is_html(truth["path"])
        if not html:
            noise = {line.first + n for line in lines for n in markup(line.text)}
            found = ["" if n in noise else word for n, word in enumerate(found)]
        labelled = _labelled(found, truth)
        yield Case(
            name=f"pages/{path.stem}.{'html' if html else 'md'}",
            group="pages",
            form="html" if html else _form(Path(truth["path"]).suffix),
            language=truth["language"],
            source=source,
            file=Path(truth["path"].removesuffix(".gz")).name,
            pairs=tuple(_pairs(found, truth)),
            labelled=labelled,
            title=_title(found, truth),
            extra=truth,
        )
        if html:
            text = "\n\n".join(line.text for line in lines)
            yield Case(
                name=f"pages/{path.stem}.pasted",
                group="pages",
                form="pasted",
                language=truth["language"],
                source=text.encode(),
                file=f"{path.stem}.txt",
                pairs=tuple(_pairs(found, truth)),
                labelled=labelled,
                title=_title(found, truth),
                extra=truth,
            )


_MARKUP: Final = re.compile(r"<[^>]*>|\]\([^)\s]*[^)]*\)|\{\{.*?\}\}|\{%.*?%\}|\{:.*?\}|https?://\S+|&\w+;|\[\^\w+\]")


def markup(text: str) -> Iterator[int]:
    """Which words of a line of Markdown are those of tags, addresses, templates."""
    spans = [match.span() for match in _MARKUP.finditer(text)]
    for number, word in enumerate(_WORD.finditer(text)):
        if any(start <= word.start() < end for start, end in spans):
            yield number


_LABELS: Final[Mapping[str, frozenset[str]]] = {
    "either": frozenset({"introduction", "closing", "biography", "byline", "aside", "page", "subheading"}),
}


def _labelled(found: Sequence[str], truth: Mapping[str, Any]) -> tuple[tuple[str, frozenset[str]], ...]:
    labels: list[frozenset[str]] = [frozenset({"page"})] * len(found)
    for label, _, start, end in truth["spans"]:
        labels[start:end] = [_LABELS.get(label, frozenset({label}))] * (end - start)
    return tuple((word, own) for word, own in zip(found, labels, strict=True) if word)


def _title(found: Sequence[str], truth: Mapping[str, Any]) -> str:
    return next((" ".join(found[start:end]) for label, _, start, end in truth["spans"] if label == "title"), "")


def _pairs(found: Sequence[str], truth: Mapping[str, Any]) -> Iterator[TruePair]:
    """Questions with the answers behind them; a question that nobody answers is none."""

    def name(sign: str) -> str | None:
        where = truth["people"][sign]["name"]
        return " ".join(filter(None, found[where[0] : where[1]])) if where else None

    groups: list[tuple[list[Any], list[Any]]] = []
    for label, sign, start, end in truth["spans"]:
        if label == "question":
            if not groups or groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].append((sign, start, end))
        elif label == "answer" and groups:
            groups[-1][1].append((sign, start, end))
    for asked, answered in groups:
        if not answered:
            continue
        question = [word for _, start, end in asked for word in found[start:end] if word]
        answer = [word for _, start, end in answered for word in found[start:end] if word]
        names = [name(sign) for sign, _, _ in answered]
        yield TruePair(
            question=tuple(question[:6]),
            question_ends=tuple(question[-4:]),
            answer=tuple(answer[:6]),
            answer_ends=tuple(answer[-4:]),
            asker=name(asked[0][0]),
            guests=tuple(dict.fromkeys(n for n in names if n)) if all(names) else (),
            words=tuple(answer),
        )
