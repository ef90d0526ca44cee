"""A source imported again: what the editor wrote about it stays, the text is the source's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from programs import audiobuild, publication

from audiobuild.errors import ContentError
from audiobuild.importers import Wishes, again, read
from audiobuild.importers.result import Import
from audiobuild.model import Speaker
from audiobuild.publication import content

TALK = """\
Am Herd

Seit mehr als zwanzig Jahren kocht Eva Lind im Gasthaus am Fluss. Wir haben sie in ihrer Küche besucht.

Kai: Wer kocht?

Eva Lind: Ich koche.

Kai: Wer spült?

Eva Lind: Auch ich.
"""
EDITED = """\
---
title: Die Köchin
date: 2020-01-02T10:00:00Z
language: de-AT
summary: Worum es geht.
id: guid-1
season: 2
episode: 7
type: bonus
speakers:
  - {name: Erzählerin, role: narrator, voice: n}
  - {name: Eva Lind, role: answer, voice: e}
  - {name: Kai, role: question, voice: k}
  - {name: Uli, role: answer, voice: u}
corrected:
  - {date: 2020-02-03, note: Ein Satz fehlte.}
---
## Wer kocht?

Ich *koche*.

<!-- unsure (50 %): is this a question, and is its answer whole? Delete this line when it is right. -->

## Wer spült?

Auch ich.
"""


def found(text: str = TALK, wishes: Wishes | None = None, confidence: float = 0.5) -> Import:
    one = read(text, wishes or Wishes(), name="a.txt")
    return replace(one, confidence=(confidence,) * len(one.interview.exchanges))


def there(text: str = EDITED) -> content.Draft:
    return content.draft(text, path="content/a.md")


def test_the_front_matter_is_the_editor_s() -> None:
    merged = again.merged(found(), there(), Wishes())
    about = merged.interview.about
    speakers = (
        Speaker(name="Erzählerin", role="narrator", voice="n"),
        Speaker(name="Eva Lind", role="answer", voice="e"),
        Speaker(name="Kai", role="question", voice="k"),
    )
    assert about == replace(there().about, speakers=speakers)
    assert merged.date_found
    assert merged.interview.introduction[0].speaker == speakers[0]
    assert merged.interview.exchanges[0].answers[0].speaker == speakers[1]


def test_what_the_command_says_goes_before_it() -> None:
    wishes = Wishes(date=date(2024, 5, 1), language="de")
    about = again.merged(found(wishes=wishes), there(), wishes).interview.about
    assert (about.date, about.language) == (date(2024, 5, 1), "de")


def test_a_pair_that_was_looked_over_gets_no_mark_again() -> None:
    assert again.merged(found(), there(), Wishes()).unsure == (False, True)
    assert again.merged(found(TALK.replace("Ich koche", "Ich brate")), there(), Wishes()).unsure == (True, True)
    assert again.merged(found(confidence=0.95), there(), Wishes()).unsure == (False, False)


def test_roles_that_leave_nobody_to_ask_are_not_kept() -> None:
    swapped = EDITED.replace("Kai, role: question", "Kai, role: answer").replace(
        "Uli, role: answer", "Uli, role: question"
    )
    merged = again.merged(found(), there(swapped), Wishes())
    assert [(one.name, one.role, one.voice) for one in merged.interview.about.speakers] == [
        ("Erzählerin", "narrator", "n"),
        ("Eva Lind", "answer", "e"),
        ("Kai", "question", "k"),
    ]


def test_whom_the_editor_calls_by_another_name_is_still_that_person() -> None:
    renamed = there(EDITED.replace("Kai", "Kai Mai"))
    speakers = again.merged(found(), renamed, Wishes()).interview.about.speakers
    assert [(one.name, one.voice) for one in speakers] == [("Erzählerin", "n"), ("Eva Lind", "e"), ("Kai Mai", "k")]
    unlabelled = "Wer kocht denn hier?\n\nIch.\n\nWer spült denn hier?\n\nIch auch.\n"
    one = there(EDITED.replace("  - {name: Uli, role: answer, voice: u}\n", ""))
    merged = again.merged(found(unlabelled), one, Wishes()).interview
    assert (merged.about.speakers, merged.exchanges[0].answers[0].speaker.name) == (one.about.speakers, "Eva Lind")
    wishes = Wishes(answer_speaker="Ole")
    merged = again.merged(found(unlabelled, wishes), one, wishes).interview
    assert merged.exchanges[0].answers[0].speaker.name == "Ole"


def test_who_is_new_is_added() -> None:
    merged = again.merged(
        found(f"{TALK}\nKai: Wer isst?\n\nOle: Ich.\n\nKai: Wer trinkt?\n\nOle: Auch ich.\n"), there(), Wishes()
    )
    assert [one.name for one in merged.interview.about.speakers] == ["Erzählerin", "Eva Lind", "Kai", "Ole"]


def test_what_is_written_again_is_read_back() -> None:
    merged = again.merged(found(confidence=0.99), there(), Wishes())
    again_read = content.parse(content.render(merged.interview, merged.notes), slug="a", path="content/a.md")
    assert again_read.about == merged.interview.about


def test_a_body_that_cannot_be_built_loses_nothing_of_the_front_matter() -> None:
    broken = there(EDITED.replace("## Wer spült?", "### Wer spült?"))
    assert broken.about == there().about
    with pytest.raises(ContentError, match="title: is missing"):
        there(EDITED.replace("title:", "# title:"))


def test_the_command_keeps_it_and_shows_what_changes(tmp_path: Path) -> None:
    project = publication(tmp_path / "show")
    (tmp_path / "a.txt").write_text(TALK, encoding="utf-8")
    path = project / "content/am-herd.md"
    audiobuild("import", "-C", project, tmp_path / "a.txt", "--date", "2020-01-02")
    written = path.read_text("utf-8")
    edited = re.sub(
        "^title: .*", "title: Die Köchin  # so heißt sie\nid: guid-1\nepisode: 7", written, flags=re.MULTILINE
    )
    edited = edited.replace("name: Kai, role: question", "name: Kai, role: question, voice: de-gast")
    path.write_text(edited, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TALK.replace("Ich koche", "Ich brate"), encoding="utf-8")
    refused = audiobuild("import", "-C", project, tmp_path / "a.txt", check=False)
    assert (refused.returncode, path.read_text("utf-8")) == (3, edited)
    forced = audiobuild("import", "-C", project, tmp_path / "a.txt", "--force")
    for done in (refused, forced):
        assert "content/am-herd.md: the title stays 'Die Köchin'; the source says 'Am Herd'" in done.stderr
        changed = [line for line in done.stderr.splitlines() if re.match(r"[-+](?![-+])", line)]
        assert [line for line in changed if "unsure" not in line] == ["-Ich koche.", "+Ich brate."]
    now = path.read_text("utf-8")
    assert now.split("---\n")[1] == edited.split("---\n")[1]
    assert audiobuild("import", "-C", project, tmp_path / "a.txt").returncode == 0  # the same again changes nothing
    assert path.read_text("utf-8") == now
