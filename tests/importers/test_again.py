"""A source imported again: what the editor wrote about it stays, the text is the source's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from programs import audiobuild, publication

from audiobuild.errors import ContentError
from audiobuild.importers import Wishes, again, read, review
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
image: foto.jpg
image_alt: Ein Herd
notes: |
  Mehr *dazu*:

  - hier
links:
  - {title: Das Gasthaus, url: "https://z.example/"}
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
    unlabelled = "Wer kocht?\n\nIch, jeden Tag.\n\nWer spült?\n\nAuch ich, am Abend.\n"
    one = there(EDITED.replace("  - {name: Uli, role: answer, voice: u}\n", ""))
    merged = again.merged(found(unlabelled), one, Wishes()).interview
    assert (merged.about.speakers, merged.exchanges[0].answers[0].speaker.name) == (one.about.speakers, "Eva Lind")
    longer = there(EDITED.replace("Kai", "Kai Mai"))
    assert (
        again.merged(found(TALK.replace("Kai:", "Herr Mai:")), longer, Wishes()).interview.about.speakers[2].voice
        == "k"
    )


def test_a_name_that_the_command_gives_keeps_the_voice_of_its_side() -> None:
    unlabelled = "Wer kocht?\n\nIch, jeden Tag.\n\nWer spült?\n\nAuch ich, am Abend.\n"
    one = there(EDITED.replace("  - {name: Uli, role: answer, voice: u}\n", ""))
    wishes = Wishes(answer_speaker="Ole")
    merged = again.merged(found(unlabelled, wishes), one, wishes)
    ole = Speaker(name="Ole", role="answer", voice="e")
    assert merged.interview.about.speakers == (*one.about.speakers[:1], ole, *one.about.speakers[2:])
    assert merged.interview.exchanges[0].answers[0].speaker == ole
    assert again.changed_speakers(one, merged, wishes) == ([], [])


WEEKLY = """\
Interview der Woche

Veröffentlicht am {day}

Herr {name}, wie geht es Ihnen heute?

Mir geht es gut, ich habe {slept} geschlafen und freue mich.

Und was machen Sie morgen?

Ich fahre mit {by} ins Büro.
"""


def test_another_guest_never_speaks_with_the_voice_of_the_first() -> None:
    first = found(WEEKLY.format(day="1.3.2024", name="Kern", slept="gut", by="dem Rad"))
    text = content.render(first.interview, first.notes).replace("Kern, role: answer", "Kern, role: answer, voice: e")
    one = there(text)
    second = found(WEEKLY.format(day="8.3.2024", name="Stein", slept="schlecht", by="der Bahn"))
    merged = again.merged(second, one, Wishes())
    stein = Speaker(name="Herr Stein", role="answer")
    assert merged.interview.about.speakers == (Speaker(name="Redaktion", role="question"), stein)
    assert {turn.speaker for exchange in merged.interview.exchanges for turn in exchange.answers} == {stein}
    assert merged.interview.about.date == date(2024, 3, 1)
    gone, new = again.changed_speakers(one, merged, Wishes())
    assert (gone, new) == ([Speaker(name="Herr Kern", role="answer", voice="e")], [stein])
    assert review.other_speakers(gone, new) == (
        "others speak than in the file. Another interview needs another --slug. "
        "New: Herr Stein (answers), without a voice of their own. No longer there: Herr Kern (voice e)."
    )
    assert list(again.kept(second, one, Wishes())) == [("date", "2024-03-01", "2024-03-08")]
    assert list(again.kept(second, one, Wishes(date=date(2024, 3, 8)))) == []
    assert list(again.kept(first, one, Wishes())) == []
    assert (again.is_same_talk(first.interview, one), again.is_same_talk(second.interview, one)) == (True, False)


def test_what_stays_though_the_source_says_something_else() -> None:
    renamed = there(EDITED.replace("Kai", "Kai Mai"))
    dated = found(TALK.replace("Am Herd", "Am Herd\n\nVeröffentlicht am 3.4.2021"))
    told = [review.kept(*entry) for entry in again.kept(dated, renamed, Wishes())]
    assert told == [
        "the title stays 'Die Köchin'; the source says 'Am Herd'",
        "the date stays '2020-01-02'; the source says '2021-04-03' (--date 2021-04-03 takes it)",
        "the name of who asks stays 'Kai Mai'; the source says 'Kai'",
    ]
    untitled = found(TALK.partition("\n\n")[2])
    assert not untitled.title_found
    assert "title" not in {what for what, *_ in again.kept(untitled, renamed, Wishes())}


def test_what_the_editor_set_in_words_that_stay_is_kept() -> None:
    marked = EDITED.replace("Ich *koche*.", 'Ich [koche]{say="kosche"}.\n\n<!-- Kai fragen\nob das stimmt -->')
    marked = marked.replace("---\n## Wer kocht?", "---\n<!-- not spoken: Von Kai -->\n\n## Wer *kocht*?")
    marked += "\n<!-- zum Schluss -->\n"
    merged = again.merged(found(TALK.replace("Auch ich", "Ich auch"), confidence=0.95), there(marked), Wishes())
    body = content.render(merged.interview, merged.notes).rpartition("---\n")[2]
    assert (
        body
        == """
Seit mehr als zwanzig Jahren kocht Eva Lind im Gasthaus am Fluss. Wir haben sie in ihrer Küche besucht.

## Wer *kocht*?

Ich [koche]{say="kosche"}.

<!-- Kai fragen ob das stimmt -->

## Wer spült?

Ich auch.

