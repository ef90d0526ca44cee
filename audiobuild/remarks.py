"""What an editor may want to look at, though nothing keeps it from being published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from audiobuild.clock import instant
from audiobuild.errors import Problem
from audiobuild.languages.reading import has_rules
from audiobuild.languages.report import report
from audiobuild.messages import Message, enumeration, msg
from audiobuild.model import Interview, Item, Script, Show, Subheading
from audiobuild.publication import guids, placeholders
from audiobuild.publication.addresses import MANIFEST, EpisodeFiles
from audiobuild.publication.config import DIST, SHOW_FILE, Publication
from audiobuild.site import cover
from audiobuild.site.manifest import FeedIntentions, Manifest
from audiobuild.speech.about import about
from audiobuild.text import shown

NAMED = 5
"""So many of the episodes that something is told of are named."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A word that a voice may read wrong: what is doubtful about it, where it first stands, and how it is spoken now."""

    place: str
    kind: str
    text: str
    spoken: str


def doubts(script: Script, publication: Publication) -> tuple[Doubt, ...]:
    """The words of a script that its editor may want to hear before they are published, each once."""
    interview = script.interview
    by_word: dict[str, Doubt] = {}
    for utterance in script.utterances:
        place = f"{interview.path}:{utterance.source.line}"
        for finding in report(utterance.pieces, language=interview.about.language, lexicon=publication.lexicon):
            doubt = Doubt(place=place, kind=finding.kind, text=finding.text, spoken=finding.spoken)
            by_word.setdefault(finding.text, doubt)
        if not utterance.voice or about(utterance.voice).reads_ipa:
            continue
        for piece in utterance.pieces:
            if piece.ipa and piece.rule == "lexicon" and piece.spoken == piece.text:
                doubt = Doubt(place=place, kind="ipa not read by this voice", text=piece.text, spoken=piece.spoken)
                by_word.setdefault(piece.text, doubt)
    return tuple(by_word.values())


def of_script(script: Script) -> Iterator[Problem]:
    """Speakers who are not told apart, and a language that nobody has taught us to read."""
    interview, about = script.interview, script.interview.about
    place = f"{interview.path}: speakers"
    heard: dict[str, list[str]] = {}
    spoken = ((one.speaker, one.voice.name) for one in script.utterances if one.voice)
    for speaker, voice in dict.fromkeys(spoken):
        if speaker.role != "narrator":
            heard.setdefault(voice, []).append(speaker.name)
    for voice, names in heard.items():
        if len(names) > 1:
            message = msg("{} have the same voice, {!r}: listeners cannot tell them apart", enumeration(names), voice)
            yield Problem(place=place, message=message, remedy=msg("Give each a voice of their own: voice: …"))
    yield from _asking(interview)
    if not has_rules(about.language):
        message = msg("there are no reading rules for {!r}: dates and amounts are left to the voice", about.language)
        remedy = msg("Look at what will be spoken: audiobuild build --dry-run")
        yield Problem(place=f"{interview.path}: language", message=message, remedy=remedy)


def _asking(interview: Interview) -> Iterator[Problem]:
    """Headings below a question that look like one themselves: a third # is typed in no time."""
    for turn in interview.turns:
        for passage in turn.passages:
            if isinstance(passage, Subheading) and passage.text.endswith("?"):
                message = msg("the heading {} asks, and is no question of the interview", shown(repr(passage.text), 80))
                remedy = msg("If it is one, begin it with ## instead of ###: it becomes a chapter.")
                yield Problem(place=f"{interview.path}:{passage.line}", message=message, remedy=remedy)


def another_name(show: Show, before: FeedIntentions) -> Iterator[Problem]:
    """Another guid of the show, on which those of its episodes hang. ``before`` is what the last edition said; where that was
    for trying out, at an example's address, nobody knows it."""
    tried_out = any(map(placeholders.is_reserved, (before.link, show.link)))
    if before.guid and before.guid != show.guid and not tried_out:
        message = msg("is {}, and was {}: podcast apps know the show and its episodes by it", show.guid, before.guid)
        remedy = msg('If it is the same show, write again: guid = "{}"', before.guid)
        yield Problem(place=f"{SHOW_FILE}: guid", message=message, remedy=remedy)


def another_timezone(show: Show, before: Manifest) -> Iterator[Problem]:
    """Another timezone of the show than in the last edition, ``before``, once for all episodes whose time moves by that."""
    moved = [
        item
        for item in before.items.values()
        if instant(item.about.date, show.timezone) != instant(item.about.date, before.timezone)
    ]
    if moved:
        count = msg("1 episode") if len(moved) == 1 else msg("{} episodes", len(moved))
        now, was = show.timezone or "UTC", before.timezone or "UTC"
        message = msg("is {}, and was {}: the time of {} in the feed moves by that", now, was, count)
        remedy = msg(
            "Podcast apps may order them anew. If that is not meant: {}",
            msg('write again: timezone = "{}"', before.timezone) if before.timezone else msg("remove the line"),
        )
        yield Problem(place=f"{SHOW_FILE}: timezone", message=message, remedy=remedy)


