"""From an article to a publication: what only the editor knows is asked for, or said by options, and never invented."""

from __future__ import annotations

import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
from programs import ROOT, audiobuild
from terminal import session

from audiobuild.publication import config, content, guids

PASTE = ROOT / "tests/interview/paste.txt"
OPTIONS = ("--title", "Stadt im Ohr", "--link", "hoeren.stadt-am-fluss.de/podcast", "--author", "Stadt am Fluss")
EMAIL = ("--email", "presse@stadt-am-fluss.de")
SLUG = "ein-depot-voller-werkzeug-gespraech-mit-katharina-weiss"
UNDATED = """\
Gespräch im Hafen

Frage: Wie geht es Ihnen heute?

Antwort: Gut, danke. Das Wetter ist schön, und die Schiffe kommen pünktlich.

Frage: Und was machen Sie morgen?

Antwort: Morgen fahre ich hinaus und sehe nach den Netzen.
"""


def show(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "content/show.toml").read_text("utf-8"))


def test_everything_is_asked_for_on_a_terminal(tmp_path: Path) -> None:
    answers = [
        ("Is this a question", "y"),
        ("Name of the show", "Stadt im Ohr"),
        ("Address on the web", "https://podcast.example.org/"),  # it is asked again
        ("Address on the web", "Hören.Stadt-am-Fluss.de/podcast"),
        ("Who publishes it", "Unser Verein"),
        ("Who publishes it", "Stadt am Fluss"),
        ("E-mail address", "presse"),
        ("E-mail address", "presse@stadt-am-fluss.de"),
    ]
    done = session("new", PASTE, answers=answers, cwd=tmp_path)
    assert done.exit_code == 0, done.text
    assert "<!-- unsicher" not in (tmp_path / f"content/{SLUG}.md").read_text()
    assert show(tmp_path) == {
        "guid": str(guids.podcast("xn--hren-5qa.stadt-am-fluss.de/podcast/feed.xml")),
        "title": "Stadt im Ohr",
        "link": "https://xn--hren-5qa.stadt-am-fluss.de/podcast/",
        "description": "Interviews zum Lesen und zum Hören.",
        "language": "de",
        "author": "Stadt am Fluss",
        "email": "presse@stadt-am-fluss.de",
        "category": "Society & Culture",
        "announcements": "none",
    }
    assert done.text.endswith("Next: audiobuild build\n")
    for fault in ("is an address for examples", "'Unser Verein' is the name in the sample", "is not an e-mail address"):
        assert fault in done.text


def test_options_say_it_without_a_terminal(tmp_path: Path) -> None:
    done = audiobuild("new", PASTE, *OPTIONS, *EMAIL, cwd=tmp_path)
    assert done.stderr.splitlines()[-1] == "Next: audiobuild build"
    assert show(tmp_path)["link"] == "https://hoeren.stadt-am-fluss.de/podcast/"
    assert (tmp_path / f"content/{SLUG}.md").is_file()


def test_what_is_missing_is_named_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(UNDATED)
    done = audiobuild("new", "a.txt", "--title", "Hafen", cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert [line.partition(":")[0] for line in done.stderr.splitlines() if not line.startswith(" ")] == [
        "--link",
        "--author",
        "--email",
        "a.txt",
    ]
    assert "gives no date" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--link", "https://example.com/x", "is an address for examples"),
        ("--link", "http://localhost:8000", "is an address for examples"),
        ("--link", "ftp://stadt.de/", "is not the address of a folder on the web"),
        ("--link", "Test GmbH", "'Test GmbH' has a space in it"),
        ("--link", "Stadtwerke", "'Stadtwerke' is not the address of a folder on the web"),
        ("--link", "presse@stadt.de", "'presse@stadt.de' is not the address of a folder on the web"),
        ("--email", "presse stadt.de", "'presse stadt.de' is not an e-mail address"),
        ("--email", "redaktion@example.org", "is an address for examples"),
        ("--title", "Our sample show", "is the name in the sample"),
        ("--author", "Notre association", "is the name in the sample"),
    ],
)
def test_placeholders_are_refused(tmp_path: Path, option: str, value: str, said: str) -> None:
    done = audiobuild("new", PASTE, *OPTIONS, *EMAIL, option, value, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-2].startswith(f"{option}: ")
    assert said in done.stderr
    assert not (tmp_path / "content").exists()


