"""Which lines of the code a run comes to: for an attack that must not pass by what it attacks."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import audiobuild

PACKAGE = Path(audiobuild.__file__).parent
_TRACER = 4


class Lines:
    """The lines of the package that are run between ``begin`` and ``end``, by file."""

    def __init__(self) -> None:
        self.seen: dict[str, set[int]] = {}
        self._inside: dict[CodeType, bool] = {}

    def begin(self) -> None:
        """Watch. From Python 3.12 on each line is told of once; before, each time, which takes ten times as long."""
        if sys.version_info >= (3, 12):
            tools = sys.monitoring
            tools.use_tool_id(_TRACER, "fuzz")
            tools.register_callback(_TRACER, tools.events.LINE, self._line)
            tools.set_events(_TRACER, tools.events.LINE)
        else:
            threading.settrace(self._call)
            sys.settrace(self._call)

    def end(self) -> None:
        """Watch no longer."""
        if sys.version_info >= (3, 12):
            sys.monitoring.set_events(_TRACER, 0)
            sys.monitoring.free_tool_id(_TRACER)
        else:
            sys.settrace(None)
            threading.settrace(lambda *_: None)

    def _line(self, code: CodeType, line: int) -> Any:
        if code.co_filename.startswith(str(PACKAGE)):
            self.seen.setdefault(code.co_filename, set()).add(line)
        return getattr(sys, "monitoring").DISABLE  # noqa: B009 known from 3.12 on

    def _call(self, frame: FrameType, event: str, argument: Any) -> Callable[..., Any] | None:
        code = frame.f_code
        inside = self._inside.get(code)
        if inside is None:
            inside = self._inside[code] = code.co_filename.startswith(str(PACKAGE))
        if not inside:
            return None
        seen = self.seen.setdefault(code.co_filename, set())
        seen.add(frame.f_lineno)

        def line(frame: FrameType, event: str, argument: Any) -> Any:
            seen.add(frame.f_lineno)
            return line

        return line


def executable(path: Path) -> frozenset[int]:
    """The lines of functions in a file: what stands outside of them is run when it is loaded."""
    module = compile(path.read_text(encoding="utf-8"), str(path), "exec")
    return frozenset(line for code in _functions(module) for _, _, line in code.co_lines() if line) - {0}


def _functions(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_flags & 0x2:  # CO_NEWLOCALS: a function, not a class's body
                yield constant
            yield from _functions(constant)


def report(seen: dict[str, set[int]], targets: tuple[str, ...]) -> Iterator[str]:
    """How many of a module's lines were run, for the modules whose path begins with one of the targets."""
    whole = come = 0
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith(targets):
            continue
        lines = executable(path)
        hit = lines & seen.get(str(path), set())
        if not lines:
            continue
        whole, come = whole + len(lines), come + len(hit)
        missing = ", ".join(map(str, sorted(lines - hit)[:12]))
        yield f"  {len(hit):4} of {len(lines):4} lines  {name}" + (f"  (not: {missing})" if missing else "")
    if whole:
        yield f"  {100 * come / whole:.1f} % of {whole} lines"