<!-- zum Schluss -->
"""
    )


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
        there(EDITED.replace("title: Die Köchin", "# title: Die Köchin"))


def test_the_command_keeps_it_and_shows_what_changes(tmp_path: Path) -> None:
    project = publication(tmp_path / "show")
    (tmp_path / "a.txt").write_text(TALK, encoding="utf-8")
    path = project / "content/am-herd.md"
    audiobuild("import", "-C", project, tmp_path / "a.txt", "--date", "2020-01-02")
    written = re.sub("^id: .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    edited = re.sub(
        "^title: .*", "title: Die Köchin  # so heißt sie\nid: guid-1\nepisode: 7", written, flags=re.MULTILINE
    )
    edited = edited.replace("voice: de-question-male", "voice: de-answer-2-male")
    path.write_text(edited, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TALK.replace("Ich koche", "Ich brate"), encoding="utf-8")
    refused = audiobuild("import", "-C", project, tmp_path / "a.txt", check=False)
    assert (refused.returncode, path.read_text("utf-8")) == (3, edited)
    forced = audiobuild("import", "-C", project, tmp_path / "a.txt", "--force")
    for done in (refused, forced):
        assert "content/am-herd.md: the title stays 'Die Köchin'; the source says 'Am Herd'" in done.stderr
        changed = [line for line in done.stderr.splitlines() if re.match(r"content/am-herd.md:\d+: ", line)]
        lines = [line for line in changed if "unsure" not in line]
        assert lines == ["content/am-herd.md:16: Ich [-koche-]{+brate+}."]
    now = path.read_text("utf-8")
    assert now.split("---\n")[1] == edited.split("---\n")[1]
    before = path.stat()
    unchanged = audiobuild("import", "-C", project, tmp_path / "a.txt")  # the same again changes nothing
    assert f"unchanged: {path}" in unchanged.stderr.splitlines()
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert path.read_text("utf-8") == now


def test_what_the_editor_put_between_the_paragraphs_stays() -> None:
    added = EDITED.replace("Ich *koche*.\n", "Ich *koche*.[^1]\n\n![Der Herd](herd.jpg)\n\n<!-- mein Herd -->\n")
    added = added.replace("Auch ich.\n", "### Am Becken\n\nAuch ich.[^2]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    added = added.replace("---\n## Wer", "---\n![](zier.png)\n\n## Wer")
    added += "\n[^1]: Am liebsten.\n\n[^2]: Mit Wasser.\n"
    merged = again.merged(found(TALK.replace("Auch ich", "Auch ich, am Abend")), there(added), Wishes())
    written = content.render(merged.interview, merged.notes).partition("corrected")[2].partition("---\n")[2]
    assert written == (
        "\n![](<zier.png>)\n\n"
        "Seit mehr als zwanzig Jahren kocht Eva Lind im Gasthaus am Fluss. Wir haben sie in ihrer Küche besucht.\n\n"
        "## Wer kocht?\n\nIch *koche*.[^1]\n\n![Der Herd](<herd.jpg>)\n\n<!-- mein Herd -->\n\n"
        "<!-- unsicher (50 %): Ist das eine Frage, und ist ihre Antwort vollständig? Löschen Sie diese Zeile, wenn es stimmt. -->\n\n"
        "## Wer spült?\n\n### Am Becken\n\nAuch ich, am Abend.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n"
        "[^1]: Am liebsten.\n"
    )


def test_a_picture_before_the_first_question_needs_no_introduction() -> None:
    bare = TALK.partition("\n\nKai")[0]
    talk = "Kai" + TALK.removeprefix(bare).partition("Kai")[2]
    added = EDITED.replace("---\n## Wer", "---\n![Der Herd](herd.jpg)\n\n## Wer")
    merged = again.merged(found(talk), there(added), Wishes()).interview
    ((picture,),) = (turn.passages for turn in merged.introduction)
    assert picture.text == "Der Herd"
    assert merged.introduction[0].speaker.name == "Erzählerin"


TARIFF = """\
Kai: Was kostet es?

Eva Lind: Das hier:

Kinder (2023: 2; 2024: 3)

Erwachsene (2023: 4; 2024: 5)

Mehr nicht.

Kai: Und sonst?

Eva Lind: Familien (2023: 8; 2024: 9)
"""
TABLED = """\
---
title: Die Köchin
date: 2020-01-02
language: de
speakers:
  - {name: Kai, role: question}
  - {name: Eva Lind, role: answer}
---
## Was kostet es?

Das hier:

| | 2023 | 2024 |
|---|---|---|
| Kinder | 2 | 3 |
| Erwachsene | 4 | 5 |

### Wer zahlt nichts?

Mehr nicht.

## Und sonst?

| | 2023 | 2024 |
|---|---|---|
| Familien | 8 | 9 |
"""


def test_a_table_that_the_editor_made_of_rows_stays_in_their_place() -> None:
    merged = again.merged(found(TARIFF), there(TABLED), Wishes())
    texts = [
        [passage.text for turn in exchange.answers for passage in turn.passages]
        for exchange in merged.interview.exchanges
    ]
    assert texts == [
        ["Das hier:", "2023; 2024 Kinder; 2; 3 Erwachsene; 4; 5", "Wer zahlt nichts?", "Mehr nicht."],
        ["2023; 2024 Familien; 8; 9"],
    ]
    changed = TARIFF.replace("4; 2024: 5", "4; 2024: 6")
    merged = again.merged(found(changed), there(TABLED), Wishes())  # a row that says something else is not hidden by it
    (first, _) = merged.interview.exchanges
    assert "Erwachsene (2023: 4; 2024: 6)" in [passage.text for turn in first.answers for passage in turn.passages]
