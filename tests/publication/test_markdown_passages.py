"""Pictures, tables, footnotes, headings and quotations in an interview: what is read, and what is refused with its line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from audiobuild.errors import ContentError
from audiobuild.model import (
    Footnote,
    FootnoteReference,
    Inline,
    Interview,
    Paragraph,
    Passage,
    Picture,
    Row,
    Subheading,
    Table,
)
from audiobuild.publication import bounds, content, illustrations
from audiobuild.publication.nesting import common, placed

HEAD = """\
---
title: T
date: 2024-05-01
language: de
speakers:
  - {name: Anna, role: question}
  - {name: Ben, role: answer}
---
## Frage?

"""
FIRST = HEAD.count("\n") + 1
"""The line on which an answer begins."""


def parse(answer: str) -> Interview:
    return content.parse(HEAD + answer, slug="a", path="content/a.md")


def passages(answer: str) -> tuple[Passage, ...]:
    (exchange,) = parse(answer).exchanges
    return tuple(passage for turn in exchange.answers for passage in turn.passages)


def problems(answer: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        parse(answer)
    for problem in caught.value.problems:
        assert problem.remedy
    return [f"{problem.place.removeprefix('content/a.md:')}: {problem.message}" for problem in caught.value.problems]


def run(text: str, *labels: str, strong: bool = False) -> Inline:
    return Inline(text=text, strong=strong, footnotes=tuple(FootnoteReference(label=label) for label in labels))


def test_a_picture_is_a_file_with_words_and_a_caption() -> None:
    assert passages('![Der *Turm* \\[links\\]](<fotos/Der Turm.JPG> "Im Mai &amp; Juni, \\"neu\\"")\n\nJa.\n') == (
        Picture(source="fotos/Der Turm.JPG", alt="Der Turm [links]", caption='Im Mai & Juni, "neu"', line=FIRST),
        Paragraph(inlines=(run("Ja."),), line=FIRST + 2),
    )
    assert passages("![](t%C3%BCrm.webp)") == (Picture(source="türm.webp", alt="", caption="", line=FIRST),)


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ("![a](https://example.org/a.jpg)", "the picture 'https://example.org/a.jpg' lies elsewhere"),
        ("![a](//example.org/a.jpg)", "the picture '//example.org/a.jpg' lies elsewhere"),
        ("![a](data:image/png;base64,AAAA)", "the picture 'data:image/png;base64,AAAA' lies elsewhere"),
        ("![a](../a.jpg)", "the picture '../a.jpg' is not the name of a file in content/"),
        ("![a](%2e%2e/a.jpg)", "the picture '../a.jpg' is not the name of a file in content/"),
        ("![a](/a.jpg)", "the picture '/a.jpg' is not the name of a file in content/"),
        ("![a](x/./a.jpg)", "the picture 'x/./a.jpg' is not the name of a file in content/"),
        ("![a](<x\\\\a.jpg>)", "the picture 'x\\\\a.jpg' is not the name of a file in content/"),
        ("![a]()", "the picture '' is not the name of a file in content/"),
        ("![a](a.svg)", "the picture 'a.svg' is no JPEG, PNG or WebP by its name"),
        ("Ja ![a](a.jpg)", "a picture stands within a text"),
        ("[![a](a.jpg)](https://example.org/)", "a picture stands within a text"),
        ("- ![a](a.jpg)", "a picture stands in a list or a quotation"),
        ("> ![a](a.jpg)", "a picture stands in a list or a quotation"),
    ],
)
def test_pictures_that_cannot_be_published_are_refused(mark: str, message: str) -> None:
    (found,) = problems(f"Ja.\n\n{mark}\n")
    assert found.startswith(f"{FIRST + 2}: {message}")


def test_a_table_has_named_columns_and_rows_with_their_lines() -> None:
    assert passages("| Ort | 2023 |  C |\n|:--|--:|:-:|\n| **Turm**[^1] | a \\| b |\n| | 5 | |\n\n[^1]: Ja.\n") == (
        Table(
            head=Row(cells=((run("Ort"),), (run("2023"),), (run("C"),)), line=FIRST),
            rows=(
                Row(cells=((run("Turm", "1", strong=True),), (run("a | b"),), ()), line=FIRST + 2),
                Row(cells=((), (run("5"),), ()), line=FIRST + 3),
            ),
            alignments=("left", "right", "center"),
            line=FIRST,
            lines=4,
        ),
    )


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("| a | |\n|---|---|\n| 1 | 2 |", f"{FIRST + 2}: column 2 of a table has no heading"),
        ("| |\n|---|\n| 1 |", f"{FIRST + 2}: column 1 of a table has no heading"),
        ("| a | b |\n|---|---|", f"{FIRST + 2}: a table has a head and no rows"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| | |", f"{FIRST + 5}: a row of a table is empty"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", f"{FIRST + 4}: a row has 3 cells, the head of its table 2"),
        ("- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |", f"{FIRST + 4}: a table stands in a list or a quotation"),
    ],
)
def test_tables_that_nobody_could_follow_are_refused(table: str, found: str) -> None:
    assert problems(f"Ja.\n\n{table}\n") == [found]


def test_a_table_has_a_bound() -> None:
    columns = bounds.MOST_COLUMNS + 1
    rows = (" | ".join(cells) for cells in (["a"] * columns, ["---"] * columns, ["1"] * columns))
    table = "\n".join(f"| {row} |" for row in rows)
    assert problems(table) == [f"{FIRST}: a table has {columns} columns; {columns - 1} are allowed"]


def test_a_footnote_stands_anywhere_and_its_mark_behind_a_word() -> None:
    interview = parse(
        "**Turm** [^a] und [Fluss][^2][^a] [^2]\\(so).\n\n[^2]: Der *Fluss*.\n\nMehr.\n\n[^a]: Ein Turm.\n"
    )
    (answer,) = interview.exchanges[0].answers
    assert answer.passages[0] == Paragraph(
        inlines=(run("Turm", "a", strong=True), run(" und [Fluss]", "2", "a", "2"), run(" (so).")), line=FIRST
    )
    assert interview.footnotes == (
        Footnote(label="2", inlines=(run("Der "), Inline(text="Fluss", emphasis=True), run(".")), line=FIRST + 2),
        Footnote(label="a", inlines=(run("Ein Turm."),), line=FIRST + 6),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ja.[^1]\n", [f"{FIRST}: there is no footnote [^1]"]),
        ("Ja.\n\n[^1]: Nein.\n", [f"{FIRST + 2}: nothing refers to the footnote [^1]"]),
        ("[^1] Ja.\n\n[^1]: Nein.\n", [f"{FIRST}: the footnote [^1] stands before any text"]),
        ("Ja.[^1]\n\n[^1]: A.\n\n[^1]: B.\n", [f"{FIRST + 4}: the footnote [^1] stands there twice"]),
        ("Ja.[^1]\n\n[^1]: A.\n\n    B.\n", [f"{FIRST + 2}: the footnote [^1] is not one paragraph"]),
        ("Ja.[^1]\n\n[^1]: - A.\n", [f"{FIRST + 2}: the footnote [^1] is not one paragraph"]),
        ("Ja.[^1]\n\n[^1]: A.[^1]\n", [f"{FIRST + 2}: the footnote [^1] refers to a footnote"]),
        ("Ja.[^*]\n\n[^*]: A.\n", [f"{FIRST + 2}: '*' cannot name a footnote"]),
    ],
)
def test_footnotes_that_lead_nowhere_are_refused(text: str, expected: list[str]) -> None:
    assert [problem for problem in problems(text) if problem in expected] == expected


def test_a_bracket_that_is_no_mark_is_text() -> None:
    assert passages("Ja \\[^1\\] und a\\[^1].") == (Paragraph(inlines=(run("Ja [^1] und a[^1]."),), line=FIRST),)


def test_a_heading_below_a_question_is_no_question() -> None:
    interview = parse("### Der *Turm*\n\nJa.\n\n**Anna:** Aha.\n\n### Weiter?\n\nNein.\n")
    assert len(interview.exchanges) == 1
    first, second = interview.exchanges[0].answers
    assert first.passages[0] == Subheading(inlines=(run("Der "), Inline(text="Turm", emphasis=True)), line=FIRST)
    assert [passage.text for passage in second.passages] == ["Aha.", "Weiter?", "Nein."]
    assert problems("Ja.\n\n#### Zu tief\n\n> ### Darin\n\n###\n") == [
        f"{FIRST + 2}: a heading of level 4 has no place in an interview",
        f"{FIRST + 4}: a heading stands in a list or a quotation",
        f"{FIRST + 6}: the heading is empty",
    ]


def test_a_quotation_keeps_its_lists_and_says_whose_words_it_is() -> None:
    found = passages("> Wort.\n>\n> - eins\n> - zwei\n>\n> — Umberto Eco, *Name der Rose*\n\n> – Ja.\n>\n> – Nein.\n")
    assert [(one.style, one.within, one.text) for one in found if isinstance(one, Paragraph)] == [
        ("quote", (), "Wort."),
        ("bullet", ("quote",), "eins"),
        ("bullet", ("quote",), "zwei"),
        ("attribution", (), "— Umberto Eco, Name der Rose"),
        ("quote", (), "– Ja."),
        ("quote", (), "– Nein."),
    ]
    found = passages("> Wort.\n>\n> — Umberto Eco\n\nDann.\n\n> — Bonjour.\n>\n> — Salut.\n")
    assert [one.style for one in found if isinstance(one, Paragraph)] == [
        "quote",
        "attribution",
        "plain",
        "quote",
        "quote",
    ]


def numbered(answer: str) -> list[tuple[str, int, int | None]]:
    """Each paragraph with how much of what is around it is also around the one before, and the number it is given."""
    found = passages(answer)
    places = [(), *placed(found)]
    return [
        (one.text, common(before, place), one.number)
        for one, before, place in zip(found, places, places[1:], strict=False)
        if isinstance(one, Paragraph)
    ]


def test_each_quotation_has_words_that_say_whose_it_is() -> None:
    text = "> Eins.\n>\n> — Goethe\n\n> Zwei.\n>\n> — Schiller\n\n> Drei.\n\n> — Heine\n\n- > Vier.\n  >\n  > — Eco\n- Fünf\n"
    found = passages(text)
    assert [(one.text, one.style) for one in found if isinstance(one, Paragraph)] == [
        ("Eins.", "quote"),
        ("— Goethe", "attribution"),
        ("Zwei.", "quote"),
        ("— Schiller", "attribution"),
        ("Drei.", "quote"),
        ("— Heine", "attribution"),
        ("Vier.", "quote"),
        ("— Eco", "attribution"),
        ("Fünf", "bullet"),
    ]
    assert [shared for _, shared, _ in numbered(text)] == [0, 1, 0, 1, 0, 1, 0, 3, 1]


def test_a_list_counts_on_whatever_its_items_hold() -> None:
    text = "1. Eins\n\n   Mehr.\n2. Zwei\n   - a\n   - b\n\n   Noch.\n3. Drei\n\n5) Fünf\n1) Sechs\n\n- x\n\n* y\n"
    assert numbered(text) == [
        ("Eins", 0, None),
        ("Mehr.", 2, None),
        ("Zwei", 1, None),
        ("a", 2, None),
        ("b", 3, None),
        ("Noch.", 2, None),
        ("Drei", 1, None),
        ("Fünf", 0, 5),
        ("Sechs", 1, None),
        ("x", 0, None),
        ("y", 0, None),
    ]
    assert numbered("1. Ja\n2. **Anna:** Aha\n3. Nein\n")[1:] == [("Aha", 1, 2), ("Nein", 1, None)]


def test_files_that_are_missing_or_lead_elsewhere_are_named_with_their_line(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    (tmp_path / "secret.jpg").write_bytes(b"x")
    (folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "folder.jpg").mkdir()
    os.mkfifo(folder / "pipe.jpg")
    with (folder / "big.jpg").open("wb") as file:
        file.truncate(illustrations.MOST_BYTES + 1)
    names = ("gone", "link", "folder", "pipe", "big")
    (folder / "a.md").write_text(HEAD + "\n\n".join(f"![x]({name}.jpg)" for name in names), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        content.load(tmp_path)
    assert [(problem.place, problem.message) for problem in caught.value.problems] == [
        (f"content/a.md:{FIRST}", "there is no file content/gone.jpg"),
        (f"content/a.md:{FIRST + 2}", "content/link.jpg leads out of content/"),
        (f"content/a.md:{FIRST + 4}", "content/folder.jpg is a folder, no file"),
        (f"content/a.md:{FIRST + 6}", "content/pipe.jpg is a pipe, no file"),
        (f"content/a.md:{FIRST + 8}", "content/big.jpg is larger than 30 MB"),
    ]


def test_an_interview_has_not_more_pictures_than_anybody_looks_at(tmp_path: Path) -> None:
    interview = parse("\n\n".join(["![x](a.jpg)"] * (illustrations.MOST_PICTURES + 1)))
    (problem,) = illustrations.problems(tmp_path, interview)
    assert problem.message == "has 201 pictures; 200 are allowed"
