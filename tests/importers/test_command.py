"""``audiobuild import`` as an editor runs it: from a file, from standard input, again, and with what is no interview."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from programs import audiobuild, look_over, publication

from audiobuild.publication import content

TALK = """\
Zum Inhalt springen
Schlüssel und Federn

Hanna Voss leitet seit 1998 den Requisitenkeller. Wir haben sie besucht.

Was war am schwersten?

Die Standuhr. Sie geht übrigens noch.

Und am leichtesten?

Die Federn. Elf Kisten.

Datenschutz
"""


UNSURE = """\
Interview mit Hanna Voss

Seit wann leiten Sie das Lager?

Seit 2011.

Sie haben dort alles gezählt.

Ja, sogar die Federn. Elf Kisten sind es.

Was war am schwersten?

Die Standuhr.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return publication(tmp_path / "show")


def started(
    project: Path, *arguments: str, text: str = TALK, day: str = "2024-05-01"
) -> subprocess.CompletedProcess[str]:
    (project / "talk.txt").write_text(text, encoding="utf-8")
    dated = ("--date", day) if day else ()
    return audiobuild("import", "-C", project, *dated, *arguments, project / "talk.txt", check=False)


def test_what_is_imported_builds(project: Path) -> None:
    done = started(project)
    assert (done.returncode, done.stderr.splitlines()) == (
        0,
        [f"wrote {project}/content/schluessel-und-federn.md", silent("schluessel-und-federn")],
    )
    assert "          Hanna Voss: Die Standuhr. Sie geht übrigens noch." in done.stdout.splitlines()
    look_over(project)
    script = audiobuild("build", "-C", project, "--dry-run", "--json").stdout.splitlines()
    assert [(line["speaker"], line["text"]) for line in map(json.loads, script) if "speaker" in line] == [
        ("Erzählstimme", "Schlüssel und Federn"),
        ("Erzählstimme", "Hanna Voss leitet seit 1998 den Requisitenkeller."),
        ("Erzählstimme", "Wir haben sie besucht."),
        ("Redaktion", "Was war am schwersten?"),
        ("Hanna Voss", "Die Standuhr."),
        ("Hanna Voss", "Sie geht übrigens noch."),
        ("Redaktion", "Und am leichtesten?"),
        ("Hanna Voss", "Die Federn."),
        ("Hanna Voss", "Elf Kisten."),
    ]


def test_a_correction_is_never_lost_unseen(project: Path) -> None:
    started(project)
    path = project / "content/schluessel-und-federn.md"
    assert started(project).returncode == 0  # the same again changes nothing
    path.write_text(path.read_text("utf-8").replace("Elf Kisten", "Zwölf Kisten"), encoding="utf-8")
    line = next(n for n, text in enumerate(path.read_text("utf-8").splitlines(), start=1) if "Zwölf" in text)
    lost = [f"content/schluessel-und-federn.md:{line}: Die Federn. [-Zwölf-]{{+Elf+}} Kisten."]
    refused = started(project)
    assert refused.returncode == 3
    assert [line for line in refused.stderr.splitlines() if ".md:" in line] == [
        *lost,
        "content/schluessel-und-federn.md: is there already",
    ]
    assert "is there already" in refused.stderr
    trial = started(project, "--force", "--dry-run", day="")
    assert (trial.returncode, trial.stderr.splitlines()) == (0, lost)
    assert "Schlüssel und Federn  (de, 2024-05-01)" in trial.stdout
    assert "Give --date" not in trial.stdout
    trial = started(project, "--dry-run")
    assert (trial.returncode, trial.stderr.splitlines()[:2]) == (
        0,
        [*lost, "content/schluessel-und-federn.md: is there already"],
    )
    assert "Zwölf" in path.read_text("utf-8")
    forced = started(project, "--force")
    assert forced.returncode == 0
    assert [line for line in forced.stderr.splitlines() if ".md:" in line] == lost
    assert "Elf" in path.read_text("utf-8")


