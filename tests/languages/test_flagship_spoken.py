"""The interviews that must always work: every place in them that a voice would read wrong as printed."""

from __future__ import annotations

from flagship import Flagship, flagships

from audiobuild.languages.reading import sentences
from audiobuild.model import Inline, Piece, StageDirections

EVERYWHERE = {
    ("Pipeline", "Pipeline", "en", "lexicon"),
    ("Benefit", "Benefit", "en", "lexicon"),
    ("Social Media", "Social Media", "en", "lexicon"),
    ("usw.", "und so weiter.", "de", "abbreviation"),
    ("z. B.", "zum Beispiel", "de", "abbreviation"),
    ("bzw.", "beziehungsweise", "de", "abbreviation"),
    ("IT", "IT", "de", "lexicon"),
}
CHANGED = {
    "own": EVERYWHERE
    | {
        ("Hof.Laden.Wir.", "Hof, Laden, Wir", "de", "name"),
        ("Repair Café", "Repair Café", "en", "lexicon"),
        ("1961", "neunzehnhunderteinundsechzig", "de", "year"),
        ("12.", "zwölfter", "de", "ordinal"),
    },
    "seed": EVERYWHERE
    | {
        ("KL.digital", "K-L digital", "de", "domain"),
        ("Stadt.Raum.Wir.", "Stadt, Raum, Wir", "de", "name"),
    },
}
AS_PRINTED = {
    "own": ("bis 20.000 Einwohner", "34-Jährige", "DRK", "NRW", "GmbH", "Ende 2026", "„WERKBANK“", "Werkhof.lokal"),
    "seed": ("bis 20.000 Einwohner", "31-Jährige", "BBB", "RLP", "GmbH", "Ende 2024", "„KOMMUNAL“"),
}
LAUGHED = {"own": "in der Satzung einer GmbH steht.", "seed": "mit den Grundlagen einer GmbH beschäftigt."}

pytestmark = flagships()


def test_all_that_is_spoken_otherwise_than_printed(case: Flagship) -> None:
    pieces = pieces_of(case, "spoken")
    as_said = {(p.text, p.spoken, p.language, p.rule) for p in pieces if p.rule not in {"", "loan word"}}
    assert {said for said in as_said if said[0] != "(lacht)"} == CHANGED[case.name]
    unchanged = "".join(piece.text for piece in pieces if piece.rule in {"", "loan word"})
    assert [text for text in AS_PRINTED[case.name] if text not in unchanged] == []


def test_the_laugh_can_be_dropped(case: Flagship) -> None:
    assert LAUGHED[case.name] in "".join(piece.spoken for piece in pieces_of(case, "dropped"))


def pieces_of(case: Flagship, stage_directions: StageDirections) -> list[Piece]:
    text = case.source.read_text("utf-8").replace("\u00a0", " ")
    paragraphs = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
    return [
        piece
        for paragraph in paragraphs
        for sentence in sentences([Inline(text=paragraph)], language="de", stage_directions=stage_directions)
        for piece in sentence.pieces
    ]
