"""A workflow of GitHub Actions, run here: its shell steps for real, the actions that it uses by what they are known to do.

As much of the language of expressions as our workflow has: ``&&``, ``==``, ``!=``, ``always()``, and names with dots.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Facts = dict[str, Any]


@dataclass
class GitHub:
    """What is kept between runs: caches by their keys, oldest first, and the site that was deployed, at ``address``."""

    address: str
    site: Path
    caches: dict[str, Path] = field(default_factory=dict)
    runs: int = 0


@dataclass
class Run:
    """One run of the workflow in ``folder``: which steps were run, by name, and what they printed."""

    github: GitHub
    folder: Path
    scratch: Path
    event: str
    environment: Mapping[str, str]
    did: list[str] = field(default_factory=list)
    printed: str = ""
    artifact: Path | None = None
    failed: bool = False

    def workflow(self) -> bool:
        """Whether the run succeeded."""
        self.github.runs += 1
        self.scratch.mkdir()
        text = (self.folder / ".github/workflows/publish.yml").read_text()
        table = yaml.safe_load(text)
        needs: Facts = {}
        for name, job in table["jobs"].items():
            facts = {"needs": needs, "github": {"run_id": str(self.github.runs), "run_attempt": "1"}}
            if self.failed or not _holds(job.get("if", ""), facts, failed=self.failed):
                continue
            facts["steps"] = {}
            for step in job["steps"]:
                self._step(step, facts)
            needs[name] = {"outputs": {key: _filled(value, facts) for key, value in job.get("outputs", {}).items()}}
        return not self.failed

    def _step(self, step: Facts, facts: Facts) -> None:
        if not _holds(step.get("if", ""), facts, failed=self.failed):
            return
        self.did.append(step.get("name") or step["uses"])
        outputs = self._shell(step, facts) if "run" in step else self._action(step, facts)
        if "id" in step:
            facts["steps"][step["id"]] = {"outputs": outputs}

    def _shell(self, step: Facts, facts: Facts) -> Facts:
        """As GitHub does it: ``bash -e`` of a file, whose outputs are lines of another."""
        script, output = self.scratch / "step.sh", self.scratch / "output"
        assert "${{" not in step["run"], "what a run step is told comes by its environment"
        script.write_text(step["run"])
        output.write_text("")
        own = {name: _filled(value, facts) for name, value in step.get("env", {}).items()}
        environment = {
            **os.environ,
            **self.environment,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_EVENT_NAME": self.event,
            "RUNNER_TEMP": str(self.scratch),
            **own,
        }
        done = subprocess.run(
            ["bash", "-e", script], cwd=self.folder, env=environment, text=True, capture_output=True, check=False
        )
        self.printed += done.stdout + done.stderr
        self.failed |= done.returncode != 0
        return dict(line.split("=", 1) for line in output.read_text().splitlines())

    def _action(self, step: Facts, facts: Facts) -> Facts:
        given = {name: _filled(value, facts) for name, value in step.get("with", {}).items()}
        action = step["uses"].partition("@")[0]
        actions: dict[str, Callable[[Facts], Facts]] = {
            "actions/checkout": lambda given: {},
            "actions/setup-python": lambda given: {},
            "actions/cache/restore": self._restore,
            "actions/cache/save": self._save,
            "actions/configure-pages": lambda given: {"base_url": self.github.address.rstrip("/")},
            "actions/upload-pages-artifact": self._upload,
            "actions/deploy-pages": self._deploy,
        }
        return actions[action](given)

    def _restore(self, given: Facts) -> Facts:
        """The cache of that key, or the newest whose key begins as one of the restore-keys."""
        kept = self.github.caches
        for prefix in given["restore-keys"].split():
            for key in reversed(kept):
                if key.startswith(prefix):
                    shutil.copytree(kept[key], self.folder / given["path"])
                    return {"cache-hit": "false", "cache-matched-key": key, "cache-primary-key": given["key"]}
        assert given["key"] not in kept
        return {"cache-hit": "", "cache-matched-key": "", "cache-primary-key": given["key"]}

    def _save(self, given: Facts) -> Facts:
        assert given["key"] not in self.github.caches, "a cache is never written twice"
        to = self.scratch / "cache"
        shutil.copytree(self.folder / given["path"], to)
        self.github.caches[given["key"]] = to
        return {}

    def _upload(self, given: Facts) -> Facts:
        """upload-pages-artifact v5: tar leaves out what begins with a dot unless it is asked for."""
        hidden = given.get("include-hidden-files", "false") == "true"
        self.artifact = self.scratch / "artifact"
        left_out = shutil.ignore_patterns(*(() if hidden else (".*",)), ".git", ".github")
        shutil.copytree(self.folder / given["path"], self.artifact, ignore=left_out)
        return {}

    def _deploy(self, given: Facts) -> Facts:
        assert self.artifact
        shutil.rmtree(self.github.site)
        shutil.copytree(self.artifact, self.github.site)
        return {"page_url": self.github.address}


def _holds(condition: str, facts: Facts, *, failed: bool) -> bool:
    """Whether a step is run: without ``always()`` only if all before it succeeded."""
    parts = [part.strip() for part in condition.split("&&") if part.strip()]
    if failed and "always()" not in parts:
        return False
    return all(_is_true(part, facts) for part in parts if part != "always()")


def _is_true(part: str, facts: Facts) -> bool:
    match = re.fullmatch(r"(\S+) (==|!=) (\S+)", part)
    assert match, part
    one, other = (_value(word, facts) for word in (match[1], match[3]))
    return (one == other) is (match[2] == "==")


def _value(word: str, facts: Facts) -> str:
    """A text in quotes, or what a name stands for: nothing, where a step was not run."""
    if word.startswith("'"):
        return word.strip("'")
    value: Any = facts
    for name in word.split("."):
        value = value.get(name, {})
    return str(value) if value != {} else ""


def _filled(text: Any, facts: Facts) -> str:
    """A value with its expressions filled in."""
    plain = str(text).lower() if isinstance(text, bool) else str(text)
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda match: _value(match[1], facts), plain)