def test_what_is_unsure_stops_the_build_until_the_marks_are_deleted(project: Path) -> None:
    assert started(project, text=UNSURE).returncode == 0
    path = project / "content/interview-mit-hanna-voss.md"
    lines = path.read_text("utf-8").split("\n")
    marks = [n for n, line in enumerate(lines, 1) if re.match(r"<!-- unsicher \(\d+ %\)", line)]
    assert marks
    refused = audiobuild("build", "-C", project, "--dry-run", check=False)
    assert refused.returncode == 3
    told = [line for line in refused.stderr.splitlines() if line.startswith("content/")]
    assert [line.split(": the import was unsure of")[0] for line in told] == [f"content/{path.name}:{n}" for n in marks]
    look_over(project)
    assert audiobuild("build", "-C", project, "--dry-run").returncode == 0


def test_a_trial_writes_nothing_and_needs_no_publication(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "audiobuild", "import", "--dry-run", "--json", "-"]
    done = subprocess.run(command, cwd=tmp_path, input=TALK.encode("cp1252"), capture_output=True, check=True)
    found = json.loads(done.stdout)
    assert list(tmp_path.iterdir()) == []
    assert {key: found[key] for key in ("title", "language", "introduction", "closing", "left_out")} == {
        "title": "Schlüssel und Federn",
        "language": "de",
        "introduction": ["Hanna Voss leitet seit 1998 den Requisitenkeller. Wir haben sie besucht."],
        "closing": [],
        "left_out": ["Zum Inhalt springen", "Datenschutz"],
    }
    assert [(pair["speaker"], pair["question"], pair["answers"]) for pair in found["pairs"]] == [
        (
            "Redaktion",
            "Was war am schwersten?",
            [{"speaker": "Hanna Voss", "paragraphs": ["Die Standuhr. Sie geht übrigens noch."]}],
        ),
        (
            "Redaktion",
            "Und am leichtesten?",
            [{"speaker": "Hanna Voss", "paragraphs": ["Die Federn. Elf Kisten."]}],
        ),
    ]


@pytest.mark.parametrize(
    ("arguments", "text", "code", "complaint"),
    [
        ((), "Brot 3,20\nBrezel 0,90\nKuchen 2,50\n", 3, "no questions found (3 paragraphs, 9 words, language unknown"),
        ((), "", 3, "talk.txt: is empty"),
        ((), " \n\n", 3, "talk.txt: is empty"),
        (("--question-speaker", "Kai", "--answer-speaker", "Kai"), TALK, 3, "'Kai' is listed twice"),
        ((), "a\0\1\2b" * 100, 3, "this is no text"),
        (("--as-article",), "Kein Abschnitt hat hier eine Überschrift.\n", 3, "there is no heading"),
        (("--slug", "../anderswo"), TALK, 3, "../anderswo: cannot be part of a web address"),
        (("--language", "deutsch bitte"), TALK, 2, "'deutsch bitte' is not a language code"),
        (("--date", "2024.5.1"), TALK, 2, "'2024.5.1' is not a date. Write 2024-05-01."),
        (("--date", "1/5/2024"), TALK, 2, "'1/5/2024' is not a date. Write 2024-05-01 if the day stands first in it"),
        (("--date", "2024-02-30"), TALK, 2, "'2024-02-30' is not a date. That month ends on 2024-02-29."),
        (("--date", "20240501"), TALK, 2, "'20240501' is not a date. Write 2024-05-01."),
        (("--date", "0001-01-01"), TALK, 2, "the year 1 is out of bounds"),
        (("--date", ""), TALK, 2, "'' is not a date"),
    ],
)
def test_what_is_refused_is_not_written(
    project: Path, arguments: tuple[str, ...], text: str, code: int, complaint: str
) -> None:
    done = started(project, *arguments, text=text)
    assert done.returncode == code
    assert complaint in done.stderr
    assert list(project.rglob("*.md")) == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--slug", "../anderswo"), "../anderswo: cannot be part of a web address"),
        (("--question-speaker", "Kai", "--answer-speaker", "Kai"), "'Kai' is listed twice"),
    ],
)
def test_a_trial_refuses_what_the_import_refuses(project: Path, arguments: tuple[str, ...], complaint: str) -> None:
    done = started(project, "--dry-run", *arguments)
    assert (done.returncode, complaint in done.stderr, done.stdout) == (3, True, "")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "'': is no file and no address that can be imported"),
        (" ", "'': is no file and no address that can be imported"),
        ("https://", "https://: is no file and no address that can be imported"),
        ("https://[", "https://[: is no file and no address that can be imported"),
        ("ftp://example.org/a", "ftp://example.org/a: is no file and no address that can be imported"),
        ("file:///etc/hosts", "file:///etc/hosts: is no file and no address that can be imported"),
        ("www.example.org", "www.example.org: cannot be read: no such file or folder"),
        ("example.org/a", "example.org/a: cannot be read: no such file or folder"),
    ],
)
def test_what_is_no_source_is_told_what_is_one(project: Path, source: str, said: str) -> None:
    done = audiobuild("import", "-C", project, "--dry-run", source, check=False)
    first, remedy = done.stderr.splitlines()
    assert (done.returncode, first) == (2, said)
    assert remedy.strip().startswith(
        "Name files, addresses that begin with https:// or http://, or - for standard input."
    )
    assert ("Is it an address? Then: https://" in remedy) == ("example.org" in source and "://" not in source)


