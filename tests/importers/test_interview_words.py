"""What a language contributes to an import stands in its file, and nowhere in the code."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from audiobuild import importers
from audiobuild.importers.interview_words import InterviewWords, anywhere, choice, load
from audiobuild.importers.reasons import REASONS
from audiobuild.languages.registry import CODES, folder
from audiobuild.languages.words import words

CODE = Path(importers.__file__).parent
SPEAK_ENGLISH = {"explain.py", "features.py", "review.py", "reasons.py", "fetch.py"}
"""What is said to the editor, the names of evidence, and headers of HTTP."""
OF_WORD = {"word_parts.py"}  # "del" is the element of a deletion
OF_PAGES = {"html_regions.py", "html_look.py", "html_metadata.py"}
"""Names that pages give to their parts."""


def literals(path: Path) -> Iterator[str]:
    """The strings of a module that are no docstrings and no messages to the editor."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {
        node
        for call in ast.walk(tree)
        if isinstance(call, (ast.Raise, ast.Expr)) or (isinstance(call, ast.Call) and "Problem" in ast.dump(call.func))
        for node in ast.walk(call)
        if isinstance(call, (ast.Raise, ast.Call)) or isinstance(call.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in said:
            yield node.value


@pytest.mark.parametrize("path", sorted(CODE.rglob("*.py")), ids=lambda path: path.name)
def test_no_code_asks_for_a_language(path: Path) -> None:
    assert set(literals(path)) & set(CODES) == set()


@pytest.mark.parametrize(
    "path",
    sorted(path for path in CODE.rglob("*.py") if path.name not in SPEAK_ENGLISH | OF_PAGES | OF_WORD),
    ids=lambda p: p.name,
)
def test_no_word_of_a_language_stands_in_the_code(path: Path) -> None:
    """English aside, in which the code itself is written."""
    keys = ("honorifics", "academic", "roles", "months", "years", "clock", "particles", "conjunctions", "born")
    own = {
        word
        for code in CODES
        for key in keys
        for phrase in getattr(load(code), key)
        for word in re.findall(r"\w{2,}", phrase.lower())
        if code != "en"
    }
    used = {word for literal in literals(path) for word in re.findall(r"[\w-]{2,}", literal.lower())}
    assert used & own == set()


@pytest.mark.parametrize("code", CODES)
def test_a_file_gives_each_language_what_it_needs(code: str) -> None:
    own = load(code)
    assert own.language == code
    assert own.months == {month.lower() for month in words(code).months}
    assert all((own.conjunctions, own.occupation_endings, own.born, own.heading_styles))
    assert {*own.junk, *own.edge, *own.stems} <= set(REASONS)
    assert all("{name}" in phrase for phrase in (*own.guests, *own.hosts, own.interview_with))
    assert own is load(code)


@pytest.mark.parametrize("code", CODES)
def test_a_date_line_knows_the_months(code: str) -> None:
    month = words(code).months[4]
    texts = (f"12 {month} 2023", f"12. {month} 2023", f"12 de {month} de 2023", f"{month} 12, 2023")
    assert any(load(code).edge["date"].fullmatch(text) for text in texts)


def test_what_a_file_says_too_much_or_too_little_is_refused() -> None:
    table = tomllib.loads((folder("en") / "importing.toml").read_text(encoding="utf-8"))
    given = {"language": "xx", "question_speaker": "Q", "answer_speaker": "A", "months": []}
    reader = TypeAdapter(InterviewWords)
    assert reader.validate_python(table | given).conjunctions == {"and"}
    with pytest.raises(ValidationError, match="conjunction\n"):
        reader.validate_python(table | given | {"conjunction": ["and"]})
    with pytest.raises(ValidationError, match="requests\n"):
        reader.validate_python({key: value for key, value in (table | given).items() if key != "requests"})


def test_what_all_languages_give_is_tried_longest_first() -> None:
    particles = anywhere("particles")
    assert particles.index("von der") < particles.index("von")
    assert re.fullmatch(choice(["a", "a.b"]), "a.b")
    assert not re.match(choice([]), "")
