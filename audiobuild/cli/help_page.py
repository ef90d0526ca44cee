"""Help as it is printed: as wide as the terminal, with terms above their meaning where two columns have no room."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

import click

from audiobuild.cli import layout

_NARROW = 60
"""Columns below which a meaning beside its term would have a word a line."""


class HelpPage(click.HelpFormatter):
    """click's page with our line breaks: click counts characters, not columns, and parts ``--dry-run`` at its hyphen."""

    def write_text(self, text: str) -> None:
        self.write(layout.paragraphs(text, self.width, " " * self.current_indent) + "\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        margin = " " * self.current_indent
        beside = 0
        if self.width >= _NARROW:
            widest = max((layout.width(term) for term, _ in rows if layout.width(term) <= col_max), default=0)
            beside = widest + col_spacing
        meaning = margin + " " * (beside or 2 * self.indent_increment)
        for term, text in rows:
            if text and beside and layout.width(term) <= beside - col_spacing:
                first = margin + term + " " * (beside - layout.width(term))
            else:
                self.write(f"{margin}{term}\n")
                first = meaning
            if text:
                self.write(layout.wrap(text, self.width, first=first, rest=meaning) + "\n")


class Context(click.Context):
    """A command's context, whose help is a :class:`HelpPage`."""

    formatter_class = HelpPage


def columns() -> int:
    """How wide help is: as the terminal, within bounds."""
    return layout.bounded(shutil.get_terminal_size((layout.USUAL, 24)).columns)
