"""An address as a QR code (ISO/IEC 18004), drawn as SVG within a page."""

from __future__ import annotations

import segno
from markupsafe import Markup


def svg(address: str) -> Markup:
    """Black on white whatever the page's colours are, with the quiet margin of four modules: readers want both."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None)
    return Markup(drawn)  # noqa: S704 drawn of numbers alone
