"""What an installation takes: no more than a few packages, and not more megabytes than it had. `make size` measures it anew."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path
from types import ModuleType
from typing import Any

from packaging.requirements import Requirement
from programs import ROOT

MOST_PACKAGES = 39
"""Beside this one. One more from Python 3.13 on, which has no module audioop any more: pydub needs a package for it."""

MOST_MEGABYTES = 180


def tool() -> Any:
    module = ModuleType("install_size")
    sys.modules[module.__name__] = module  # where dataclasses look
    module.__file__ = str(ROOT / "tools/install-size")
    exec(compile(Path(module.__file__).read_text(), module.__file__, "exec"), vars(module))  # noqa: S102
    return module


def installed_by_default() -> list[Distribution]:
    """All that comes with it on this machine, without extras."""
    found: dict[str, Distribution] = {}
    waiting = ["audiobuild"]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name not in found:
            found[name] = distribution(name)
            needs = map(Requirement, found[name].requires or ())
            waiting += [need.name for need in needs if not need.marker or need.marker.evaluate({"extra": ""})]
    del found["audiobuild"]
    return list(found.values())


def test_there_are_few_packages() -> None:
    names = [one.name for one in installed_by_default()]
    assert len(names) <= MOST_PACKAGES + (sys.version_info >= (3, 13)), names


def test_they_take_no_more_room_than_they_did() -> None:
    """With this one, which is a link here, and its bytecode."""
    size = tool().size
    own = sum(
        path.stat().st_size for path in (ROOT / "audiobuild").rglob("*") if path.suffix != ".pyc" and path.is_file()
    )
    bytecode = sum(path.stat().st_size for path in (ROOT / "audiobuild").rglob("*.py"))
    sizes = {one.name: size(one) for one in installed_by_default()}
    assert (sum(sizes.values()) + own + bytecode) / 1e6 <= MOST_MEGABYTES, sizes


def test_the_table_adds_up() -> None:
    module = tool()
    found = [module.Package(name=f"p{number}", version="1", size=10_000_000 - number) for number in range(14)]
    own = module.Package(name="audiobuild", version="0.1.0", size=2_000_000)
    *rows, rest, total = module.table([*found, own])
    assert rows[0] == "    10.0 MB  p0 1"
    assert len(rows) == module.LARGEST
    assert rest == "    22.0 MB  3 more"
    assert total == "   142.0 MB  in all: audiobuild and 14 packages"


def test_who_is_not_here_is_told() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools/install-size", "--help"], capture_output=True, text=True, check=True
    )
    assert "PYTHON" in done.stdout
    assert tool().measure("python-that-is-not-here", Path("x.whl"), (), Path("x")) is False
