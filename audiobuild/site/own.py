"""Which entries of a feed are episodes that this publication makes itself: they are no earlier ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from audiobuild.inputs import files
from audiobuild.model import EarlierEpisode
from audiobuild.publication import addresses, config, content, guids
from audiobuild.publication.config import SHOW_FILE
from audiobuild.site.published import read


def episodes(root: Path) -> Callable[[EarlierEpisode], bool]:
    """Whether an entry is an episode of the publication in ``root``: by its guid, or by its sound, which lies below the show's
    address where builds put it. Raises ConfigError, OutputError."""
    if not files.there(root / SHOW_FILE):
        return lambda episode: False
    show, edition = config.load(root).show, read(root).manifest
    known = {about.id for _, draft in content.drafts(root) if (about := draft.about).id}
    if show.guid:
        known |= {guids.by_name(show.guid, path.stem) for path in content.files(root)}
        known |= {guids.of(show.guid, item) for item in (*edition.items.values(), *edition.left_over.values())}
    folders = tuple(filter(None, (show.link, show.media_link, *show.former_links)))
    return lambda episode: episode.key in known or any(addresses.is_sound(folder, episode.sound) for folder in folders)