def test_an_article_has_a_chapter_for_each_heading_and_nobody_asks(project: Path) -> None:
    article = "# Der Keller\n\nEs ist kalt.\n\n## Die Uhr\n\nSie geht.\n\n## Die Federn\n\nElf Kisten.\n"
    assert started(project, "--as-article", text=article).returncode == 0
    show = project / "content/show.toml"
    show.write_text(
        show.read_text("utf-8").replace('announcements = "none"', 'announcements = "number"'), encoding="utf-8"
    )
    script = audiobuild("build", "-C", project, "--dry-run", "--json").stdout.splitlines()
    assert [(line["speaker"], line["text"]) for line in map(json.loads, script) if "speaker" in line] == [
        ("Erzählstimme", text)
        for text in ("Der Keller", "Es ist kalt.", "Die Uhr", "Sie geht.", "Die Federn", "Elf Kisten.")
    ]
    audiobuild("build", "-C", project)
    assert audiobuild("check", "-C", project).returncode == 0
    page = (project / "dist/der-keller/index.html").read_text("utf-8")
    assert "Im Gespräch" not in page
    assert started(project, "--as-article", text=article).stderr.splitlines() == [
        f"unchanged: {project}/content/der-keller.md"
    ]


def test_a_name_that_is_not_used_is_told(project: Path) -> None:
    text = "Kai: Wer kocht?\n\nEva: Ich koche.\n\nKai: Wer spült?\n\nEva: Auch ich.\n"
    done = started(project, "--answer-speaker", "Ilona Benz", text=text)
    assert done.returncode == 0
    assert "--answer-speaker 'Ilona Benz' is not used: the text itself says who answers (Eva)" in done.stderr


def ids(project: Path) -> list[str]:
    return [interview.about.id for interview in content.load(project)]


@pytest.mark.parametrize("command", ["import", "new"])
def test_the_same_talk_in_a_file_of_another_name_is_refused(project: Path, command: str) -> None:
    started(project)
    there = project / "content/schluessel-und-federn.md"
    there.rename(there.with_name("der-keller.md"))
    source = project / "talk.txt"
    done = audiobuild(command, "-C", project, source, "--date", "2024-05-01", check=False)
    again = f"audiobuild {command} {source} -C {project}"
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (
        3,
        "",
        [
            "content/der-keller.md: holds this interview already",
            f"    To replace it: {again} --slug der-keller --force. For a second one beside it: {again} --slug ANOTHER-NAME",
        ],
    )
    assert [path.name for path in (project / "content").glob("*.md")] == ["der-keller.md"]
    audiobuild(command, source, "-C", project, "--slug", "der-keller", "--force")
    assert [path.name for path in (project / "content").glob("*.md")] == ["der-keller.md"]
    for slug in ("schluessel-und-federn", "noch-einmal"):
        audiobuild(command, source, "-C", project, "--slug", slug, "--date", "2024-05-01")
    look_over(project)
    assert len({*ids(project)}) == len(ids(project)) == 3


