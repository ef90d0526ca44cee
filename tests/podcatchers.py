"""Podcast programs of others, each with a home of its own."""

from __future__ import annotations

import os
import pty
import select
import signal
import sqlite3
import time
from contextlib import closing
from typing import Any

from programs import run, tool


class Gpodder:
    """gPodder without a window, with a home of its own."""

    def __init__(self, home: Any) -> None:
        self.home = home
        self.environment = {**os.environ, "GPODDER_HOME": str(home), "GPODDER_DOWNLOAD_DIR": str(home / "downloads")}

    def __call__(self, *words: Any) -> Any:
        return run(tool("gpo"), *words, env=self.environment).stdout

    @property
    def episodes(self) -> Any:
        """Guid, address and publication date of every episode that it knows."""
        return self._asked("select guid, url, published from episode order by guid")

    @property
    def titles(self) -> Any:
        """Those of the episodes, newest first."""
        return [title for (title,) in self._asked("select title from episode order by published desc, title")]

    def _asked(self, question: str) -> Any:
        with closing(sqlite3.connect(self.home / "Database")) as database:
            return database.execute(question).fetchall()

    def downloaded(self, slug: Any) -> Any:
        return next(self.home.glob(f"downloads/*/{slug}.mp3")).read_bytes()


class Newsboat:
    """Newsboat puts what is new into a queue, podboat downloads it."""

    def __init__(self, home: Any, feed: Any) -> None:
        self.home = home
        (home / "urls").write_text(f"{feed}\n")
        (home / "config").write_text(f'podcast-auto-enqueue yes\ndownload-path "{home}/downloads"\n')
        self.environment = {**os.environ, "HOME": str(home), "TERM": "xterm"}

    def reload(self) -> None:
        files = (*("-u", self.home / "urls"), *("-c", self.home / "cache"), *("-C", self.home / "config"))
        run(tool("newsboat"), *files, "-x", "reload", env=self.environment)

    def download(self, slug: Any) -> Any:
        """podboat runs on a terminal only. It calls a file by its name when it is whole; then it is left."""
        path = self.home / "downloads" / f"{slug}.mp3"
        child, terminal = pty.fork()
        if not child:
            os.execvpe(tool("podboat"), ["podboat", "-a", "-C", str(self.home / "config")], self.environment)  # noqa: S606
        stop = time.monotonic() + 60
        left = False
        while not left and time.monotonic() < stop:
            if select.select([terminal], [], [], 0.2)[0]:
                try:
                    os.read(terminal, 1 << 16)
                except OSError:  # the other end is closed
                    left = True
            if not left and path.exists():
                os.write(terminal, b"q")
        if not left:
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)
        return path.read_bytes()

    @property
    def episodes(self) -> Any:
        """Guid, address and publication date of every episode that it knows."""
        return self._asked("select guid, enclosure_url, pubDate from rss_item order by guid")

    @property
    def titles(self) -> Any:
        """Those of the episodes, newest first."""
        return [title for (title,) in self._asked("select title from rss_item order by pubDate desc, title")]

    def _asked(self, question: str) -> Any:
        with closing(sqlite3.connect(self.home / "cache")) as database:
            return database.execute(question).fetchall()
