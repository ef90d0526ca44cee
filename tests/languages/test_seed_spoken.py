"""The real interview: every place in it that a voice would read wrong as printed."""

from __future__ import annotations

from pathlib import Path

from audiobuild.languages.reading import sentences
from audiobuild.model import Inline, Piece

CHANGED = {
    ("KL.digital", "K-L digital", "de", "domain"),
    ("Pipeline", "Pipeline", "en", "lexicon"),
    ("Benefit", "Benefit", "en", "lexicon"),
    ("Social Media", "Social Media", "en", "lexicon"),
    ("usw.", "und so weiter.", "de", "abbreviation"),
    ("z. B.", "zum Beispiel", "de", "abbreviation"),
    ("bzw.", "beziehungsweise", "de", "abbreviation"),
    ("Stadt.Raum.Wir.", "Stadt, Raum, Wir", "de", "name"),
    ("IT", "Ei-Ti", "de", "lexicon"),
}


def test_all_that_is_spoken_otherwise_than_printed(shared: Path) -> None:
    pieces = pieces_of(shared, "spoken")
    assert {(p.text, p.spoken, p.language, p.rule) for p in pieces if p.rule and p.text != "(lacht)"} == CHANGED
    unchanged = "".join(piece.text for piece in pieces if not piece.rule)
    for right_as_printed in ("bis 20.000 Einwohner", "31-Jährige", "BBB", "RLP", "GmbH", "Ende 2024", "„KOMMUNAL“"):
        assert right_as_printed in unchanged


def test_the_laugh_can_be_dropped(shared: Path) -> None:
    spoken = "".join(piece.spoken for piece in pieces_of(shared, "dropped"))
    assert "mit den Grundlagen einer GmbH beschäftigt." in spoken


def pieces_of(shared: Path, stage_directions: str) -> list[Piece]:
    text = (shared / "seeds" / "interview-kl-digital.txt").read_text("utf-8").replace("\u00a0", " ")
    paragraphs = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
    return [
        piece
        for paragraph in paragraphs
        for sentence in sentences([Inline(text=paragraph)], language="de", stage_directions=stage_directions)
        for piece in sentence.pieces
    ]