def test_a_copy_of_a_file_of_ours_gets_an_id_of_its_own(project: Path) -> None:
    started(project)
    look_over(project)
    first = project / "content/schluessel-und-federn.md"
    audiobuild("import", "-C", project, first, "--slug", "kopie")
    assert len({*ids(project)}) == len(ids(project)) == 2


def test_new_has_the_ways_out_that_its_refusal_names(project: Path) -> None:
    started(project)
    path = project / "content/schluessel-und-federn.md"
    path.write_text(path.read_text("utf-8").replace("Elf Kisten", "Zwölf Kisten"), encoding="utf-8")
    new = ("new", project / "talk.txt", "-C", project, "--date", "2024-05-01")
    refused = audiobuild(*new, check=False)
    assert (refused.returncode, refused.stderr.splitlines()[-2:]) == (
        3,
        ["content/schluessel-und-federn.md: is there already", "    Give another --slug, or --force to replace it."],
    )
    audiobuild(*new, "--slug", "noch-einmal")
    assert "Elf Kisten" in (project / "content/noch-einmal.md").read_text("utf-8")
    audiobuild(*new, "--slug", "schluessel-und-federn", "--force")
    assert "Elf Kisten" in path.read_text("utf-8")


def test_the_title_of_the_episode_is_given(project: Path) -> None:
    source = project / "d.txt"
    source.write_text("Kai: Wer kocht?\n\nEva: Ich koche.\n\nKai: Wer spült?\n\nEva: Auch ich.\n", encoding="utf-8")
    given = ("import", "-C", project, source, "--date", "2024-05-01", "--episode-title", "In der Küche")
    told = audiobuild(*given, "--slug", "k").stderr.splitlines()
    assert told == [f"wrote {project}/content/k.md", silent("k")]
    (interview,) = content.load(project)
    assert (interview.slug, interview.about.title) == ("k", "In der Küche")
    audiobuild(*given, "--slug", "k", "--force", "--episode-title", "Am Herd")
    assert content.load(project)[0].about.title == "Am Herd"
    wrong = audiobuild(*given, source.with_name("talk.txt"), check=False)
    assert "--episode-title is that of one episode: give it with one source." in wrong.stderr


def silent(slug: str) -> str:
    return (
        f"without a summary, podcast apps show the questions instead: content/{slug}.md. "
        "Write one at the top of the file: summary: …"
    )


ENGLISH = """\
Kai: Who cooks here every day?

Eva: I do. I have been cooking for twenty years.

Kai: And who washes the dishes?

Eva: That is me, too.
"""


def test_an_interview_in_another_language_builds_at_once(project: Path) -> None:
    assert started(project, "--slug", "kitchen", text=ENGLISH).stderr.splitlines() == [
        f"wrote {project}/content/kitchen.md",
        silent("kitchen"),
    ]
    look_over(project)
    script = audiobuild("build", "-C", project, "--dry-run", "--json").stdout.splitlines()
    assert [(line["speaker"], line["voice"]) for line in map(json.loads, script) if "speaker" in line][-2:] == [
        ("Kai", "en-question-male"),
        ("Eva", "en-answer-female"),
    ]


def test_a_language_that_no_engine_speaks_is_told(project: Path) -> None:
    done = started(project, "--slug", "ii", "--language", "ii", text=ENGLISH)
    place, remedy, *_ = done.stderr.splitlines()
    assert place == "content/ii.md: language: no voice speaks 'ii'"
    command = remedy.strip().removeprefix("Write a voice for it: audiobuild ").replace("NAME", "mine")
    options = ("--option", "base_url=http://localhost:1", "--option", "voice=v", "--model", "m")
    audiobuild(*command.split(), *options, "-C", project)
    look_over(project)
    failed = audiobuild("build", "-C", project, "--dry-run", check=False)
    assert failed.returncode == 2
    assert "content/ii.md: speakers: Kai has no voice\n    Give the speaker one of: mine." in failed.stderr
