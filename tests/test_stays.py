"""Published sound stays: no new version, rule, voice or engine changes an episode of which its editor changed nothing."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import feedparser
import pytest
from illustrated import SLUG
from mutagen.id3 import ID3
from mutagen.mp3 import MP3

from attacks import subject
from audiobuild import checking, clock, pipeline
from audiobuild.errors import EngineError, Problem
from audiobuild.languages import reading
from audiobuild.messages import msg
from audiobuild.model import Sentence
from audiobuild.pipeline import Built
from audiobuild.pipeline.digests import written
from audiobuild.publication import config, content
from audiobuild.publication.config import DIST, STATE
from audiobuild.script import saying, write
from audiobuild.site import timeline_file
from audiobuild.site.published import read
from audiobuild.sound import level
from audiobuild.speech import clips, guard

ANSWER = "Gut, z. B. am Fluss. Dort ist es {} Mal so still. Und kühl."
TEXTS = {
    f"folge-{number:02}": subject.interview(f"Folge {number}", f"2024-05-{number:02}", answer=ANSWER.format(number))
    for number in range(1, 21)
}
FEW = {slug: TEXTS[slug] for slug in ("folge-01", "folge-02")}
EXPECTED = Path(__file__).parent / "expected"
STALE = "would sound otherwise by now"


@pytest.fixture(autouse=True)
def _one_moment() -> Iterator[None]:
    with subject.one_moment():
        yield


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty published episodes. Not to be changed by tests."""
    return published(tmp_path_factory.mktemp("archive"), TEXTS)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two. Not to be changed by tests."""
    return published(tmp_path_factory.mktemp("few"), FEW)


@pytest.fixture
def root(few: Path, tmp_path: Path) -> Path:
    shutil.copytree(few, tmp_path / "p")
    return tmp_path / "p"


def published(root: Path, texts: dict[str, str]) -> Path:
    with subject.one_moment():
        subject.build(subject.publication(root, texts))
    return root


@pytest.fixture
def upgrade(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """A version that levels in another way, and reads "z. B." in another way."""

    def upgraded() -> None:
        monkeypatch.setattr(level, "VERSION", level.VERSION + 1)
        level.fingerprint.cache_clear()
        monkeypatch.setattr(saying, "sentences", _read_otherwise)

    yield upgraded
    level.fingerprint.cache_clear()


def _read_otherwise(*arguments: Any, **options: Any) -> Sequence[Sentence]:
    read = reading.sentences(*arguments, **options)
    return tuple(
        dataclasses.replace(
            sentence,
            pieces=tuple(
                dataclasses.replace(piece, spoken="so etwa") if piece.text == "z. B." else piece
                for piece in sentence.pieces
            ),
        )
        for sentence in read
    )


def built(root: Path, *slugs: str, **options: Any) -> tuple[dict[str, Built], list[str]]:
    """What a build says of each episode, and what it says beside."""
    said: list[str] = []
    with subject.in_process():
        hooks = pipeline.Hooks(note=said.append)
        made = pipeline.build(config.load(root), slugs or None, jobs=1, hooks=hooks, **options)
    return {one.slug: one for one in made}, said


def sounds(root: Path) -> dict[str, str]:
    """The digests of all MP3s, by their names."""
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in root.glob(f"{DIST}/*/*.mp3")}


def frames(root: Path, slug: str) -> bytes:
    """The MP3 behind its tag and its Info frame, by mutagen's word for where that is."""
    path = root / DIST / slug / f"{slug}.mp3"
    info: Any = MP3(path).info
    return path.read_bytes()[ID3(path).size + info.bitrate * 24 // 8000 :]


def enclosures(root: Path) -> dict[str, str]:
    pages = (feedparser.parse(path.read_bytes()) for path in (root / DIST).glob("feed*.xml"))
    return {entry.id: entry.enclosures[0].href for page in pages for entry in page.entries}


def edit(root: Path, **texts: str) -> None:
    for slug, text in texts.items():
        (root / f"content/{slug.replace('_', '-')}.md").write_text(text)


def changed(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


# --- a new version --------------------------------------------------------------------------------------------------


def test_an_upgrade_changes_none_of_twenty_episodes_and_renew_changes_one(
    archive: Path, tmp_path: Path, upgrade: Callable[[], None]
) -> None:
    shutil.copytree(archive, tmp_path / "p")
    root = tmp_path / "p"
    before, named, files = sounds(root), enclosures(root), subject.dist(root)
    assert len(before) == len(named) == 20
    upgrade()
    made, said = built(root)
    assert (sounds(root), enclosures(root)) == (before, named)
    assert subject.dist(root) == files
    assert sum(one.synthesised for one in made.values()) == 0
    (stale,) = (text for text in said if STALE in text)
    assert stale.startswith(f"dist: 20 published episodes {STALE}, and keep their sound: folge-01, folge-02, ")
    assert "audiobuild build --renew folge-01" in stale
    made, _ = built(root, "folge-07", renew=True)
    assert made["folge-07"].synthesised == made["folge-07"].segments
    assert changed(sounds(root), before) == {"folge-07"}
    assert len(changed(enclosures(root), named)) == 1
    _, said = built(root)
    assert any("19 published episodes" in text for text in said)
    assert checking.check(root, jobs=1, now=clock.now()).findings == ()


def test_renew_without_names_speaks_all_anew(root: Path, upgrade: Callable[[], None]) -> None:
    before = sounds(root)
    upgrade()
    built(root, renew=True)
    assert changed(sounds(root), before) == {*FEW}
    _, said = built(root)
    assert not any(STALE in text for text in said)


def test_an_edited_episode_is_made_wholly_by_the_new_version_and_the_other_is_not(
    root: Path, upgrade: Callable[[], None]
) -> None:
    before = sounds(root)
    upgrade()
    edit(root, folge_01=FEW["folge-01"].replace("Und kühl", "Und warm"))
    made, said = built(root)
    assert made["folge-01"].synthesised == made["folge-01"].segments
    assert changed(sounds(root), before) == {"folge-01"}
    assert any("1 published episode would" in text for text in said)


def test_what_is_printed_only_is_written_anew_around_the_same_sound(root: Path, upgrade: Callable[[], None]) -> None:
    before = frames(root, "folge-01")
    upgrade()
    settings = root / "content/show.toml"
    settings.write_text(settings.read_text().replace('title = "Gespräche"', 'title = "Reden"'))
    edit(root, folge_01=FEW["folge-01"].replace("language: de", "language: de\nsummary: Neu gesagt."))
    made, _ = built(root)
    assert made["folge-01"].synthesised == 0
    assert frames(root, "folge-01") == before
    assert str(ID3(root / DIST / "folge-01/folge-01.mp3")["TALB"]) == "Reden"
    assert "Neu gesagt." in (root / DIST / "folge-01/index.html").read_text()
    assert checking.check(root, jobs=1, now=clock.now()).findings == ()


def test_sentences_that_are_cut_in_another_way_are_printed_as_they_are_heard(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = subject.dist(root)
    monkeypatch.setattr(saying, "sentences", lambda *some, **more: reading.sentences(*some, **{**more, "whole": True}))
    _, said = built(root)
    assert any(STALE in text for text in said)
    assert subject.dist(root) == files


def test_all_kinds_of_passages_are_written_anew_from_what_is_kept(
    illustrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "p"
    shutil.copytree(illustrated, root)
    monkeypatch.delenv(subject.NOW)
    files = subject.dist(root)
    monkeypatch.setattr(timeline_file, "printed_anew", lambda timeline, script: timeline)
    (root / STATE / "stamps.json").unlink()
    made, _ = built(root)
    assert not made[SLUG].unchanged
    assert subject.dist(root) == files


def test_a_better_page_reaches_an_episode_whose_sound_stays(root: Path, upgrade: Callable[[], None]) -> None:
    path = root / DIST / "folge-01/timeline.json"
    heard = timeline_file.parsed(path.read_bytes(), interview_of(root))
    assert heard
    script = pipeline.scripts(config.load(root), ["folge-01"])[0]
    chapter = dataclasses.replace(script.chapters[1], title="Besser")
    better = dataclasses.replace(script, chapters=(script.chapters[0], chapter))
    assert timeline_file.printed_anew(heard, better).chapters[1].chapter.title == "Besser"
    fewer = dataclasses.replace(script, chapters=script.chapters[:1])
    assert timeline_file.printed_anew(heard, fewer) == heard


def interview_of(root: Path) -> Any:
    return pipeline.scripts(config.load(root), ["folge-01"])[0].interview


def test_a_preview_keeps_what_is_published(root: Path, upgrade: Callable[[], None]) -> None:
    before = sounds(root)
    upgrade()
    made, _ = built(root, drafts=True)
    assert sum(one.synthesised for one in made.values()) == 0
    assert sounds(pipeline.output(root, drafts=True)) == before


def test_a_voice_that_is_missing_here_is_not_needed_for_what_stays(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, about = sounds(root), guard.about
    lacking = guard.About(problems=(Problem(message=msg("is not installed")),))
    monkeypatch.setattr(guard, "about", lambda voice: lacking if voice.name == "de-answer-male" else about(voice))
    edit(root, folge_01=FEW["folge-01"].replace("language: de", "language: de\nsummary: Neu gesagt."))
    _, said = built(root)
    assert sounds(root)["folge-02"] == before["folge-02"]
    assert not any(STALE in text for text in said)  # nobody can tell
    edit(root, folge_01=FEW["folge-01"].replace("Und kühl", "Und warm"))
    with pytest.raises(EngineError):
        built(root)


def test_what_stays_is_not_sent_to_services(root: Path, upgrade: Callable[[], None], monkeypatch: Any) -> None:
    asked: list[int] = []

    def planned(some: Sequence[Any], **_: Any) -> tuple[()]:
        asked.append(len(some))
        return ()

    monkeypatch.setattr(clips, "planned", planned)
    upgrade()
    edit(root, folge_01=FEW["folge-01"].replace("Und kühl", "Und warm"))
    publication = config.load(root)
    pipeline.outgoing(publication, pipeline.scripts(publication))
    assert asked == [1]


# --- what is lost or damaged ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", [f"{STATE}/cache", STATE])
def test_a_deleted_cache_changes_nothing(root: Path, upgrade: Callable[[], None], gone: str) -> None:
    files = subject.dist(root)
    shutil.rmtree(root / gone)
    made, _ = built(root)
    assert subject.dist(root) == files
    upgrade()
    made, _ = built(root)
    assert subject.dist(root) == files
    assert sum(one.synthesised for one in made.values()) == 0


@pytest.mark.parametrize("name", ["timeline.json", "folge-01.mp3"])
@pytest.mark.parametrize("damage", ["gone", "cut", "other"])
def test_what_is_damaged_is_made_anew(root: Path, upgrade: Callable[[], None], name: str, damage: str) -> None:
    before, path = sounds(root), root / DIST / "folge-01" / name
    upgrade()
    data = path.read_bytes()
    path.unlink()
    if damage != "gone":
        path.write_bytes(data[: len(data) // 2] if damage == "cut" else data[:-9] + b"x" * 9)
    made, _ = built(root)
    assert made["folge-01"].synthesised == made["folge-01"].segments
    assert changed(sounds(root), before) == {"folge-01"}


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.update(format=2),
        lambda record: record.update(frames=record["frames"] + 1),
        lambda record: record.pop("chapters"),
        lambda record: record.update(chapters=[]),
        lambda record: record["chapters"][0].update(heading=[]),
        lambda record: record["chapters"][1]["blocks"][0].update(kind="dance"),
        lambda record: record["chapters"][1]["blocks"][0].update(kind="picture"),
        lambda record: record["chapters"][1]["heading"][0].update(speaker=9),
        lambda record: record["chapters"][1]["heading"][0].update(heard=[0, 1, 2, 3, 9]),
        lambda record: record["chapters"][1]["heading"][0]["said"].pop("inlines"),
        lambda record: record["chapters"][1]["heading"][0]["said"].update(inlines=5),
        lambda record: record["chapters"][1]["heading"][0]["said"]["inlines"][0].update(href="javascript:alert(1)"),
        lambda record: record["chapters"][1]["heading"][0]["said"]["inlines"][0].update(href="https://evil.test/"),
    ],
)
def test_a_record_of_another_kind_is_none(root: Path, change: Callable[[Any], None]) -> None:
    path = root / DIST / "folge-01/timeline.json"
    interview = interview_of(root)
    record = json.loads(path.read_bytes())
    change(record)
    kept = timeline_file.parsed(json.dumps(record).encode(), interview)
    assert kept is None or kept.frames * 24 != read(root).manifest.items["folge-01"].duration_ms


def test_a_record_of_a_later_version_may_say_more(root: Path) -> None:
    path = root / DIST / "folge-01/timeline.json"
    record = json.loads(path.read_bytes())
    record["more"] = record["chapters"][0]["heading"][0]["said"]["more"] = {"a": 1}
    kept = timeline_file.parsed(json.dumps(record).encode(), interview_of(root))
    assert kept
    assert timeline_file.dumped(kept) == path.read_bytes()


# --- what the editor changes ----------------------------------------------------------------------------------------

VOICE = 'engine = "espeak"\nlanguage = "de"\n'


def digests(root: Path) -> dict[str, str]:
    """What is written of each episode, as a build finds it."""
    built(root)
    return {slug: item.written for slug, item in read(root).manifest.items.items()}


def test_a_pronunciation_counts_where_its_word_occurs(root: Path) -> None:
    one = digests(root)
    (root / "content/lexicon.toml").write_text('"Mühle" = "Müle"\n')
    assert digests(root) == one
    (root / "content/lexicon.toml").write_text('"Mühle" = "Müle"\n"fluss" = {spoken = "Flus", case = false}\n')
    assert changed(digests(root), one) == {*FEW}
    edit(root, folge_02=FEW["folge-02"].replace("Fluss", "See"))
    two = digests(root)
    (root / "content/lexicon.toml").write_text('"Mühle" = "Müle"\n"fluss" = {spoken = "Fluhs", case = false}\n')
    assert changed(digests(root), two) == {"folge-01"}


def test_voice_files_count_where_they_are_heard(root: Path) -> None:
    (root / "voices/eigene.toml").write_text(VOICE)
    edit(root, folge_01=FEW["folge-01"].replace("role: answer", "role: answer, voice: eigene"))
    one = digests(root)
    (root / "voices/eigene.toml").write_text(VOICE + 'label = "Meine"\n')
    (root / "voices/andere.toml").write_text(VOICE)
    assert digests(root) == one
    (root / "voices/eigene.toml").write_text(VOICE + "rate = 1.1\n")
    assert changed(digests(root), one) == {"folge-01"}


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("[pauses]\nsentence_ms = 500", True),
        ("[audio]\nloudness_lufs = -18", True),
        ('answer = "de-answer-2-male"', True),
        ('[voices.en]\nanswer = "en-answer-male"', False),
        ('[colours]\nground = "#000000"', False),
    ],
)
def test_settings_count_that_are_heard(root: Path, line: str, counts: bool) -> None:
    one, path = digests(root), root / "content/show.toml"
    text = (
        path.read_text().replace('answer = "de-answer-male"\n', "") if line.startswith("answer") else path.read_text()
    )
    path.write_text(f"{text}{line}\n")
    assert (digests(root) != one) == counts


def test_lines_are_no_text(root: Path) -> None:
    one = digests(root)
    edit(root, folge_01=FEW["folge-01"].replace("\n## ", "\n\n\n## ").replace("Dort ist", "Dort\nist"))
    assert digests(root) == one


def test_what_is_written_says_the_same_in_every_version(root: Path, illustrated: Path) -> None:
    """Who changes one of these digests lets every archive be spoken anew."""
    assert read(root).manifest.items["folge-01"].written == "41d4d630df4394e7d858f2b806d83c81"
    (root / "voices/eigene.toml").write_text(VOICE + 'model = "./eigene.onnx"\n[languages]\nen = "en-answer-male"\n')
    (root / "content/lexicon.toml").write_text('"Fluss" = {spoken = "Fluhs", case = false}\n')
    edit(root, folge_01=FEW["folge-01"].replace("role: answer", "role: answer, voice: eigene"))
    publication = config.load(root)
    (script,) = (write(one, publication) for one in content.load(root, ["folge-01"]))
    assert written(script, publication, ()) == "e5afc6861b2dba5953fda905f8a19a42"
    assert read(illustrated).manifest.items[SLUG].written == "086e586576312d9da6c45b5efa713bdf"


def test_a_record_of_an_earlier_version_is_read(illustrated: Path) -> None:
    """Who changes this file lets every archive be spoken anew."""
    (interview,) = content.load(illustrated)
    kept = timeline_file.parsed((EXPECTED / "timeline.json").read_bytes(), interview)
    assert kept
    now = timeline_file.parsed((illustrated / DIST / SLUG / "timeline.json").read_bytes(), interview)
    assert now
    assert [cue.utterance.inlines for cue in kept.cues] == [cue.utterance.inlines for cue in now.cues]
    assert [[timed.block.kind for timed in chapter.blocks] for chapter in kept.chapters] == [
        [timed.block.kind for timed in chapter.blocks] for chapter in now.chapters
    ]


def test_nothing_of_a_voices_settings_is_published(root: Path) -> None:
    (root / "voices/eigene.toml").write_text(VOICE + 'label = "Meine"\nvariant = "m3"\nrate = 1.23\n')
    edit(root, folge_01=FEW["folge-01"].replace("role: answer", "role: answer, voice: eigene"))
    built(root)
    record = json.loads((root / DIST / "folge-01/timeline.json").read_bytes())
    told = {"name": "eigene", "engine": "espeak", "language": "de", "label": "Meine"}
    assert {"kind": "Voice", "of": told} in record["sounds"]
    assert not [secret for secret in ("m3", "1.23", "eigene.toml", str(root)) if secret in json.dumps(record)]