def test_the_date_and_the_guest_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(UNDATED)
    answers = [
        ("When was it published", "vorgestern"),
        ("When was it published", "2024-05-01"),
        ("The text names nobody who answers", "Lena Kranz"),
    ]
    done = session("new", "a.txt", *OPTIONS, *EMAIL, answers=answers, cwd=tmp_path)
    assert done.exit_code == 0, done.text
    (interview,) = content.load(tmp_path)
    assert interview.about.date.isoformat() == "2024-05-01"
    assert [speaker.name for speaker in interview.about.speakers] == ["Redaktion", "Lena Kranz"]
    assert interview.exchanges[1].answers[0].speaker.name == "Lena Kranz"


def test_whoever_has_had_enough_finds_nothing_written(tmp_path: Path) -> None:
    answers = [("Is this a question", "y"), ("Name of the show", "^C")]
    done = session("new", PASTE, answers=answers, cwd=tmp_path)
    assert done.exit_code == 130
    assert "nothing was written" in done.text
    assert not list(tmp_path.iterdir())


def test_a_pair_that_is_none_goes_on_with_the_answer_before(tmp_path: Path) -> None:
    done = session("new", PASTE, *OPTIONS, *EMAIL, answers=[("Is this a question", "n")], cwd=tmp_path)
    assert done.exit_code == 0
    (interview,) = content.load(tmp_path)
    assert len(interview.exchanges) == 15
    (turn,) = interview.exchanges[-1].answers
    assert turn.speaker.name == "Katharina Weiss"
    assert turn.paragraphs[-2].text.startswith("Ein kurzer Blick nach vorn")


def test_who_stops_is_given_the_line_that_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(UNDATED)
    answers = [
        ("When was it published", "1.5.2024"),
        ("The text names nobody who answers", "Lena O'Kranz"),
        ("Name of the show", "Stadt im Ohr"),
        ("Address on the web", "^C"),
    ]
    done = session("new", "a.txt", answers=answers, cwd=tmp_path)
    line = next(line.strip() for line in done.text.splitlines() if line.startswith("    audiobuild new"))
    words = ["audiobuild", "new", "a.txt", "--date", "1.5.2024", "--answer-speaker", "Lena O'Kranz"]
    assert shlex.split(line) == [*words, "--title", "Stadt im Ohr"]
    rest = [("Address on the web", "x-y.de"), ("Who publishes", "X"), ("E-mail", "a@x-y.de")]
    again = session(*shlex.split(line)[1:], answers=rest, cwd=tmp_path)
    assert again.exit_code == 0, again.text


@pytest.mark.parametrize(
    ("language", "wrong", "typed"),
    [
        ("C", "", "yes"),
        ("C", "'oui' is none of these: y (yes), n (no), l (later).", "Ja"),
        ("de_DE", "'oui' ist nichts davon: j (ja), n (nein), s (später).", "j"),
        ("de_DE", "", "y"),
    ],
)
def test_yes_is_understood_in_all_languages(tmp_path: Path, language: str, wrong: str, typed: str) -> None:
    asked = "Is this a question" if language == "C" else "Ist das eine Frage"
    answers = [*([(asked, "oui")] if wrong else []), (asked, typed)]
    done = session("new", PASTE, *OPTIONS, *EMAIL, answers=answers, cwd=tmp_path, language=language)
    assert done.exit_code == 0, done.text
    assert wrong in done.text
    shown = "(y: yes; n: no, " if language == "C" else "(j: ja; n: nein, "
    assert shown in done.text
    assert "<!-- unsicher" not in (tmp_path / f"content/{SLUG}.md").read_text()


def test_the_title_of_the_episode_is_asked_for_where_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text(UNDATED.partition("\n\n")[2])
    (tmp_path / "content").mkdir()
    (tmp_path / "content/im-hafen.md").write_text("somebody's")
    answers = [
        ("d.txt has no title. What is the episode called", "Im Hafen"),
        ("d.txt has no title. What is the episode called", "Am Hafen"),
        ("The text names nobody who answers", ""),
    ]
    given = ("--date", "2024-05-01", *OPTIONS, *EMAIL)
    done = session("new", "d.txt", *given, answers=answers, cwd=tmp_path)
    assert done.exit_code == 0, done.text
    assert "content/im-hafen.md is there already. Choose another title." in done.text
    assert "title: Am Hafen\n" in (tmp_path / "content/am-hafen.md").read_text()


