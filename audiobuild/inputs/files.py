"""A file → bytes or text: a plain file of a bounded size, which lies where it should.

A pipe would never end, a device never stop (``/dev/zero``), a folder or a link out of the publication hold what nobody meant
to publish. They are known by what was opened, not by their name, so that nothing can be exchanged in between.
"""

from __future__ import annotations

import errno
import os
import stat
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from audiobuild.errors import InputError, Problem
from audiobuild.messages import msg
from audiobuild.system_errors import reason
from audiobuild.text import HIDDEN, shown

MOST_BYTES = 4_000_000
"""Of a file of text. An interview of a day is a quarter of it."""

MOST_FILES = 20_000
"""Of one kind in a folder."""

_MOST_PROBLEMS = 20
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISDIR, msg("a folder")),
    (stat.S_ISFIFO, msg("a pipe")),
    (stat.S_ISSOCK, msg("a socket")),
    (stat.S_ISCHR, msg("a device")),
    (stat.S_ISBLK, msg("a device")),
)


def data(path: Path, *, place: str, most_bytes: int = MOST_BYTES, inside: Path | None = None) -> bytes:
    """The bytes of a file; ``place`` names it in errors. Links may not lead out of the folder ``inside``.

    Raises :class:`audiobuild.errors.InputError` with the reason.
    """
    try:
        with _opened(path, place, most_bytes, inside) as file:
            found = file.read(most_bytes + 1)
    except OSError as error:
        raise _unreadable(place, error) from error
    if len(found) > most_bytes:
        raise _too_large(place, most_bytes)
    return found


def check(path: Path, *, place: str, most_bytes: int = MOST_BYTES, inside: Path | None = None) -> None:
    """What :func:`data` does, without reading: raises :class:`audiobuild.errors.InputError` for what it would refuse."""
    _opened(path, place, most_bytes, inside).close()


def _opened(path: Path, place: str, most_bytes: int, inside: Path | None) -> BinaryIO:
    try:
        if inside is not None and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(inside)):
            remedy = msg("Put the file itself into {}/.", inside.name)
            raise InputError(Problem(place=place, message=msg("leads out of {}/", inside.name), remedy=remedy))
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:  # ValueError: a zero in the name
        raise _unreadable(place, error) from error
    about = os.fstat(descriptor)
    kind = next((name for is_kind, name in _KINDS if is_kind(about.st_mode)), "")
    if not kind and about.st_size <= most_bytes:
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise (
        InputError(Problem(place=place, message=msg("is {}, no file", kind))) if kind else _too_large(place, most_bytes)
    )


def _unreadable(place: str, error: OSError | ValueError) -> InputError:
    return InputError(Problem(place=place, message=msg("cannot be read: {}", reason(error))))


def _too_large(place: str, most_bytes: int) -> InputError:
    mega = most_bytes >= 1_000_000
    size = msg("{} MB", most_bytes // 1_000_000) if mega else msg("{} kB", most_bytes // 1000)
    return InputError(Problem(place=place, message=msg("is larger than {}", size), remedy=msg("Make it smaller.")))


def text(path: Path, *, place: str, most_bytes: int = MOST_BYTES, inside: Path | None = None) -> str:
    """The text of a file in UTF-8, with or without a byte order mark, as it stands there.

    Raises :class:`audiobuild.errors.InputError`, which names the line of every character that has no place in a text.
    """
    found = data(path, place=place, most_bytes=most_bytes, inside=inside)
    if found.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise InputError(Problem(place=place, message=msg("is UTF-16 text"), remedy=msg("Save it as UTF-8.")))
    try:
        decoded = found.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = msg("is not UTF-8 text (byte {})", error.start)
        raise InputError(Problem(place=place, message=message, remedy=msg("Save it as UTF-8."))) from error
    if problems := tuple(hidden(decoded, place)):
        raise InputError(problems)
    return decoded


def hidden(decoded: str, place: str) -> Iterator[Problem]:
    """A problem for each line with characters that have no place in a text."""
    line = start = lines = 0
    for match in HIDDEN.finditer(decoded):
        new = decoded.count("\n", start, match.start())
        line, start = line + new, match.start()
        if (new or not lines) and (lines := lines + 1) <= _MOST_PROBLEMS:
            message = msg("holds U+{:04X}, a character that nobody sees", ord(match[0]))
            yield Problem(place=f"{place}:{line + 1}", message=message, remedy=msg("Delete it, or type the line anew."))


def listed(folder: Path, suffix: str, *, place: str) -> tuple[Path, ...]:
    """The files in a folder whose names end in ``suffix``, sorted; none where there is no folder.

    Hidden ones are left out: editors keep their own beside what is open. Raises :class:`audiobuild.errors.InputError`, for
    those too that end in the same letters in capitals: whoever wrote them means them to be read.
    """
    try:
        paths = [path for path in folder.iterdir() if path.suffix.lower() == suffix and not path.name.startswith(".")]
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise _unreadable(place, error) from error
    if len(paths) > MOST_FILES:
        message = msg("holds {} files *{}; {} are read at most", len(paths), suffix, MOST_FILES)
        raise InputError(Problem(place=place, message=message, remedy=msg("Make several publications of it.")))
    if shouted := sorted(path for path in paths if path.suffix != suffix):
        message = msg("is not read: its name must end in {}", suffix)
        raise InputError(
            Problem(
                place=f"{folder.name}/{path.name}",
                message=message,
                remedy=msg("Rename it: {}", shown(path.with_suffix(suffix).name, 80)),
            )
            for path in shouted
        )
    return tuple(sorted(paths))


def there(path: Path) -> bool:
    """Whether something of that name is there, or at least cannot be ruled out: whoever reads it then says why not."""
    try:
        path.lstat()
    except OSError as error:
        return error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)
    except ValueError:  # a zero in the name
        return False
    return True


def is_file(path: Path) -> bool:
    """Whether a plain file is there; nothing that the name or the folder does raises an error."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder is there; nothing that the name or the folder does raises an error."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
