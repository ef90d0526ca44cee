"""What pages say of themselves to programs that list and share them, in the words of schema.org: JSON-LD.

Whose name is a person's and whose is an organisation's is not known: where it is not, no type is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from audiobuild.model import FrontMatter, Show
from audiobuild.publication import addresses

_CONTEXT = "https://schema.org"


def series(show: Show, cover: str) -> dict[str, Any]:
    """The show; ``cover`` is the file of its picture."""
    about = {
        "@context": _CONTEXT,
        "@type": "PodcastSeries",
        "name": show.title,
        "description": show.description,
        "url": show.link,
        "image": f"{show.link}{cover}",
        "inLanguage": show.language,
        "webFeed": f"{show.link}{addresses.FEED}",
        "author": {"name": show.author},
        "license": show.licence_url,
        "copyrightNotice": show.copyright,
        "sameAs": [page for page in (show.directories.apple, show.directories.spotify) if page],
    }
    return _said(about)


def episode(show: Show, about: FrontMatter, slug: str, *, duration_ms: int, cover: str) -> dict[str, Any]:
    """An episode; ``cover`` is the address of its picture."""
    address = addresses.page(show, slug)
    length = f"PT{round(duration_ms / 1000)}S"
    sound = {
        "@type": "AudioObject",
        "contentUrl": f"{addresses.media(show, slug)}{addresses.EpisodeFiles(slug).mp3}",
        "encodingFormat": addresses.TYPES[".mp3"],
        "duration": length,
    }
    said = {
        "@context": _CONTEXT,
        "@type": "PodcastEpisode",
        "name": about.title,
        "description": about.summary,
        "url": address,
        "image": cover,
        "inLanguage": about.language,
        "datePublished": about.date.isoformat(),
        "dateModified": max(map(str, about.dates)) if len(about.dates) > 1 else "",
        "timeRequired": length,
        "episodeNumber": about.episode,
        "contributor": [{"@type": "Person", "name": speaker.name} for speaker in about.participants],
        "associatedMedia": sound,
        "accessibilityFeature": ["synchronizedAudioText", "tableOfContents", "transcript"],
        "partOfSeries": {"@type": "PodcastSeries", "name": show.title, "url": show.link},
    }
    return _said(said)


def _said(about: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in about.items() if value}