def test_for_later(tmp_path: Path) -> None:
    done = session("new", PASTE, *OPTIONS, *EMAIL, answers=[("Is this a question", "l")], cwd=tmp_path)
    assert done.exit_code == 0
    assert "<!-- unsicher (86 %)" in (tmp_path / f"content/{SLUG}.md").read_text()


def test_the_second_article_joins_the_show(tmp_path: Path) -> None:
    audiobuild("new", PASTE, *OPTIONS, *EMAIL, cwd=tmp_path)
    (tmp_path / "a.txt").write_text(UNDATED)
    before = (tmp_path / "content/show.toml").read_bytes()
    audiobuild("new", "a.txt", "--date", "2024-05-01", cwd=tmp_path)
    assert (tmp_path / "content/show.toml").read_bytes() == before
    assert (tmp_path / "content/gespraech-im-hafen.md").is_file()


def test_what_is_said_of_another_show_is_not_left_out_unseen(tmp_path: Path) -> None:
    audiobuild("new", PASTE, *OPTIONS, *EMAIL, cwd=tmp_path)
    (tmp_path / "a.txt").write_text(UNDATED)
    done = audiobuild("new", "a.txt", "--date", "2024-05-01", *EMAIL, "--title", "Neu", check=False, cwd=tmp_path)
    told = "--title: there is a show here, and its title stands in content/show.toml"
    remedy = "Change it there, or begin a show elsewhere: -C FOLDER"
    assert (done.returncode, done.stderr) == (2, f"{told}\n    {remedy}\n")
    assert not (tmp_path / "content/gespraech-im-hafen.md").exists()


def test_an_id_of_its_own_that_stays(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(UNDATED)
    ids = []
    for day in ("2024-05-01", "2024-06-01"):
        folder = tmp_path / day
        folder.mkdir()
        for _ in range(2):  # the same article gives the same id
            audiobuild("new", "../a.txt", "--date", day, *OPTIONS, *EMAIL, cwd=folder)
            (path,) = (folder / "content").glob("*.md")
            (interview,) = content.load(folder)
            ids.append(interview.about.id)
            path.unlink()
    assert ids[0] == ids[1]
    assert ids[2] == ids[3]
    assert ids[0] != ids[2]
    assert guids.given(config.load(folder).show, interview) == interview


def test_a_sample_has_no_say_in_the_first_real_episode(tmp_path: Path) -> None:
    audiobuild("init", tmp_path, "--language", "de", *OPTIONS, *EMAIL)
    assert sorted(path.name for path in tmp_path.rglob("*")) == [".gitignore", "content", "show.toml"]
    audiobuild("init", tmp_path / "s", "--sample", "--language", "de")
    assert show(tmp_path / "s")["sample"] is True
    assert "licence" not in show(tmp_path / "s")
    done = audiobuild("init", tmp_path / "n", "--language", "de", check=False)
    assert done.returncode == 3
    assert not (tmp_path / "n").exists()


@pytest.mark.parametrize(
    ("broken", "text"), [("voices/x.toml", "garbage"), ("content/lexicon.toml", "garbage")], ids=["voice", "lexicon"]
)
def test_a_show_is_begun_with_its_episode_or_not_at_all(tmp_path: Path, broken: str, text: str) -> None:
    (tmp_path / broken).parent.mkdir(parents=True)
    (tmp_path / broken).write_text(text)
    done = audiobuild("new", PASTE, "-C", tmp_path, *OPTIONS, *EMAIL, check=False)
    assert done.returncode == 2
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / broken]


@pytest.mark.parametrize("command", [("new", PASTE, "-C", "p"), ("init", "p")], ids=["new", "init"])
def test_a_description_is_judged_before_anything_is_written(tmp_path: Path, command: Any) -> None:
    done = audiobuild(*command, *OPTIONS, *EMAIL, "--description", "x" * 4100, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert "--description" in done.stderr
    assert list(tmp_path.iterdir()) == []
