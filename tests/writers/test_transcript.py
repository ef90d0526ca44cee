"""Transcripts, whole and read back by others."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from programs import node

from audiobuild.site.writers import transcript
from writers.episodes import episode, written

BODY = """\
## Wie sehr hilft die [Smart City]{lang=en}?

Sehr: R & D \\<kostet> wenig --> viel, und nach einem Komma geht es immer noch weiter mit [Open Data]{lang=en}.

Ja.
"""


def test_vtt_whole() -> None:
    assert (
        written(transcript.vtt, episode(BODY)).decode()
        == """\
WEBVTT

1
00:00:00.240 --> 00:00:00.840
<v Erzählstimme>Ein Titel.

2
00:00:03.240 --> 00:00:05.040
<v Anna>Wie sehr hilft die <lang en>Smart City</lang>?

3
00:00:05.832 --> 00:00:13.632
<v Ben>Sehr: R &amp; D &lt;kostet&gt; wenig --&gt; viel, und nach einem Komma geht es immer noch weiter mit <lang en>Open Data</lang>.

4
00:00:14.424 --> 00:00:14.724
<v Ben>Ja.
"""
    )


def test_vtt_as_the_strict_parser_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_bytes(written(transcript.vtt, episode(BODY, asks="Ann O'Neil & Söhne: <Presse>")))
    found = node("read.mjs", "webvtt", path)
    assert found["errors"] == []
    assert [(cue["startTime"], cue["endTime"]) for cue in found["cues"]] == [
        (0.24, 0.84),
        (3.24, 5.04),
        (5.832, 13.632),
        (14.424, 14.724),
    ]
    (voice,) = found["cues"][1]["tree"]["children"]
    assert (voice["name"], voice["value"]) == ("v", "Ann O'Neil + Söhne: Presse")
    assert [(child["name"], child["value"]) for child in voice["children"][1:2]] == [("lang", "en")]


def test_srt_whole() -> None:
    assert (
        written(transcript.srt, episode(BODY)).decode()
        == """\
1
00:00:00,240 --> 00:00:00,840
Erzählstimme: Ein Titel.

2
00:00:03,240 --> 00:00:05,040
Anna: Wie sehr hilft die Smart
City?

3
00:00:05,832 --> 00:00:11,232
Ben: Sehr꞉ R & D <kostet> wenig
--> viel, und nach einem Komma

4
00:00:11,232 --> 00:00:13,632
geht es immer noch weiter mit
Open Data.

5
00:00:14,424 --> 00:00:14,724
Ben: Ja.
"""
    )


def test_srt_is_not_cut_where_no_time_is_known() -> None:
    blocks = written(transcript.srt, episode(BODY, words=False)).decode().split("\n\n")
    assert len(blocks) == 4
    assert blocks[2].count("\n") > 3


def test_json_whole() -> None:
    assert json.loads(written(transcript.podcast_json, episode(BODY))) == {
        "version": "1.0.0",
        "segments": [
            {"speaker": "Erzählstimme", "startTime": 0.24, "endTime": 0.84, "body": "Ein Titel."},
            {"speaker": "Anna", "startTime": 3.24, "endTime": 5.04, "body": "Wie sehr hilft die Smart City?"},
            {
                "speaker": "Ben",
                "startTime": 5.832,
                "endTime": 13.632,
                "body": "Sehr: R & D <kostet> wenig --> viel, und nach einem Komma geht es immer noch weiter mit Open Data.",
            },
            {"speaker": "Ben", "startTime": 14.424, "endTime": 14.724, "body": "Ja."},
        ],
    }


@pytest.mark.parametrize(
    "text", ["a" * 200, "Wort " * 60, "Ein 👩‍👩‍👧 und noch ein sehr langer Rest " * 3, "a  b\u00a0c " * 20]
)
def test_a_cue_stands_on_one_line(text: Any) -> None:
    found = written(transcript.vtt, episode(f"## Frage?\n\n{text}\n")).decode()
    last = found.split("<v Ben>", 1)[1]
    assert last == f"{re.sub(' +', ' ', text).strip()}.\n"
