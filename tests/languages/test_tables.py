"""Each table in this folder: what is spoken for what is printed, and where sentences end."""

from __future__ import annotations

import pytest
from languages.tables import CODES, HERE, Row, rows, spoken

from audiobuild.languages.mechanism import Rule
from audiobuild.languages.reading import rules_for, sentences
from audiobuild.model import Inline

LEAST = {"de": 300, "en": 200}
EXAMPLES = [
    pytest.param(code, rule, id=f"{code}-{rule.name}-{number}")
    for code in CODES
    for number, rule in enumerate(rules_for(code).rules)
]


@pytest.mark.parametrize("code", CODES)
def test_there_are_enough_rows_and_none_twice(code: str) -> None:
    printed = [row.printed for row in rows(code)]
    assert len(set(printed)) == len(printed) >= LEAST.get(code, 60)


@pytest.mark.parametrize("row", [row for code in CODES for row in rows(code)], ids=lambda row: f"{row.code}:{row.line}")
def test_what_is_spoken(row: Row) -> None:
    assert spoken(row.printed, row.code) == row.spoken


@pytest.mark.parametrize("code", CODES)
def test_what_is_spoken_is_left_so_when_it_is_read_again(code: str) -> None:
    """A rule that changes what another has said would change it where somebody prints it in words, too."""
    own = [row for row in rows(code) if "{" not in row.spoken]
    assert {row.spoken: again for row in own if (again := spoken(row.spoken, code)) != row.spoken} == {}


@pytest.mark.parametrize(("code", "rule"), EXAMPLES)
def test_each_rule_does_what_its_example_says(code: str, rule: Rule) -> None:
    printed, expected = rule.example
    found = sentences([Inline(text=printed)], language=code)
    assert " ".join(sentence.spoken for sentence in found) == expected
    assert rule.name in {piece.rule for sentence in found for piece in sentence.pieces}


@pytest.mark.parametrize(("code", "line"), [
    pytest.param(path.stem.partition(".")[0], line, id=f"{path.stem}:{number}")
    for path in sorted(HERE.glob("*.sentences.txt"))
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
    if line and not line.startswith("#")
])  # fmt: skip
def test_where_sentences_end(code: str, line: str) -> None:
    expected = line.split(" | ")
    found = sentences([Inline(text=" ".join(expected))], language=code)
    assert [sentence.text for sentence in found] == expected
