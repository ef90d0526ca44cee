"""Our own interview, and the seed where it is at hand, as somebody has it who begins: a text, a Word file, a page on the web."""

from __future__ import annotations

import html
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import docx

ROOT = Path(__file__).parents[1]
OWN = ROOT / "tests/interview/paste.txt"
SEED = Path(os.environ.get("AUDIOBUILD_SHARED", ROOT.parent / "shared")) / "seeds/interview-kl-digital.txt"

Form = Literal["text", "Word", "page", "as it is"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """A pasted text, and the form in which it is offered; ``as it is``, ``name`` is a file or an address itself."""

    name: str
    form: Form
    text: Path = OWN


FORMS: tuple[Form, ...] = ("text", "Word", "page")
OUR_OWN = tuple(Article(name=f"our own, {form}", form=form) for form in FORMS)
SEEDS = tuple(Article(name=f"the seed, {form}", form=form, text=SEED) for form in FORMS)


def at_hand() -> tuple[Article, ...]:
    """Our own, and the seed if it is there."""
    return (*OUR_OWN, *(SEEDS if SEED.is_file() else ()))


@contextmanager
def offered(article: Article, folder: Path) -> Iterator[str]:
    """The article in ``folder``, or on a web server of this machine, and its name or address."""
    match article.form:
        case "text":
            shutil.copy(article.text, folder / "interview.txt")
            yield "interview.txt"
        case "Word":
            word(article.text.read_text("utf-8"), folder / "interview.docx")
            yield "interview.docx"
        case "page":
            with served(page(article.text.read_text("utf-8"))) as address:
                yield address
        case "as it is" if "://" in article.name:
            yield article.name
        case _:
            yield Path(shutil.copy(article.name, folder)).name


def word(text: str, path: Path) -> None:
    """A Word file with a paragraph a line, the questions bold."""
    document = docx.Document()
    for line in _lines(text):
        run = document.add_paragraph().add_run(line)
        run.bold = line.endswith("?")
    document.save(str(path))


def page(text: str) -> bytes:
    """A page with a paragraph a line, the questions as headings."""
    tags = ((line, "h2" if line.endswith("?") else "p") for line in _lines(text))
    body = "\n".join(f"<{tag}>{html.escape(line)}</{tag}>" for line, tag in tags)
    return (
        f'<!DOCTYPE html>\n<html lang="de"><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>\n'.encode()
    )


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if line]


@contextmanager
def served(body: bytes) -> Iterator[str]:
    """The address of a page on a web server of this machine."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/interview.html"
        finally:
            server.shutdown()
            thread.join()
