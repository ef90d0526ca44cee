"""What is said of a value that does not fit: in the editor's words, and in whole clauses that can be translated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

import pytest
from annotated_types import Ge, Gt, Len

from audiobuild.errors import Problem
from audiobuild.publication.validation import validate


@dataclass(frozen=True, kw_only=True)
class Entry:
    name: Annotated[str, Len(2)]
    role: Literal["full", "trailer", "bonus"] = "full"


@dataclass(frozen=True, kw_only=True)
class Table:
    text: str = ""
    flag: bool = False
    day: date = date(2024, 5, 1)
    rate: Literal[24000, 48000] = 48000
    several: Annotated[tuple[int, ...], Len(2, 3)] = (1, 2)
    more: Annotated[int, Ge(1)] | tuple[int, ...] = 1
    above: Annotated[float, Gt(0)] = 1.0
    entries: Annotated[tuple[Entry, ...], Len(1, 5)] = ()


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"text": 5}, "text: is 5, not a text"),
        ({"text": True}, "text: is true, not a text"),
        ({"text": date(2024, 5, 1)}, "text: is 2024-05-01, not a text"),
        ({"text": {"narrator": "x"}}, "text: is a table of keys, not a text"),
        ({"text": ["x"]}, "text: is a list, not a text"),
        ({"flag": "ja"}, "flag: is 'ja', not true or false"),
        ({"day": "gestern"}, "day: is 'gestern', not a date"),
        ({"rate": 44100}, "rate: is 44100, not 24000 or 48000"),
        ({"several": [1]}, "several: has 1 entries; it needs 2"),
        ({"several": [1] * 4}, "several: has 4 entries; 3 are allowed"),
        ({"several": "x"}, "several: is 'x', not a list"),
        ({"more": "x"}, "more: is 'x', not a whole number or a list"),
        ({"above": 0}, "above: is 0, not more than 0"),
        ({"entries": [{"name": "x"}]}, "entries.0.name: is 'x', not a text of at least 2 characters"),
        ({"entries": [{"name": "xx", "role": "boss"}]}, "entries.0.role: is 'boss', not 'full', 'trailer' or 'bonus'"),
        ({"entries": [5]}, "entries.0: is 5, not a table of keys"),
        ({"entries": {}}, "entries: is empty"),
    ],
)
def test_no_word_of_programmers(table: dict[str, Any], told: str) -> None:
    problems: list[Problem] = []
    assert validate(Table, table, "x", problems) is None
    assert [str(problem).split("\n")[0] for problem in problems] == [f"x: {told}"]
