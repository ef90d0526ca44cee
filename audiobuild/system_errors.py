"""What the system says when a file cannot be had or written, in words of our own.

``os.strerror`` speaks the language of the C locale, and none that an editor reads.
"""

from __future__ import annotations

import errno
import os
from typing import Final

from audiobuild.messages import Message, msg, verbatim, words_of

_REASONS: Final = {
    "EACCES": msg("permission denied"),
    "EPERM": msg("the system does not permit it"),
    "ENOENT": msg("no such file or folder"),
    "EISDIR": msg("it is a folder"),
    "ENOTDIR": msg("a part of the path is no folder"),
    "EEXIST": msg("something of that name is there already"),
    "ENOTEMPTY": msg("the folder is not empty"),
    "ENOSPC": msg("no space is left on the disk"),
    "EDQUOT": msg("your share of the disk is used up"),
    "EFBIG": msg("the file would be too large"),
    "EROFS": msg("that place can only be read"),
    "ENAMETOOLONG": msg("the name is too long"),
    "ELOOP": msg("its links lead in a circle"),
    "EMFILE": msg("this program has too many files open"),
    "ENFILE": msg("the machine has too many files open"),
    "ENOMEM": msg("there is not enough memory"),
    "EIO": msg("the disk, or the connection to it, failed"),
    "EBUSY": msg("another program is using it"),
    "ETXTBSY": msg("another program is using it"),
    "EXDEV": msg("it is on another disk"),
    "EBADF": msg("it is closed"),
    "EPIPE": msg("nobody reads it any more"),
    "EINVAL": msg("the system does not take that"),
    "ENOTSUP": msg("that place cannot do it"),
    "EOPNOTSUPP": msg("that place cannot do it"),
    "ENOSYS": msg("this system cannot do it"),
    "ESTALE": msg("it was taken away on the server"),
    "ENXIO": msg("no such device"),
    "ENODEV": msg("no such device"),
    "ETIMEDOUT": msg("it took too long"),
    "ECONNREFUSED": msg("the connection was refused"),
    "ECONNRESET": msg("the connection was broken off"),
    "EHOSTUNREACH": msg("no way leads to that machine"),
    "ENETUNREACH": msg("no way leads to that network"),
    "EADDRINUSE": msg("another program listens there"),
    "EADDRNOTAVAIL": msg("this machine has no such address"),
}
"""By the names of ``errno``, of which Windows has not all."""


def reason(error: BaseException) -> Message:
    """Why something that the system was asked for failed; where it is no usual reason, in the words of who raised it."""
    if not isinstance(error, OSError) or error.errno is None:
        return words_of(error)
    return _REASONS.get(errno.errorcode.get(error.errno, "")) or verbatim(error.strerror or str(error))


def by_number(number: int) -> Message:
    """What an ``errno`` means."""
    return reason(OSError(number, os.strerror(number)))
