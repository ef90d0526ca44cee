"""The accessible pages: an episode's (text and audio side by side) and the show's (all episodes).

The page prints what the audio says, in the same order, and works without its script: real headings, the browser's own
player, a link at each question and paragraph that plays from there (a media fragment of the MP3).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import BinaryIO, NamedTuple
from urllib.parse import urlsplit

from audiobuild.languages.words import words
from audiobuild.model import EarlierEpisode, Item, Show, Timeline
from audiobuild.publication import addresses, disclosure, release, subscribing
from audiobuild.publication.disclosure import Origins
from audiobuild.site import metadata, qr, turns
from audiobuild.site.illustrations import Illustration
from audiobuild.site.pictures import EpisodePictures
from audiobuild.site.templates import asset, render, write

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "media-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Nothing but what lies beside the page: https://www.w3.org/TR/CSP3/."""


def episode(
    sink: BinaryIO,
    show: Show,
    timeline: Timeline,
    *,
    cover: str,
    own: EpisodePictures | None = None,
    pictures: Mapping[str, Illustration] = MappingProxyType({}),
    draft: bool = False,
    origins: Origins | None = None,
) -> None:
    """Write dist/<slug>/index.html to ``sink``. ``cover`` is the file name in dist/ of the show's picture; the episode's
    ``own`` stands in its place. ``pictures`` are those in the text by their files in content/. ``draft``: it says
    that it is not published. ``origins`` say where the sound comes from, if the timeline does not."""
    interview, origins = timeline.interview, origins or disclosure.of_timeline(timeline, show)
    about = interview.about
    said = words(about.language)
    files = addresses.EpisodeFiles(interview.slug)
    snippet = {
        "address": addresses.page(show, interview.slug),
        "embed": addresses.EMBED,
        "grow": f"{show.link}{addresses.GROW}",
        "label": said.player.format(title=about.title),
        "media": addresses.media(show, interview.slug),
        "language": about.language,
        "mp3": files.mp3,
    }
    write(
        sink,
        "episode.html",
        show=show,
        interview=interview,
        timeline=timeline,
        address=snippet["address"],
        files=files,
        media=snippet["media"] if show.media_link else "",
        names=addresses,
        hours=timeline.duration_ms >= 3_600_000,
        cover=addresses.versioned(own.cover.name, own.cover.digest) if own else f"../{cover}",
        picture=own.picture if own else None,
        pictures=pictures,
        embed_player=render("embed_player.html", **snippet).decode().strip(),
        embed_frame=render("embed_frame.html", **snippet).decode().strip(),
        embed_audio=render("embed_audio.html", **snippet).decode().strip(),
        covers=covers(own, up="../"),
        policy=policy(show),
        data=metadata.episode(
            show,
            about,
            interview.slug,
            duration_ms=timeline.duration_ms,
            cover=_cover(show, interview.slug, cover, own),
        ),
        draft=draft,
        words=said,
        notice=disclosure.notice(said, origins),
        speakers=turns.marks(about.speakers),
        standfirst=standfirst(timeline),
        credits=origins.credits,
    )


def embed(
    sink: BinaryIO,
    show: Show,
    timeline: Timeline,
    *,
    own: EpisodePictures | None = None,
    pictures: Mapping[str, Illustration] = MappingProxyType({}),
) -> None:
    """Write dist/<slug>/embed.html, a small player for the pages of others, to ``sink``."""
    interview = timeline.interview
    write(
        sink,
        "embed.html",
        show=show,
        interview=interview,
        timeline=timeline,
        address=addresses.page(show, interview.slug),
        files=addresses.EpisodeFiles(interview.slug),
        media=addresses.media(show, interview.slug) if show.media_link else "",
        names=addresses,
        hours=timeline.duration_ms >= 3_600_000,
        covers=covers(own, up="../"),
        pictures=pictures,
        policy=policy(show),
        words=words(interview.about.language),
    )


def _small(item: Item) -> tuple[Picture, ...]:
    """An episode's own cover in small, as the list names it."""
    own = covers(EpisodePictures(files=item.pictures, data={}))
    return tuple(Picture(f"{item.slug}/{one.name}", one.width) for one in own)


def _cover(show: Show, slug: str, cover: str, own: EpisodePictures | None) -> str:
    """The whole address of an episode's cover."""
    if own:
        return addresses.page(show, slug) + addresses.versioned(own.cover.name, own.cover.digest)
    return f"{show.link}{cover}"


def standfirst(timeline: Timeline) -> str:
    """The summary, where the introduction does not begin with the same words."""
    summary = " ".join(timeline.interview.about.summary.split())
    introduction = " ".join(
        cue.utterance.text for block in timeline.chapters[0].blocks if block.block.kind == "text" for cue in block.cues
    )
    return "" if introduction.startswith(summary.rstrip(" .…")) else summary


def policy(show: Show) -> str:
    """The policy of a page with sound, which may be served elsewhere."""
    parts = urlsplit(show.media_link)
    media = f"media-src 'self' {parts.scheme}://{parts.netloc}" if show.media_link else "media-src 'self'"
    return POLICY.replace("media-src 'self'", media)


def index(
    show: Show,
    items: Sequence[Item],
    earlier: Sequence[EarlierEpisode] = (),
    *,
    cover: str,
    drafts: Collection[str] = (),
) -> bytes:
    """dist/index.html: the show and its episodes, newest first, then the ``earlier`` ones; ``drafts`` are the slugs of those
    that are not published."""
    items = sorted(items, key=partial(release.order, timezone=show.timezone), reverse=True)
    return render(
        "index.html",
        names=addresses,
        show=show,
        items=items,
        earlier=sorted(earlier, key=lambda episode: episode.published, reverse=True),
        cover=cover,
        covers=covers(),
        policy=policy(show),
        drafts=drafts,
        newest=next((item.slug for item in items if item.slug not in drafts), ""),
        owns={item.slug: _small(item) for item in items if item.pictures},
        ways=tuple(subscribing.ways(show)),
        code=qr.svg(show.link),
        data=metadata.series(show, cover),
        words=words(show.language),
    )


_SCRIPT = ("page", "times", "text", "marks", "following", "loading", "deeds", "system", "start")
"""The pieces of the script, in their order. They are one file: a page that is opened from a disk may load no modules."""


_ASSETS = (addresses.STYLE, addresses.LIST, addresses.EMBED_STYLE, addresses.EMBED_PLAYER, addresses.GROW)


def assets() -> dict[str, bytes]:
    """What pages share, by the names of the files in dist/: styles, scripts and typeface."""
    files = {name: asset(PurePosixPath(name).name) for name in _ASSETS}
    fonts = {f"{addresses.ASSETS}/{name}": asset(name, folder="fonts") for name in addresses.FONTS}
    return {**files, addresses.PLAYER: _script(), **fonts}


def _script() -> bytes:
    pieces = b"\n".join(asset(f"player/{name}.js") for name in _SCRIPT)
    return b'(() => {\n"use strict";\n' + pieces + b"})();\n"


class Picture(NamedTuple):
    """The address of a picture on a page, and its pixels from left to right."""

    name: str
    width: int


def covers(own: EpisodePictures | None = None, *, up: str = "") -> tuple[Picture, ...]:
    """The cover in small, the smallest first: the episode's ``own``, or the show's, ``up`` where that lies."""
    if own:
        return tuple(Picture(addresses.versioned(one.name, one.digest), one.width) for one in own.small)
    return tuple(Picture(f"{up}{name}", width) for width, name in addresses.SMALL_COVERS.items())
