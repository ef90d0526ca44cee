"""No placeholder is published unseen: build says so, check finds it (and publish refuses it)."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from programs import Once, audiobuild, build, publication

from audiobuild.languages.registry import folder
from audiobuild.publication import content, placeholders

INTERVIEW = """\
---
title: Am Hafen
date: 2024-05-02
language: de
summary: Ein kurzes Gespräch.
speakers:
  - {name: Anna Süd, role: question}
  - {name: Ben Nord, role: answer}
---
## Wie geht es?

Gut.
"""


@pytest.fixture(scope="module")
def good(once: Once) -> Path:
    def make(folder: Path) -> None:
        publication(folder)
        (folder / "content/hafen.md").write_text(INTERVIEW)
        build(folder)

    return once("no-placeholders", make)


@pytest.fixture
def project(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "p"))


def told(project: Path) -> list[str]:
    """What a build says of show and interviews, without remedies."""
    lines = audiobuild("build", "-C", project, "-j", "1").stderr.splitlines()
    return [line for line in lines if line.startswith("content/") and "what sound files say" not in line]


def found(project: Path) -> tuple[int, list[tuple[str, str, str]]]:
    done = audiobuild("check", "-C", project, "--json", check=False)
    findings: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return done.returncode, [(one["file"], one["place"], one["message"]) for one in findings]


def test_a_real_publication_has_none(project: Path) -> None:
    assert told(project) == []
    assert found(project) == (0, [])


@pytest.mark.parametrize(
    ("key", "value", "place", "message"),
    [
        ("link", "https://podcast.example.org/x/", "link", "is an address for examples: nobody can be reached there"),
        ("link", "http://EXAMPLE.com./", "link", "is an address for examples: nobody can be reached there"),
        ("link", "http://localhost:8000/", "link", "is an address for examples: nobody can be reached there"),
        ("link", "https://stadt.test/", "link", "is an address for examples: nobody can be reached there"),
        ("email", "x@mail.example.net", "itunes:owner/itunes:email", "is an address for examples"),
        ("licence_url", "https://example.org/l", "podcast:license", "is an address for examples"),
        ("title", "Unsere Beispielsendung", "title", "is the name in the sample"),
        ("author", "Our association", "itunes:author", "is the name in the sample"),
    ],
)
def test_a_placeholder_is_told_and_found(project: Path, key: str, value: str, place: str, message: str) -> None:
    path = project / "content/show.toml"
    lines = [line for line in path.read_text().splitlines() if not line.startswith((f"{key} =", "guid ="))]
    if key == "licence_url":
        lines.append('licence = "Unsere eigene"')
    path.write_text("\n".join([f'{key} = "{value}"', *lines]))
    (said,) = told(project)
    assert said.startswith(f"content/show.toml: {key}: ")
    assert message in said
    code, findings = found(project)
    assert code == 6
    assert [(file, where) for file, where, _ in findings] == [("dist/feed.xml", f"channel: {place}")]
    assert message in findings[0][2]


OF_EPISODE = """\
notes: |
  Mehr beim [Amt](https://www.example.org/amt), unter wir@amt.example.net und bei http://localhost:8000/a.
  Ein Beispiel ist ein example. [Echt](https://stadt-am-fluss.de/test).
links:
  - {title: Bericht, url: "https://bericht.test/"}
  - {title: Post, url: "mailto:x@example.com?subject=a"}
  - {title: Echt, url: "https://stadt-am-fluss.de/example.org"}
"""


def test_placeholders_beside_the_talk_are_told_and_found_and_its_words_are_not(project: Path) -> None:
    path = project / "content/hafen.md"
    text = INTERVIEW.replace("summary:", f"{OF_EPISODE}summary:").replace(
        "Gut.", "Gut. [Siehe](https://example.org/) und https://example.org/."
    )
    path.write_text(text)
    addresses = {
        "links": ["https://bericht.test/", "mailto:x@example.com?subject=a"],
        "notes": ["https://www.example.org/amt", "wir@amt.example.net", "http://localhost:8000/a"],
    }
    message = "is an address for examples: nobody can be reached there"
    assert told(project) == [
        f"content/hafen.md: {key}: {address} {message}" for key, named in addresses.items() for address in named
    ]
    assert found(project) == (
        6,
        [("dist/feed.xml", "item: hafen", f"{address} {message}") for named in addresses.values() for address in named],
    )


def test_the_sample_interview_is_found_under_any_name(project: Path, tmp_path: Path) -> None:
    audiobuild("init", tmp_path / "s", "--sample", "--language", "de", "-q")
    (sample,) = (tmp_path / "s/content").glob("*.md")
    text = sample.read_text().replace("Ein Gespräch zum Anfangen", "Rathaus").replace("Ada Probe", "Eva Weber")
    text = re.sub("date: .*", "date: 2024-05-03", text, count=1)
    (project / "content/rathaus.md").write_text(text)
    assert told(project) == ["content/rathaus.md: is the sample interview"]
    assert found(project) == (6, [("dist/feed.xml", "item: rathaus", "is the sample interview")])


@pytest.mark.parametrize("language", ["de", "en", "pl"])
def test_a_sample_says_that_it_is_one_and_nothing_else_is_found(tmp_path: Path, language: str) -> None:
    audiobuild("init", tmp_path / "s", "--sample", "--language", language, "-q")
    assert told(tmp_path / "s") == [
        "content/show.toml: this is a sample (sample = true): audiobuild publish refuses it"
    ]
    assert found(tmp_path / "s") == (6, [("dist/feed.xml", "channel", "is the feed of a sample (sample = true)")])
    assert not (tmp_path / "s/voices").exists()


def test_no_licence_is_said_that_nobody_chose(project: Path) -> None:
    for path in (project / "dist").rglob("*.*ml"):
        assert "CC-BY" not in path.read_text("utf-8", "replace")
    assert "podcast:license" not in (project / "dist/feed.xml").read_text()


@pytest.mark.parametrize("address", ["https://ｅxample.org/", "https://a@LOCALHOST./"])
def test_addresses_of_nobody_however_they_are_written(address: str) -> None:
    assert placeholders.is_reserved(address)


def is_sample(text: str) -> bool:
    return placeholders.is_sample(content.parse(text, slug="x", path="content/x.md"))


def test_the_sample_is_known_by_what_is_said_and_a_title_is_anybody_s() -> None:
    (sample,) = (folder("en") / "starter").iterdir()
    text = sample.read_text("utf-8")
    assert is_sample(text)
    changed = re.sub(
        "(?m)^## .*", "## And what is this?", text.replace("Ada Sample", "Ada Real").replace("begin with", "end")
    )
    assert is_sample(changed)  # its answers are still the sample's
    own = INTERVIEW.replace("Am Hafen", "An interview to begin with")
    assert not is_sample(own)


def test_the_sample_with_other_questions_is_found_in_what_was_built(project: Path) -> None:
    (sample,) = (folder("de") / "starter").iterdir()
    text = re.sub("(?m)^## .*", "## Und was ist das?", sample.read_text("utf-8").replace("Probe", "Echt"))
    (project / "content/anfang.md").write_text(text)
    build(project)
    assert ("dist/feed.xml", "item: anfang", "is the sample interview") in found(project)[1]


def test_a_guest_whom_nobody_named_is_a_placeholder(project: Path) -> None:
    path = project / "content/hafen.md"
    path.write_text(path.read_text().replace("Ben Nord", "Antwort"))
    expected = "'Antwort' stands for a guest whom the text did not name"
    assert told(project) == [f"content/hafen.md: speakers: {expected}"]
    assert found(project) == (6, [("dist/feed.xml", "item: hafen", expected)])
