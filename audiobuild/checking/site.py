"""dist/ as it is seen from the web: which file an address of the show is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from audiobuild.checking.finding import File


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """The folder that is published, and the address at which it will be served, with a slash at its end; ``media_link`` is
    that of the large files, if it is another."""

    dist: Path
    link: str = ""
    media_link: str = ""

    def named(self, name: str) -> File:
        """A file by its path below dist/."""
        return File(path=self.dist / name, name=f"{self.dist.name}/{name}")

    def file(self, address: str) -> File | None:
        """The file that a server gives for an address; ``None`` for one that is not the show's."""
        return self._below(self.link, address)

    def media(self, address: str) -> File | None:
        """The large file that is served at an address; ``None`` where none may be."""
        return self._below(self.media_link or self.link, address)

    def _below(self, link: str, address: str) -> File | None:
        if not link or not address.startswith(link):
            return None
        try:
            path = unquote(urlsplit(address[len(link) :]).path)
        except ValueError:
            return None
        if path.endswith("/") or not path:
            path += "index.html"
        if "\0" in path or any(part in ("", ".", "..") for part in path.split("/")):
            return None
        return self.named(path)

    def slug(self, address: str) -> str:
        """The episode whose page has that address; empty for others."""
        file = self.file(address)
        parts = file.path.relative_to(self.dist).parts if file else ()
        return parts[0] if len(parts) == 2 and parts[1] == "index.html" else ""
