"""What the machine does not allow, wherever it showed: no defect of the program, and nothing that an editor wrote."""

from __future__ import annotations

import errno

from audiobuild.errors import OutputError, Problem
from audiobuild.messages import msg
from audiobuild.system_errors import by_number

REMEDIES = {
    errno.EMFILE: msg("Allow more open files (`ulimit -n 1024`), or use fewer workers (-j 1)."),
    errno.ENFILE: msg("The whole machine has too many files open: end other programs, or use fewer workers (-j 1)."),
    errno.ENOMEM: msg("End other programs, use fewer workers (-j 1), or allow more memory (`ulimit -v`)."),
    errno.EAGAIN: msg("Allow more processes (`ulimit -u`), end other programs, or use fewer workers (-j 1)."),
}


def reached(error: BaseException | None) -> OutputError | None:
    """The limit that led to an error, be it the cause of its cause; ``None`` if it was none."""
    seen: set[int] = set()
    while error and id(error) not in seen:
        seen.add(id(error))
        number = getattr(error, "errno", None)  # of OSError, or of one in a worker
        if number in REMEDIES:
            message = msg("this machine allows no more: {}", by_number(number))
            return OutputError(Problem(message=message, remedy=msg("{} What was spoken is kept.", REMEDIES[number])))
        error = error.__cause__ or error.__context__
    return None
