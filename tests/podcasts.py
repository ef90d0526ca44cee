"""A podcast on a web server of this machine, as ``check URL`` meets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from werkzeug.wrappers import Response

from attacks.remotes import WebServer
from audiobuild.online import check as online
from audiobuild.online.check import OnlineReport

Change = Callable[[str, Response], Response]


@dataclass
class Online:
    """A podcast on a web server. ``own`` is how that answers by itself; ``feed`` is where the feed is."""

    web: WebServer
    feed: str
    own: Change

    def change(self, change: Change) -> None:
        """From now on answers are changed so, behind what the server does by itself."""
        self.web.change = lambda path, response: change(path, self.own(path, response))

    def found(self) -> list[tuple[str, str]]:
        """What is found there: the end of the address, and what is wrong."""
        report = self.report()
        return [(one.file.removeprefix(self.web.link), str(one.message)) for one in report.findings]

    def report(self) -> OnlineReport:
        return online.check(self.feed, whole_s=60, each_s=2)

    def read(self, name: str) -> str:
        return (self.web.folder / name).read_text("utf-8")

    def write(self, name: str, text: str) -> None:
        (self.web.folder / name).write_text(text, "utf-8")
