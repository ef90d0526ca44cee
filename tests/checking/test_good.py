"""Good publications of different kinds, in which nothing is found: what the rules may never take for a fault."""

from __future__ import annotations

import io
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from attacks import subject
from audiobuild import checking, pipeline
from audiobuild.checking import mojibake
from audiobuild.publication import config

NOW = datetime(2026, 12, 1, tzinfo=UTC)
SHOW = """\
title = "Gespräche < Fragen & Antworten"
link = "https://gespraeche-am-fluss.de"
description = "Kurze Gespräche: 1 < 2 & <b>mehr</b>."
language = "de-AT"
author = "Redaktion, Müller & Söhne"
email = "redaktion@gespraeche-am-fluss.de"
category = "News"
guid = "0b4a1c1e-26c1-5a9c-8d4c-0f2f9d3b6a11"
type = "serial"
feed_episodes = 2
licence = "CC-BY-4.0"
copyright = "© 2026 Müller & Söhne; Stimme: Piper, Lizenz: CC BY 4.0"
announcements = "number"
explicit = true
locked = true
"""
RICH = """\
---
title: "{title}"
date: {date}
language: {language}
summary: "Worum es geht: a<b, 1 < 2."
{more}
speakers:
  - {{name: "Süd, Anna", role: question}}
  - {{name: "Ben & Nord", role: answer}}
  - {{name: Cem West, role: answer}}
---
Guten Tag[^1].

## Wie war es?

**Ben & Nord:** Gut, im [Smart Home]{{lang=en}} um 8 Uhr.

**Cem West:** Sehr.

### Und dann?

Nichts weiter.

## Und sonst: gut?

**Ben & Nord:** „Spaß“ und »Maß«.

[^1]: Eine Anmerkung.
"""
EPISODES = {
    "eins": {"title": "Eins: der <Anfang>. Und mehr", "date": "2024-05-01", "language": "de", "more": "season: 1\nepisode: 1"},
    "zwei": {"title": "Zwei", "date": "2024-05-02T23:30:00-05:00", "language": "de-AT", "more": "season: 1\nepisode: 2\ntype: full"},
    "zugabe": {"title": "Zugabe", "date": "2024-05-03T00:10:00+02:00", "language": "en", "more": "season: 1\nepisode: 2\ntype: bonus"},
    "vorschau": {"title": "Vorschau", "date": "2024-04-01", "language": "es", "more": "season: 2\nepisode: 1\ntype: trailer"},
    "bild": {
        "title": "Mit Bild",
        "date": "2024-06-01",
        "language": "de",
        "more": 'season: 2\nepisode: 1\nimage: bild.png\nimage_alt: "Ein Fluss"\nimage_credit: "Foto: Eva Ost"\n'
        'notes: "Mehr **dazu** im [Bericht](https://fluss-bericht.de/a?b=1&c=2)."\n'
        "links:\n  - {title: Zur Stadt, url: https://stadt-am-fluss.de/}\n"
        "corrected:\n  - {date: 2024-06-05, note: Ein Name war falsch.}",
    },
}  # fmt: skip
ALONE = """\
---
title: Vorgelesen
date: 2024-05-01
language: de
speakers:
  - {name: Erzählstimme, role: narrator}
---
Guten Tag.

## Was ist das?

Ein Text.
"""


def built(root: Path, interviews: dict[str, str], show: str) -> Path:
    subject.publication(root, interviews, show=show)
    picture = io.BytesIO()
    Image.new("RGB", (900, 500), "teal").save(picture, "PNG")
    (root / "content/bild.png").write_bytes(picture.getvalue())
    with subject.in_process():
        pipeline.build(config.load(root), jobs=1)
    return root


def test_a_serial_in_several_languages_with_all_that_an_episode_may_have(tmp_path: Path) -> None:
    built(tmp_path, {slug: RICH.format(**episode) for slug, episode in EPISODES.items()}, SHOW)
    report = checking.check(tmp_path, jobs=1, now=NOW)
    assert (report.findings, len(report.episodes), report.feeds) == ((), 5, 3)
    assert checking.check(tmp_path, ["zwei"], jobs=1, now=NOW).findings == ()


@pytest.mark.parametrize(
    "settings",
    ['media_link = "https://medien.fluss.de/ton"\nbooks = []\n', 'footnotes = "printed"\nbooks = ["epub"]\n'],
    ids=["elsewhere", "printed"],
)
def test_other_settings(tmp_path: Path, settings: str) -> None:
    built(tmp_path, {"eins": RICH.format(**EPISODES["eins"]), "bild": RICH.format(**EPISODES["bild"])}, settings + SHOW)
    assert checking.check(tmp_path, jobs=1, now=NOW).findings == ()


def test_one_who_reads_alone(tmp_path: Path) -> None:
    built(tmp_path, {"allein": ALONE}, SHOW.replace('type = "serial"\n', ""))
    assert checking.check(tmp_path, jobs=1, now=NOW).findings == ()


def test_other_peoples_files_are_none(samples: Path, tmp_path: Path) -> None:
    """Those of the repository's sample, among them what tells of the folder."""
    shutil.copytree(samples / "dist", tmp_path / "dist")
    for name in (".nojekyll", "README.md", ".well-known/security.txt", "bilder/a.png", ".git/index.md", "mein.js"):
        (tmp_path / "dist" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "dist" / name).write_bytes(b"x")
    found = {finding.rule for finding in checking.check(tmp_path, jobs=2, now=NOW).findings}
    assert {rule for rule in found if "sample" not in rule and "RFC 2606" not in rule} == set()


@pytest.mark.parametrize(
    "text",
    ["„Spaß“ und »Maß«", "MAÇÃ”, AMANHÃ…", "irmã…”", "« voilà »", "das „Ä“", "CAFÉ®", "TOMÁŠ MÍŠA", "2×½", "Straße – groß–klein", "НЕТ", "Ó·Ö"],
)  # fmt: skip
def test_what_is_no_mojibake(text: str) -> None:
    assert mojibake.broken(text) == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kurze GesprÃ¤che hier", "GesprÃ¤che"),
        ("Ãœber uns", "Ãœber"),
        ("Ã–sterreich", "Ã–sterreich"),
        ("SpaÃŸ", "SpaÃŸ"),
        ("voilÃ\u00a0!", "voilÃ\u00a0!"),
        ("sagte â€žja", "â€žja"),
        ("5Â\u00a0€", "5Â\u00a0€"),
        ("Å‚adny", "Å‚adny"),
        ("Gespr\ufffdche", "Gespr\ufffdche"),
    ],
)
def test_mojibake(text: str, word: str) -> None:
    assert mojibake.broken(text) == word
