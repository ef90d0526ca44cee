"""Annotates a real page without committing a word of it. The words of a source are counted by rules of this file's own, not
by the importer's, so that an annotation holds whatever the importer makes of the page.

    python -m tools.importing.annotate lines FOLDER REPOSITORY COMMIT PATH > page.lines
    python -m tools.importing.annotate write FOLDER NAME page.draft

``FOLDER`` holds clones as ``owner+name/repo`` (bare ones do). ``lines`` prints the page as numbered lines. A draft is
written by somebody who has read them, and ``write`` makes ``NAME.json`` of it in ``tests/importers/corpus/``. A draft:

    repository adbar/trafilatura
    commit e90b0ef51ab026fdb905fb6c5b3c84dd3d784fd5
    path eval/page.html
    language de
    style what is hard about it, in a few words of your own
    date 2023-10-28             # if the page says it anywhere that a reader sees
    person A asks L12: Eva Huber    # where the name stands in full, as it should be printed; "-" if it stands nowhere
    person B answers L8: Sonja Silberhorn
    title L9
    introduction L11-L12
    question A L14              # whole lines
    answer B L15-L18
    question A L19: Und … Name?     # from words to words of a line; the words between are left out here
    answer B L19: Ja, … Weg.

Labels in the order of the page; what no line of the draft covers is the page's own: menus, adverts, labels of speakers.
Labels: title, byline, introduction, question, answer, subheading, aside (box, pull quote, caption, narration in the talk),
closing (spoken words of the editors after the talk), biography, either (may be spoken or not, without being wrong).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import lxml.html

HERE: Final = Path(__file__).parents[2] / "tests/importers/corpus"
LABELS: Final = frozenset(
    "title byline introduction question answer subheading aside closing biography either".split()  # noqa: SIM905
)
_INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup "  # noqa: SIM905
    "time tt u var wbr".split()
)
_UNSEEN: Final = ("script", "style", "noscript", "template", "head", "svg", "iframe", "select")
_WORD: Final = re.compile(r"[^\W_]+")


class AnnotationError(Exception):
    """What is wrong with a draft, and where."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of a source; its first word is the ``first``-th of the source."""

    text: str
    first: int

    @property
    def words(self) -> list[str]:
        return words(self.text)


