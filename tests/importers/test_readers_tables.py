"""A table of data is read row by row, the same in every format, and leaves the talk around it whole."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Sequence

import docx
import pytest

from audiobuild.importers import Wishes, pieces, read, readers
from audiobuild.importers.review import as_json
from importers.samples import odt

Rows = Sequence[Sequence[str]]

BATS: Rows = [["Ort", "2023", "2024"], ["Turm", "380", "412"], ["Rathaus", "55", "60"], ["Mühle", "0", "3"]]
READ = ["Turm (2023: 380; 2024: 412).", "Rathaus (2023: 55; 2024: 60).", "Mühle (2023: 0; 2024: 3)."]
TALK = [
    ("Herr Lohmann, Sie zählen seit 20 Jahren Fledermäuse. Wie macht man das?", "Mit Geduld und einem Gerät, das ihre Rufe hörbar macht."),
    ("Wie viele sind es in diesem Jahr?", "Mehr als je zuvor, und sie wohnen dort seit drei Sommern, ohne jemanden zu stören."),
    ("Warum werden es mehr?", "Weil die Sommer wärmer sind und weil der Förster die alten Buchen stehen lässt."),
    ("Haben Sie Angst vor Vampiren?", "Nein. Vor dem Kassenprüfer, der im Herbst kommt, wenn die Tiere schon schlafen."),
]  # fmt: skip


def _docx(rows: Rows, before: Sequence[str] = (), behind: Sequence[str] = ()) -> bytes:
    document = docx.Document()
    for number, text in enumerate(before):
        document.add_paragraph().add_run(text).bold = number % 2 == 0
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for number, text in enumerate(behind):
        document.add_paragraph().add_run(text).bold = number % 2 == 0
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _odt(rows: Rows) -> bytes:
    def cell(text: str) -> str:
        return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"

    inside = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return odt(f"<table:table>{inside}</table:table>")


def _rtf(rows: Rows) -> bytes:
    inside = "".join("\\trowd\\intbl " + "".join(f"{text}\\cell " for text in row) + "\\row\n" for row in rows)
    return ("{\\rtf1\\ansi\\ansicpg1252 " + inside + "}").encode("cp1252")


def _html(rows: Rows) -> bytes:
    inside = "".join(f"<tr>{''.join(f'<td><p>{html.escape(text)}</p></td>' for text in row)}</tr>" for row in rows)
    return f"<html><body><table>{inside}</table></body></html>".encode()


def _markdown(rows: Rows) -> bytes:
    lines = [" | ".join(row) for row in rows]
    return "\n".join([lines[0], " | ".join("---" for _ in rows[0]), *lines[1:]]).encode()


FORMATS: dict[str, Callable[[Rows], bytes]] = {
    "a.docx": _docx, "a.odt": _odt, "a.rtf": _rtf, "a.html": _html, "a.md": _markdown,
}  # fmt: skip


def seen(name: str, rows: Rows) -> list[tuple[str, str]]:
    return [(block.region, block.text) for block in readers.read(FORMATS[name](rows), name=name).blocks]


@pytest.mark.parametrize("name", FORMATS)
def test_each_row_is_one_block_below_a_head(name: str) -> None:
    assert seen(name, BATS) == [("head", "Ort"), *(("", row) for row in READ)]


@pytest.mark.parametrize("name", FORMATS)
def test_a_row_is_known_as_one(name: str) -> None:
    """By a mark that no page's own class is: "row" is that of many layouts."""
    found = pieces.cut(readers.read(FORMATS[name](BATS), name=name).blocks)
    assert [piece.text for piece in found if piece.row] == READ
    page = b"<html><body><div class='row'><p>Wer kocht?</p></div></body></html>"
    assert not any(piece.row for piece in pieces.cut(readers.read(page, name="a.html").blocks))


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "a.md"])
@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (  # nothing tells a head from the rest
            [["Mo", "10 Uhr", "Chor"], ["Di", "11 Uhr", "Turnen"]],
            ["Mo; 10 Uhr; Chor.", "Di; 11 Uhr; Turnen."],
        ),
        (  # an empty corner is that of a head
            [["", "Chor", "Turnen"], ["Mo", "Aula", "Halle"], ["Di", "", "Halle"]],
            ["Mo (Chor: Aula; Turnen: Halle).", "Di (Turnen: Halle)."],
        ),
        (  # two columns, of which one has figures only
            [["Turm", "119 Stufen"], ["Mast", "3 m"]],
            ["Turm", "119 Stufen", "Mast", "3 m"],
        ),
        ([["Turm", "119 m"], ["Mast", "3 m"]], ["Turm; 119 m.", "Mast; 3 m."]),
        (  # questions and answers
            [["Wer?", "Ich."], ["Wo?", "Hier."]],
            ["Wer?", "Ich.", "Wo?", "Hier."],
        ),
        (
            [["1", "Name", "Wie heißen Sie?"], ["2", "Ort", "Wo sind Sie?"]],
            ["1", "Name", "Wie heißen Sie?", "2", "Ort", "Wo sind Sie?"],
        ),
    ],
)  # fmt: skip
def test_other_tables(name: str, rows: Rows, expected: list[str]) -> None:
    assert seen(name, rows) == [("", text) for text in expected]


@pytest.mark.parametrize("place", [2, 4, 6, 8])
def test_the_pairs_around_a_table_stay_whole(place: int) -> None:
    talk = [text for pair in TALK for text in pair]
    found = as_json(read(_docx(BATS, talk[:place], talk[place:]), Wishes(), name="a.docx"))
    pairs = [(pair["question"], pair["answers"][0]["paragraphs"][0]) for pair in found["pairs"]]
    assert pairs == TALK
