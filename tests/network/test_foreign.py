"""What a server says is shown short, printable, without keys."""

from __future__ import annotations

import pytest

from attacks.hostile_keys import KEY, SPELLINGS, shown
from audiobuild.network.foreign import quote, without, without_password


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_key_is_shown(spelling: str) -> None:
    said = f"Incorrect key: {SPELLINGS[spelling](KEY)}, sorry."
    assert shown(quote(said, [KEY])) is None
    assert "…" in quote(said, [KEY])


def test_what_is_no_key_stays() -> None:
    assert (
        quote("Voice “x” is not known: 100% \\u and &amp; %zz", [KEY])
        == "Voice “x” is not known: 100% \\u and &amp; %zz"
    )
    assert without(f"a {KEY} b {KEY[2:12]} c", [KEY]) == "a … b … c"
    assert without("nothing", []) == without("nothing", [""]) == "nothing"


def test_a_short_key_is_hidden_as_a_whole() -> None:
    assert without("key abc, ABC and %61bc, but not ab", ["abc"]) == "key …, … and …, but not ab"


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("two\r\n lines\t", "two lines"),
        ("\x1b[2J\x1b[31mred\x07", "[2J[31mred"),
        ("\u202ereversed\u2066\u200b", "reversed"),
        ("\ud800half", "half"),
        ("ue\u0308", "uë"),
        ("a" * 300, "a" * 199 + "…"),
    ],
)
def test_it_is_printable_and_short(said: str, printed: str) -> None:
    assert quote(said) == printed


def test_a_key_is_not_cut_out_of_sight() -> None:
    assert shown(quote("x" * 190 + KEY, [KEY])) is None


def test_passwords_of_addresses() -> None:
    assert without_password("https://me:p@ss@x.example/a@b?c@d") == "https://x.example/a@b?c@d"
    assert without_password("https://x.example/@") == "https://x.example/@"
