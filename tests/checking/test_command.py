"""The command as its user runs it: what it prints, how it ends, and what damaged files do to it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from programs import audiobuild, build, publication

from audiobuild import checking

from .mutate import sub, write

FINDING = {"file", "place", "rule", "message", "remedy"}


def found(dist: Any, *arguments: Any, code: Any = 6) -> Any:
    done = audiobuild("check", "-C", dist.parent, *arguments, check=False)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


def test_a_good_one(good: Any) -> None:
    done = audiobuild("check", "-C", good)
    assert (done.stdout, done.stderr) == ("nothing wrong found: 2 episodes, 2 entries in 2 feeds\n", "")
    assert json.loads(audiobuild("check", "-C", good, "neu", "--json", "-j", "1").stdout) == {
        "episodes": ["neu"],
        "feeds": 2,
        "entries": 2,
        "findings": [],
    }


def test_the_repository_and_a_pasted_interview_are_good(samples: Any, flagship: Path) -> None:
    """The first is a sample, which is all that is found."""
    assert audiobuild("check", "-C", flagship).stdout.startswith("nothing wrong found: ")
    done = audiobuild("check", "-C", samples, check=False)
    assert done.returncode == 6
    assert done.stdout.startswith("dist/feed.xml: channel: is the feed of a sample (sample = true)\n")
    assert done.stderr.startswith("1 finding in 1 file (")


def test_a_few_sentences_are_no_programme_to_measure(tmp_path: Path) -> None:
    """They come out 1.3 LU too soft, though their voice is measured well."""
    project = publication(tmp_path / "p")
    (project / "voices/pt.toml").write_text('engine = "espeak"\nlanguage = "pt"\n')
    (project / "content/curta.md").write_text(
        "---\ntitle: Conversa com a Ana\ndate: 2024-05-02\nlanguage: pt\nspeakers:\n"
        "  - {name: Ana, role: answer, voice: pt}\n  - {name: Rui, role: question, voice: pt}\n"
        "  - {name: Voz, role: narrator, voice: pt}\n---\nUma introdução.\n\n## O que faz?\n\n"
        "Trabalho às 14:30 com 20.000 pessoas, etc. E gosto.\n"
    )
    build(project)
    assert audiobuild("check", "-C", project).stdout == "nothing wrong found: 1 episode, 1 entry in 1 feed\n"


def test_a_finding_says_file_place_rule_and_remedy(broken: Any) -> None:
    sub("audio/mpeg", "audio/mp3")(broken / "feed.xml")
    done = found(broken)
    first, rule, remedy = done.stdout.splitlines()
    assert first.startswith("dist/feed.xml: line ")
    assert first.endswith(", item: enclosure: has the type 'audio/mp3'")
    assert rule == "    RSS 2.0 and Apple Podcasts, enclosure: one file, its address, its length in bytes, its type"
    assert remedy.startswith("    Build it again: audiobuild build.")
    assert done.stderr == "1 finding in 1 file (2 episodes, 2 entries in 2 feeds checked)\n"
    report = json.loads(found(broken, "--json").stdout)
    (finding,) = report["findings"]
    assert set(finding) == FINDING
    assert (finding["file"], finding["message"]) == ("dist/feed.xml", "has the type 'audio/mp3'")


def test_only_the_episodes_that_are_named(broken: Any) -> None:
    (broken / "alt" / "chapters.json").unlink()
    assert found(broken, "neu", code=0).stdout == "nothing wrong found: 1 episode, 2 entries in 2 feeds\n"
    assert found(broken, "alt").stdout.startswith("dist/alt/chapters.json: is missing\n")


def test_what_is_not_there(good: Any, tmp_path: Path) -> None:
    unknown = audiobuild("check", "-C", good, "neu", "nie", check=False)
    assert (unknown.returncode, unknown.stdout) == (3, "")
    assert unknown.stderr == "dist/nie: there is no such episode\n    There are: alt, neu.\n"
    unbuilt = audiobuild("check", "-C", publication(tmp_path / "p"), check=False)
    assert (unbuilt.returncode, unbuilt.stdout) == (2, "")
    assert unbuilt.stderr.startswith("dist: there is nothing built in ")


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda whole: b"",
    "one byte": lambda whole: whole[:1],
    "half": lambda whole: whole[: len(whole) // 2],
    "all but the last byte": lambda whole: whole[:-1],
    "zeros": lambda whole: bytes(len(whole)),
    "binary": lambda whole: bytes(range(256)) * 40,
    "no UTF-8": lambda whole: b"\xff" + whole,
    "twice": lambda whole: whole * 2,
    "turned round": lambda whole: whole[::-1],
    "brackets": lambda whole: b"[{(<" * 50_000,
    "huge numbers": lambda whole: b'{"version": ' + b"9" * 10_000 + b"}",
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damaged_files_are_findings(broken: Any, name: Any) -> None:
    """All files of an episode and the picture at once; then the feed, which names them, too."""
    files = [broken / "cover.jpg", *(broken / "neu").iterdir()]
    for path in files:
        write(path, DAMAGE[name](path.read_bytes()))
    findings = checking.check(broken.parent, jobs=1, now=datetime.now(UTC)).findings
    blamed = {finding.file for finding in findings}
    # The last byte is a line break; a picture twice is still one, and the feed is blamed for its old address.
    unharmed = {"all but the last byte": (".json", ".vtt", ".srt", ".html"), "twice": (".jpg",)}.get(name, ())
    assert {f"dist/{path.relative_to(broken)}" for path in files if path.suffix not in unharmed} <= blamed
    feed = broken / "feed.xml"
    write(feed, DAMAGE[name](feed.read_bytes()))
    findings = checking.check(broken.parent, jobs=1, now=datetime.now(UTC)).findings
    assert name == "all but the last byte" or "dist/feed.xml" in {finding.file for finding in findings}


@pytest.mark.parametrize("missing", ["feed.xml", "neu", "cover.jpg", "index.html", "assets", "neu/neu.mp3"])
def test_missing_files_are_findings(broken: Any, missing: Any) -> None:
    path = broken / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert missing in found(broken).stdout


def test_folders_in_place_of_files_are_findings(broken: Any) -> None:
    for path in (broken / "feed.xml", *(broken / "neu").iterdir()):
        path.unlink()
        path.mkdir()
    assert len(json.loads(found(broken, "--json").stdout)["findings"]) >= 8


def test_addresses_that_lead_out_of_dist_are_not_followed(broken: Any) -> None:
    sub(r"cover\.jpg\?", "../../etc/passwd?", 0)(broken / "feed.xml")
    sub(r"neu/transcript\.vtt", "neu/../../secret")(broken / "feed.xml")
    report = json.loads(found(broken, "--json").stdout)
    assert {finding["file"] for finding in report["findings"]} == {"dist/feed.xml"}
