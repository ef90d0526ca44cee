"""A ZIP file whose bytes follow from what is in it alone: no clock, no order of a file system."""

from __future__ import annotations

import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that the format can hold."""

_UNIX, _MODE = 3, 0o644 << 16


def add(archive: zipfile.ZipFile, name: str, data: bytes, *, stored: bool = False) -> None:
    """Add a file: compressed, or ``stored`` as it is, for what is compressed already or must be found at a fixed place."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _MODE
    archive.writestr(entry, data)
