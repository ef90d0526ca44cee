"""Music on the page in a real browser: it is read along, and passed over by who goes from question to question.

``node/sounds.js`` does it and says what it found.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import mixed
import pytest
from programs import Once, SaidOnce, tool


@pytest.fixture(scope="module")
def facts(once: Once, said_once: SaidOnce) -> Any:
    tool("chromium")
    folder = once("music", partial(mixed.published, body="## Wie geht es?\n\nGut.\n\n## Und nun?\n\nWeiter.\n"))
    return said_once("sounds", "sounds.js", folder / "dist", mixed.SLUG)


def test_nothing_goes_wrong(facts: Any) -> None:
    assert facts["errors"] == []
    assert len(facts["questions"]) == 3


def test_who_goes_by_sentence_lands_on_it(facts: Any) -> None:
    starts = facts["starts"]
    names = list(starts)
    assert (names[0], names[-1]) == ("intro", "outro")
    assert near(facts["sentences"], [starts[names[1]], 0])
    assert near(facts["outro"], [starts[names[-2]], starts["outro"], starts["outro"]])


def test_who_goes_by_question_passes_it_over(facts: Any) -> None:
    questions = facts["questions"]
    assert near(facts["forward"], [*questions, questions[-1]])
    assert near(facts["back"], [*questions[::-1], questions[0]])


def test_it_is_marked_while_it_is_heard(facts: Any) -> None:
    assert facts["shown"] == [["outro"], "#outro"]
    assert facts["heard"] == ["intro"]


def near(found: list[int], expected: list[int]) -> bool:
    """Browsers round times."""
    return len(found) == len(expected) and all(
        abs(one - other) <= 2 for one, other in zip(found, expected, strict=True)
    )
