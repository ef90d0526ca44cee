"""Show notes, links and the picture of an episode, as they stand in its front matter."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audiobuild.errors import ContentError, Problem
from audiobuild.model import FrontMatter, Inline, Link, Speaker
from audiobuild.publication import content, front_matter, show_notes

HEAD = """\
---
title: T
date: 2024-05-01
language: de
speakers:
  - {name: A, role: question}
  - {name: B, role: answer}
"""
BODY = "\n## Wer?\n\nIch.\n"
NOTES = """\
notes: |
  Hallo *du*, **[hier](https://a.example/x?a=1&b=2)** & <https://b.example/>.
  Weiter: [Open Lab]{lang=en}.

  - eins \\<b>
  - zwei, [Post](mailto:a@b.example)

    und mehr
  <!-- nicht vergessen -->

  1. a
  2. b
links:
  - {title: Die Satzung, url: "https://a.example/s.pdf?x=1&y=2"}
"""
ABOUT = FrontMatter(
    title="T",
    date=date(2024, 5, 1),
    language="de",
    speakers=(Speaker(name="A", role="question"), Speaker(name="B", role="answer")),
)


def read(more: str) -> FrontMatter:
    return content.parse(f"{HEAD}{more}---\n{BODY}", slug="a", path="content/a.md").about


def told(more: str) -> list[tuple[str, str]]:
    """What is wrong with further lines of the front matter, which begin in line 8."""
    with pytest.raises(ContentError) as caught:
        read(more)
    assert all(problem.remedy for problem in caught.value.problems)
    return [(problem.place, problem.message) for problem in caught.value.problems]


def test_notes_are_paragraphs_and_lists() -> None:
    found = [
        (block.style, ["".join(inline.text for inline in one) for one in block.paragraphs])
        for block in show_notes.blocks(read(NOTES).notes)
    ]
    assert found == [
        ("plain", ["Hallo du, hier & https://b.example/. Weiter: Open Lab."]),
        ("bullet", ["eins <b>", "zwei, Post und mehr"]),
        ("number", ["a", "b"]),
    ]
    (first,) = show_notes.blocks(read(NOTES).notes)[0].paragraphs
    assert first == (
        Inline(text="Hallo "),
        Inline(text="du", emphasis=True),
        Inline(text=", "),
        Inline(text="hier", strong=True, href="https://a.example/x?a=1&b=2"),
        Inline(text=" & "),
        Inline(text="https://b.example/", href="https://b.example/"),
        Inline(text=". Weiter: "),
        Inline(text="Open Lab", language="en"),
        Inline(text="."),
    )


def test_what_players_are_given() -> None:
    about = replace(read(NOTES), summary="Kurz & gut.", image="f.jpg", image_alt="x", image_credit="Foto: <Wir>")
    assert show_notes.html(about) == (
        "<p>Kurz &amp; gut.</p>"
        '<p>Hallo du, <a href="https://a.example/x?a=1&amp;b=2">hier</a> &amp; '
        '<a href="https://b.example/">https://b.example/</a>. Weiter: Open Lab.</p>'
        '<ul><li>eins &lt;b&gt;</li><li>zwei, <a href="mailto:a@b.example">Post</a> und mehr</li></ul>'
        "<ol><li>a</li><li>b</li></ol>"
        '<p>Links:</p><ul><li><a href="https://a.example/s.pdf?x=1&amp;y=2">Die Satzung</a></li></ul>'
        "<p>Foto: &lt;Wir&gt;</p>"
    )
    assert show_notes.plain(about).split("\n") == [
        *("Kurz & gut.", ""),
        *("Hallo du, hier (https://a.example/x?a=1&b=2) & https://b.example/. Weiter: Open Lab.", ""),
        *("• eins <b>", "• zwei, Post (mailto:a@b.example) und mehr", ""),
        *("1. a", "2. b", ""),
        *("Die Satzung: https://a.example/s.pdf?x=1&y=2", ""),
        "Foto: <Wir>",
    ]
    assert not show_notes.is_marked_up(ABOUT)
    assert show_notes.plain(replace(ABOUT, summary="Kurz.")) == "Kurz."


def test_they_are_written_line_by_line_and_read_back() -> None:
    about = replace(read(NOTES), image="bilder/foto.jpg", image_alt="Ein Haus: rot", image_credit="Foto: Wir")
    written = front_matter.write(about)
    assert written == (
        "---\ntitle: T\ndate: 2024-05-01\nlanguage: de\nimage: bilder/foto.jpg\nimage_alt: 'Ein Haus: rot'\n"
        "image_credit: 'Foto: Wir'\nspeakers:\n- {name: A, role: question}\n- {name: B, role: answer}\n"
        + NOTES.replace("  - {title", "- {title").replace('"', "'")
        + "---\n"
    )
    assert content.parse(f"{written}{BODY}", slug="a", path="content/a.md").about == about
    assert front_matter.kept(f"{HEAD}# von Hand\n{NOTES}---\n{BODY}", read(NOTES)) == f"{HEAD}# von Hand\n{NOTES}---\n"


@pytest.mark.parametrize("seed", range(4))
def test_any_notes_are_read_back_as_the_same(seed: int) -> None:
    random_ = random.Random(seed)
    parts = [
        "a",
        "ö",
        "#",
        ":",
        "- ",
        "|",
        '"',
        "'",
        "\\",
        "\t",
        " ",
        "  ",
        "\n",
        "\n\n",
        "😀",
        "---",
        "%",
        "&",
        "{",
        "]",
        "!x",
    ]
    for _ in range(100):
        text = "".join(random_.choice(parts) for _ in range(random_.randint(1, 12)))
        problems: list[Problem] = []
        about = front_matter.read(front_matter.write(replace(ABOUT, notes=text)), "a", problems)
        again = about and front_matter.read(front_matter.write(about), "a", problems)
        assert again == about
        assert about
        assert about.notes.split() == text.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# Kopf", "a heading has no place in show notes, since players do not show it"),
        ("> Zitat", "a quotation has no place in show notes, since players do not show it"),
        ("```", "a block of code has no place in show notes, since players do not show it"),
        ("* * *", "a line across has no place in show notes, since players do not show it"),
        ("| a |\n  |---|\n  | b |", "a table has no place in show notes, since players do not show it"),
        ("- a\n    - b", "a list within a list has no place in show notes"),
        ("![x](y.png)", "a picture has no place in show notes"),
        ("<div>x</div>", "HTML has no place in show notes"),
        ("x <b>", "HTML has no place in show notes: <b>"),
        ("[x](javascript:alert)", "this means nothing in show notes: ](javascript:alert)"),
        ("[x](https://a:b@c.example/)", "the link 'https://a:b@c.example/' holds a name or a password, which everybody could read"),
        ("[x](../other/)", "the link '../other/' leads nowhere from a player or a book"),
        ("[x](//a.example/)", "the link '//a.example/' leads nowhere from a player or a book"),
        ('[x]{say="y"}', "the attribute say='y' means nothing in show notes"),
        ("x[^1]", "this means nothing in show notes: [^1]"),
        ("00:12 Thema", "begins with a time: players would make a chapter of it"),
        ("- (1:30) Thema", "begins with a time: players would make a chapter of it"),
    ],
)  # fmt: skip
def test_what_players_do_not_show_is_refused_at_its_line(line: str, expected: str) -> None:
    found = told(f"notes: |\n  Gut.\n\n  {line}\n")
    number = 10 + (line.count("\n") if line.startswith("- a") else 0) + 1
    assert found == [(f"content/a.md:{number}: notes", expected)]


def test_notes_on_one_line_are_placed_too() -> None:
    assert told('notes: "# Kopf"\n') == [
        ("content/a.md:8: notes", "a heading has no place in show notes, since players do not show it")
    ]


def test_summary_notes_and_links_fit_into_a_description() -> None:
    fits = f"notes: {'n' * 3900}\n"
    assert len(show_notes.html(read(fits))) == 3907
    assert told(f"summary: {'s' * 100}\n{fits}") == [
        ("content/a.md:9: notes", "summary, notes and links take 4014 bytes in the feed")
    ]
    links = "".join(f"  - {{title: t{n}, url: 'https://a.example/{'x' * 1900}'}}\n" for n in range(3))
    assert [place for place, _ in told(f"links:\n{links}")] == ["content/a.md:8: links"]
    assert told(f"notes: '{'[' * 9000}'\n") == [
        ("content/a.md:8: notes", "summary, notes and links take 9000 bytes in the feed")
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("links:\n  - {title: x}\n", [("9: links, entry 1: url", "is missing")]),
        ("links:\n  - {title: x, url: y.html}\n", [("9: links, entry 1: url", "'y.html' leads nowhere from a player or a book")]),
        ("links:\n  - {title: x, url: 'javascript:a'}\n", [("9: links, entry 1: url", "'javascript:a' leads to javascript:, which is published nowhere")]),
        ("links:\n  - {title: x, url: 'https://ü.example'}\n", [("9: links, entry 1: url", "'https://ü.example' is not plain ASCII: copy it from the browser's address line, where ü is xn--… or %C3%BC")]),
        ("links:\n  - {title: x, url: 'https://a.example', href: b}\n", [("9: links, entry 1: href", "is not a known key")]),
        ("links:\n  - {title: x, url: 'https://a.example'}\n  - {title: x, url: 'https://b.example'}\n", [("10: links, entry 2: title", "'x' is the title of another link, too")]),
        ("image: a.jpg\n", [("8: image", "the picture has no description for those who do not see it")]),
        ("image_alt: x\nimage_credit: y\n", [("8: image_alt", "there is no picture to which it belongs"), ("9: image_credit", "there is no picture to which it belongs")]),
    ],
)  # fmt: skip
def test_links_and_pictures_that_are_of_no_use(more: str, expected: Any) -> None:
    assert told(more) == [(f"content/a.md:{place}", message) for place, message in expected]


def test_the_picture_lies_in_content(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "geheim.jpg").write_bytes(b"x")
    for number, name in enumerate(["fehlt.jpg", "../geheim.jpg", ".", "da.jpg"]):
        text = f"{HEAD}image: {name}\nimage_alt: x\n---\n{BODY}"
        (tmp_path / "content" / f"{number}.md").write_text(text)
    (tmp_path / "content" / "da.jpg").write_bytes(b"x")
    with pytest.raises(ContentError) as caught:
        content.load(tmp_path)
    assert [(problem.place, problem.message) for problem in caught.value.problems] == [
        ("content/0.md:8: image", "there is no file content/fehlt.jpg"),
        ("content/1.md:8: image", "leads out of content/"),
        ("content/2.md:8: image", "is a folder, no file"),
    ]
    assert all(problem.remedy for problem in caught.value.problems)


def test_a_link_has_a_title_and_an_address() -> None:
    assert read(NOTES).links == (Link(title="Die Satzung", url="https://a.example/s.pdf?x=1&y=2"),)
