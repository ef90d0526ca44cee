"""YAML and TOML that no editor writes: refused at its line, soon, and with nothing large made."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from audiobuild.errors import InputError
from audiobuild.inputs.tables import MOST_YAML, from_toml, from_yaml

BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_yaml_as_editors_write_it() -> None:
    text = (
        "title: &t 'Ein: Titel'\ndate: 2024-05-01\nat: 2024-05-01T10:00:00Z\nagain: *t\nn: 3\nlist: [{a: 1}, {a: 2}]\n"
    )
    assert from_yaml(text, place="a.md") == {
        "title": "Ein: Titel",
        "date": date(2024, 5, 1),
        "at": datetime(2024, 5, 1, 10, tzinfo=UTC),
        "again": "Ein: Titel",
        "n": 3,
        "list": [{"a": 1}, {"a": 2}],
    }


FLAG = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\u200bb\u2060c", "abc"),
        ("a\U000e0041\U000e0042b", "ab"),
        (f"{FLAG}!", f"{FLAG}!"),
        ("a\u034fb\u3164c", "abc"),
        ("\u2600\ufe0f", "\u2600\ufe0f"),
        ("a\ufe0f\ufe01\U000e0101b", "a\ufe0fb"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
    ],
)
def test_texts_are_as_people_see_them(text: str, seen: str) -> None:
    escaped = "".join(f"\\U{ord(letter):08x}" for letter in text)
    for given in (text, escaped):
        assert from_toml(f'a = ["{given}"]', place="a.toml") == {"a": [seen]}
        assert from_yaml(f'a: ["{given}"]', place="a.md") == {"a": [seen]}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (BOMB, 5, "more than 10000 values"),
        ("a: 1\nb: " + "[" * 100_000, 3, "more than 16 lists within each other"),
        ("a: 1\nb: " + "{a: " * 40_000, 3, "more than 16 lists within each other"),
        ("- " * 50_000, 2, "more than 16 lists within each other"),
        ("a: [" + "1," * 60_000 + "]", 2, "more than 10000 values"),
        ("a: &a [*a]", 2, "*a refers to itself"),
        ("a: 1\nb: !!binary AAAA", 3, "!!binary has no place in it"),
        ("a: !!set {b, c}", 2, "!!set has no place in it"),
        ("a: 1\nb: 2\na: 3", 4, "the key 'a' stands twice"),
        ("a: 1\nb: {c: 1, c: 1}", 3, "the key 'c' stands twice"),
        ("a: " + "9" * 5000, 2, "a number of 5000 digits"),
        ("a: 0x" + "f" * 50_000, 2, "a number of 50002 digits"),
        ("a: 1" + ":59" * 3000, 2, "a number of 9001 digits"),
        ("a: !!bool x", 2, "this is no bool"),
        ("a: !!python/object/apply:os.system [id]", 2, "a: !!python/object/apply:os.system [id]"),
        ('a: 1\nb: "\\u202e"', 3, "U+202E is a character that nobody sees"),
        ('a: "\\ud800"', 2, "U+D800 is a character that nobody sees"),
        ("a: 1\nb: \x07", 3, "the character U+0007 has no place in it"),
        ("? [a]\n: b", 2, "? [a]"),
    ],
)
def test_yaml_that_is_refused(text: str, line: int, message: str) -> None:
    with pytest.raises(InputError) as caught:
        from_yaml(text, place="a.md", first_line=2)
    (problem,) = caught.value.problems
    assert problem.place == f"a.md:{line}"
    assert problem.message.startswith(f"is not valid YAML: {message}")
    assert len(str(problem)) < 500


def test_yaml_that_is_too_long_or_no_table() -> None:
    with pytest.raises(InputError, match="characters; 200000 are allowed"):
        from_yaml("a: " + "x" * MOST_YAML, place="a.md")
    for text in ("", "[1]", "1: 2", "x"):
        with pytest.raises(InputError, match="the front matter is not a list of keys"):
            from_yaml(text, place="a.md")


def test_toml_as_editors_write_it() -> None:
    text = 'a = "[[[[[[[[[[[[[[[[[[[[ a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r"\n# ((( [[[[[[[[[[[[[[[[[[[\n[b.c]\nd = [[1], [2]]\n'
    text += "e = '''\n{{{{{{{{{{{{{{{{{{{{\n'''\nf = 1.5\n"
    assert from_toml(text, place="a.toml") == {
        "a": "[[[[[[[[[[[[[[[[[[[[ a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r",
        "b": {"c": {"d": [[1], [2]], "e": "{{{{{{{{{{{{{{{{{{{{\n", "f": 1.5}},
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = 1\nb = " + "[" * 100_000, "a.toml:2: is not valid TOML: more than 16 tables within each other"),
        ("b = " + "{a = " * 50_000, "a.toml:1: is not valid TOML: more than 16 tables within each other"),
        ("a." * 100_000 + "a = 1", "a.toml:1: is not valid TOML: more than 16 tables within each other"),
        ("[" + ".".join(['"a"'] * 100_000) + "]", "a.toml:1: is not valid TOML: more than 16 tables within each other"),
        (
            "a = " + "9" * 5000,
            "a.toml: is not valid TOML: a number is too long",
        ),
        ("a = {b = 0x" + "f" * 50_000 + "}", "a.toml: a.b: is too large a number"),
        ('a = ["x", "\\u202e"]', "a.toml: a.1: holds U+202E, a character that nobody sees"),
        ('"\\u0007" = 1', "a.toml: \\x07: holds U+0007, a character that nobody sees"),
        ('a = """' + '\\"""' * 100_000, "a.toml: is not valid TOML: a quotation mark is not closed"),
        ("a = 2024-13-01", "a.toml:1: is not valid TOML: more stands behind the value: a = 2024-13-01"),
    ],
)
def test_toml_that_is_refused(text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        from_toml(text, place="a.toml")
    (problem,) = caught.value.problems
    assert f"{problem.place}: {problem.message}".startswith(told)
    assert len(str(problem)) < 500


@pytest.mark.parametrize("text", ["2024-13-45", "2024-02-30", "2024-01-01 00:00:00+99:99"])
def test_a_day_that_is_in_no_calendar_is_a_text(text: str) -> None:
    """So that its key says what is wanted there, and not a library what it cannot do."""
    assert from_yaml(f"a: {text}", place="x") == {"a": text}
