"""What links, slugs and names may be, and how much a publication."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from audiobuild.errors import ContentError
from audiobuild.publication import bounds, content, links, names, slugs

HEAD = """\
---
title: T
date: 2024-05-01
language: de
speakers: [{name: Ann, role: question}, {name: Ben, role: answer}]
---
"""


def problems(text: str, slug: str = "a") -> list[str]:
    with pytest.raises(ContentError) as caught:
        content.parse(text, slug=slug, path="content/a.md")
    return [f"{problem.place}: {problem.message}" for problem in caught.value.problems]


@pytest.mark.parametrize(
    "address",
    [
        *(
            "https://example.org",
            "http://example.org:80/a?b=c#d",
            "HTTPS://EXAMPLE.ORG/",
            "https://xn--bcher-kva.example/",
        ),
        *("https://bücher.example/", "http://127.0.0.1/", "http://[::1]:8000/x", "mailto:a@b.example", "tel:+49-30-1"),
        *("../anderes/", "/impressum", "#q1", "seite.html", "?a=b:c", "//example.org/x", "a/b:c", ""),
    ],
)
def test_links_that_are_published(address: str) -> None:
    assert links.fault(address) == ""


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("javascript:alert(1)", "leads to javascript:, which is published nowhere"),
        ("JaVaScRiPt:alert(1)", "leads to javascript:, which is published nowhere"),
        ("java\nscript:alert(1)", "has a space in it"),
        ("\x01javascript:alert(1)", r"holds '\x01', which no address has"),
        ("data:text/html,x", "leads to data:, which is published nowhere"),
        ("file:///etc/passwd", "leads to file:, which is published nowhere"),
        ("ftp://example.org/", "leads to ftp:, which is published nowhere"),
        ("https://u:p@example.org/", "holds a name or a password, which everybody could read"),
        ("https://bank.example@evil.example/", "holds a name or a password, which everybody could read"),
        ("//u@example.org/", "holds a name or a password, which everybody could read"),
        ("http://[x", "is no address"),
        ("http://", "is no address"),
        ("http:///path", "is no address"),
        ("http://a..b/", "is no address"),
        ("http://example.org:x/", "is no address"),
        ("http://example.org:99999/", "is no address"),
        ("1:2", "is no address"),
        ("https:\\\\example.org", r"holds '\', which no address has"),
        ("https://a b/", "has a space in it"),
        ("https://a.example/\u202e", r"holds '\u202e', which no address has"),
        ("https://a.example/" + "x" * 2000, "is longer than 2000 characters"),
    ],
)
def test_links_that_are_not(address: str, fault: str) -> None:
    assert links.fault(address) == fault


def test_a_link_is_refused_at_its_line() -> None:
    found = problems(f"{HEAD}## Was?\n\nDas.\n\nUnd [hier](ftp://x.example/), [da](https://u:p@x.example/).\n")
    assert found == [
        "content/a.md:11: the link 'ftp://x.example/' leads to ftp:, which is published nowhere",
        "content/a.md:11: the link 'https://u:p@x.example/' holds a name or a password, which everybody could read",
    ]


def test_what_leads_somewhere_from_inside_a_book() -> None:
    assert [address for address in ("tel:1", "mailto:a", "https://a", "../a", "#q1", "//a", "ftp://a") if links.absolute(address)] == [
        *("tel:1", "mailto:a", "https://a"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "slug", ["assets", "con", "nul", "com1", "lpt0", "A", "a_b", "-a", "a--b", "", "ä", "a/b", "..", "a" * 81]
)
def test_slugs_that_are_refused(slug: str) -> None:
    assert slugs.fault(slug)
    assert problems(f"{HEAD}## Was?\n\nDas.\n", slug=slug)[0].startswith(
        "content/a.md: the file's name becomes a web address"
    )


def test_slugs_that_are_free() -> None:
    assert [slugs.fault(slug) for slug in ("a", "a-1", "console", "feed", "a" * 80)] == [""] * 5
    assert [slugs.free(slug) for slug in ("con", "a")] == ["con-interview", "a"]


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u3164", "\u2800", "a\u202eb", "a\x07", "x" * 1001])
def test_names_that_nobody_sees(name: str) -> None:
    assert len(list(names.problems(name, "x"))) == 1


def test_two_names_that_look_the_same_are_one() -> None:
    text = HEAD.replace("{name: Ben, role: answer}", '{name: Ben, role: answer}, {name: "Be\\u200bn", role: answer}')
    assert problems(f"{text}## Was?\n\nDas.\n") == ["content/a.md:5: speakers, entry 3: name: 'Ben' is listed twice"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("## Was?\n\nDas.\n\n" * 2_001, ["content/a.md: has 2001 questions; 2000 are allowed"]),
        ("- a\n" * 50_001, ["content/a.md: has 50007 lines; 50000 are allowed"]),
        ("x" * 1_000_000, ["content/a.md: has 1000114 characters; 1000000 are allowed"]),
        ("[" * 10_000, ["content/a.md: has 10001 brackets"]),
        ("a\n\n" + "wort " * 10_001, ["content/a.md:9: a paragraph of 50005 characters; 50000 are allowed"]),
    ],
)
def test_sizes(body: str, told: list[str]) -> None:
    assert problems(HEAD + body) == told


@pytest.mark.parametrize(
    ("day", "fine"),
    [(date(1, 1, 1), False), (date(999, 12, 31), False), (date(1000, 1, 1), True), (date(9999, 1, 1), False)],
)
def test_days(day: Any, fine: bool) -> None:
    assert (not list(bounds.day(day, "x"))) is fine