def wordless_cover(show: Show) -> Iterator[Problem]:
    """A cover that is made, and on which the title is not: its font has no letters for it."""
    if not show.image and not cover.drawable(show.title):
        letters = cover.missing(show.title) or show.title
        message = msg("is not on the cover that is made: its font has no letters for {}", shown(letters, 40))
        remedy = msg("It knows Latin, Greek and Cyrillic. Give a picture of your own: image = …")
        yield Problem(place=f"{SHOW_FILE}: title", message=message, remedy=remedy)


def left_over(show: Show, edition: Manifest, there: Collection[str]) -> Iterator[Problem]:
    """Episodes in dist/ whose interview is gone: still online wherever dist/ is copied to. ``there`` are the slugs of all
    interviews. ``show.guid`` is assigned."""
    now = {guids.episode(show, item): slug for slug, item in edition.items.items()}
    for slug in sorted({name.partition("/")[0] for name in edition.files} - set(there)):
        if f"{slug}/{EpisodeFiles(slug).mp3}" in edition.files:
            message = msg("belongs to no interview: there is no content/{}.md", slug)
            guid = guids.episode(show, edition.left_over[slug]) if slug in edition.left_over else ""
            yield Problem(place=f"{DIST}/{slug}", message=message, remedy=_of_left_over(guid, now.get(guid, "")))


def _of_left_over(guid: str, now: str) -> Message:
    """What to do about an episode without an interview, as far as its ``guid`` is known; ``now`` is who has that by now."""
    if now:
        return msg("The episode goes on as content/{}.md. Remove its old files: audiobuild build --prune", now)
    if guid:
        return msg(
            "Remove it: audiobuild build --prune. If the interview was renamed, write into its front matter: id: {}",
            guid,
        )
    return msg(
        "Remove it: audiobuild build --prune. If the interview was renamed, write its old guid into its front matter: id: …"
    )


def placeholders_of(show: Show, interviews: Iterable[Interview]) -> Iterator[Problem]:
    """What stands for something else until the editor says it, and may not be published so."""
    if show.sample:
        message = msg("this is a sample (sample = true): audiobuild publish refuses it")
        yield Problem(place=SHOW_FILE, message=message, remedy=msg("Start your own: audiobuild new ARTICLE"))
        return
    refused = msg("audiobuild publish refuses it.")
    for found in placeholders.of_show(show):
        yield Problem(
            place=f"{SHOW_FILE}: {found.key}", message=found.message, remedy=msg("{} {}", found.remedy, refused)
        )
    for interview in interviews:
        for found in placeholders.of_episode(interview.about):
            place = f"{interview.path}: {found.key}"
            yield Problem(place=place, message=found.message, remedy=msg("{} {}", found.remedy, refused))
        if placeholders.is_sample(interview):
            remedy = msg("Take it out: audiobuild remove {}. {}", interview.slug, refused)
            yield Problem(place=interview.path, message=msg("is the sample interview"), remedy=remedy)


def retagged(before: Manifest, meant: Manifest) -> Iterator[Problem]:
    """Episodes that sound as before in files that are new, since these say something else of the show: its title, say. A file
    that differs has another address, so that no app mixes the two, and is loaded again."""
    again = []
    for slug, item in meant.items.items():
        name, old = f"{slug}/{EpisodeFiles(slug).mp3}", before.items.get(slug)
        if old and old.settings != item.settings and old.mp3.sound == item.mp3.sound:
            again += [meant.files[name].bytes] if meant.files.get(name) != before.files.get(name) else []
    if again:
        count = msg("1 episode") if len(again) == 1 else msg("{} episodes", len(again))
        message = msg(
            "what sound files say of the show has changed: {} ({:.1f} MB) at new addresses", count, sum(again) / 1e6
        )
        remedy = msg("They stay the same episodes. Apps load them again, so change title, author and cover seldom.")
        yield Problem(place=SHOW_FILE, message=message, remedy=remedy)


def named(slugs: Sequence[str]) -> str:
    """The first of some episodes."""
    return ", ".join(slugs[:NAMED]) + (", …" if len(slugs) > NAMED else "")


def damaged_manifest() -> Problem:
    """A manifest that says nothing: of what lies there nothing is known, so it is made anew unless it is had elsewhere."""
    message = msg("is damaged: what is published is not known by it")
    remedy = msg("If there is a copy of dist/, put the file back, and build again.")
    return Problem(place=f"{DIST}/{MANIFEST}", message=message, remedy=remedy)


def stale(slugs: Sequence[str]) -> Iterator[Problem]:
    """Episodes with published sound that this version would say in another way."""
    if slugs:
        first = named(slugs)
        message = (
            msg("1 published episode would sound otherwise by now, and keeps its sound: {}", first)
            if len(slugs) == 1
            else msg("{} published episodes would sound otherwise by now, and keep their sound: {}", len(slugs), first)
        )
        remedy = msg(
            "The rules, voices or engines have changed since. To have one spoken anew: audiobuild build --renew {}; all: {}",
            slugs[0],
            "audiobuild build --renew",
        )
        yield Problem(place=DIST, message=message, remedy=remedy)


def outdated(items: Iterable[Item], settings: str) -> Iterator[Problem]:
    """Episodes that were built with other settings of the show than ``settings``, a digest of those of now."""
    if slugs := sorted(item.slug for item in items if item.settings != settings):
        message = msg("built with other settings of the show: {}", ", ".join(slugs))
        yield Problem(
            place=DIST, message=message, remedy=msg("Build them too, which needs no new speech: audiobuild build")
        )
