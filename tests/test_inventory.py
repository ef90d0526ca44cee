"""What runs with the program is listed, the same each time, and its licences go with ours."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version

import pytest
from programs import ROOT


def inventory(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "tools/inventory", *words], capture_output=True, text=True, check=False
    )


def test_the_bill_of_materials() -> None:
    done = inventory("sbom")
    bill = json.loads(done.stdout)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    components = {one["name"]: one for one in bill["components"]}
    assert {"requests", "urllib3", "markupsafe", "certifi", "numpy"} <= components.keys()
    assert components["requests"]["version"] == version("requests")
    assert not {"pytest", "audiobuild"} & components.keys()
    known = {one["bom-ref"] for one in bill["components"]}
    assert {one["ref"] for one in bill["dependencies"]} == known | {bill["metadata"]["component"]["bom-ref"]}
    assert {reference for one in bill["dependencies"] for reference in one["dependsOn"]} <= known
    assert inventory("sbom").stdout == done.stdout


def test_every_licence_goes_with_ours() -> None:
    done = inventory("licences")
    assert (done.returncode, done.stderr) == (0, "")
    assert "unknown" not in done.stdout


@pytest.mark.parametrize(
    ("licence", "goes"),
    [
        ("MIT", True),
        ("MIT AND (Apache-2.0 OR BSD-2-Clause)", True),
        ("Proprietary AND (Apache-2.0 OR MIT)", False),
        ("Apache-2.0 OR Proprietary", True),
        ("MIT AND Proprietary", False),
        ("GPL-2.0-only", False),
        ("", False),
    ],
)
def test_what_goes_with_ours(licence: str, goes: bool) -> None:
    source = (ROOT / "tools/inventory").read_text()
    tool: dict[str, object] = {"__name__": "inventory"}
    sys.modules["inventory"] = type(sys)("inventory")
    exec(compile(source, "inventory", "exec"), tool)  # noqa: S102
    compatible = tool["compatible"]
    assert callable(compatible)
    assert compatible(licence) is goes