def words(text: str) -> list[str]:
    """The words of a text, composed and small."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def lines(source: bytes, path: str) -> list[Line]:
    """The lines of a source that have words: of HTML those that elements make, whatever a stylesheet hides."""
    text = source.decode("utf-8", "replace")
    texts = _of_html(text) if is_html(path) else text.splitlines()
    found: list[Line] = []
    first = 0
    for line in texts:
        count = len(words(line))
        if count:
            found.append(Line(text=" ".join(line.split()), first=first))
        first += count
    return found


def _of_html(text: str) -> list[str]:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    page = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    lxml.etree.strip_elements(page, *_UNSEEN, with_tail=False)
    pieces: list[str] = []
    for event, element in lxml.etree.iterwalk(page, events=("start", "end")):
        block = element.tag not in _INLINE
        pieces.append("\n" if block else "")
        pieces.append((element.text if event == "start" else element.tail) or "")
    return "".join(piece if piece == "\n" else re.sub(r"\s+", " ", piece) for piece in pieces).split("\n")


def is_html(path: str) -> bool:
    """Whether a file is a page, packed or not."""
    return path.removesuffix(".gz").endswith((".html", ".htm"))


def source(folder: Path, repository: str, commit: str, path: str) -> bytes:
    """The bytes of a file in a clone, unpacked. Raises CalledProcessError."""
    clone = folder / repository.replace("/", "+") / "repo"
    found = subprocess.run(["git", "-C", clone, "show", f"{commit}:{path}"], capture_output=True, check=True).stdout
    return gzip.decompress(found) if path.endswith(".gz") else found


def annotation(draft: str, folder: Path) -> dict[str, Any]:
    """A draft as it is kept. Raises AnnotationError with all that is wrong."""
    head: dict[str, str] = {}
    people: dict[str, dict[str, Any]] = {}
    spans: list[list[Any]] = []
    errors: list[str] = []
    page: list[Line] = []
    for number, entry in enumerate(draft.splitlines(), start=1):
        key, _, rest = re.sub(r"\s+# .*", "", entry).strip().partition(" ")
        try:
            if not key:
                continue
            if key in {"repository", "commit", "path", "language", "style", "date"}:
                head[key] = rest
                if {"repository", "commit", "path"} <= head.keys() and not page:
                    page = lines(source(folder, head["repository"], head["commit"], head["path"]), head["path"])
            elif key == "person":
                sign, side, where = rest.split(" ", 2)
                people[sign] = {"side": side, "name": None if where == "-" else _span(where, page)}
            elif key in LABELS:
                sign, where = ("", rest) if re.match(r"L\d", rest) else rest.split(" ", 1)
                if key in {"question", "answer"} and sign not in people:
                    raise AnnotationError(f"who is {sign or 'nobody'}?")
                span = _span(where, page)
                if spans and span[0] < spans[-1][3]:
                    raise AnnotationError("begins before the one above it has ended")
                spans.append([key, sign, *span])
            else:
                raise AnnotationError(f"no label is called {key}")
        except (AnnotationError, ValueError) as error:
            errors.append(f"{number}: {entry}: {error}")
    if errors:
        raise AnnotationError("\n".join(errors))
    return {**head, "words": page[-1].first + len(page[-1].words), "people": people, "spans": spans}


def _span(where: str, page: list[Line]) -> list[int]:
    """``L3``, ``L3-L5``, ``L3: some words … last words`` → the numbers of the first word and the one behind the last."""
    match = re.fullmatch(r"L(\d+)(?:-L(\d+))?(?::\s*(.*))?", where.strip())
    if not match:
        raise AnnotationError("says no lines")
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= last <= len(page):
        raise AnnotationError("there are no such lines")
    begin, end = page[first - 1].first, page[last - 1].first + len(page[last - 1].words)
    if match[3] is None:
        return [begin, end]
    within = [word for line in page[first - 1 : last] for word in line.words]
    start, _, stop = match[3].partition("…")
    at = _find(words(start), within, 0)
    if not stop.strip():
        return [begin + at, begin + at + len(words(start))] if "…" not in match[3] else [begin + at, end]
    to = _find(words(stop), within, at)
    return [begin + at, begin + to + len(words(stop))]


def _find(wanted: list[str], within: list[str], start: int) -> int:
    for at in range(start, len(within) - len(wanted) + 1):
        if within[at : at + len(wanted)] == wanted:
            return at
    raise AnnotationError(f"the words are not there: {' '.join(wanted)}")


def main() -> None:
    """Print lines, or write an annotation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    show = commands.add_parser("lines")
    for name in ("folder", "repository", "commit", "path"):
        show.add_argument(name)
    write = commands.add_parser("write")
    for name in ("folder", "name", "draft"):
        write.add_argument(name)
    options = parser.parse_args()
    if options.command == "lines":
        page = lines(source(Path(options.folder), options.repository, options.commit, options.path), options.path)
        for number, line in enumerate(page, start=1):
            sys.stdout.write(f"L{number}\t{line.text}\n")
        return
    try:
        made = annotation(Path(options.draft).read_text(encoding="utf-8"), Path(options.folder))
    except AnnotationError as error:
        sys.exit(str(error))
    text = json.dumps({**made, "spans": ["…"]}, ensure_ascii=False, indent=1)
    spans = ",\n  ".join(json.dumps(span) for span in made["spans"])
    (HERE / f"{options.name}.json").write_text(
        text.replace('[\n  "…"\n ]', f"[\n  {spans}\n ]") + "\n", encoding="utf-8"
    )
    sys.stdout.write(f"{sum(span[0] == 'question' for span in made['spans'])} questions\n")


if __name__ == "__main__":
    main()
