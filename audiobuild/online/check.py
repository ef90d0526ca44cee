"""The whole as one function: the address of a feed, or of its folder → what is wrong with what is online."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from audiobuild import clock
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.items import RSS
from audiobuild.errors import ConfigError, Problem, RemoteError
from audiobuild.messages import msg
from audiobuild.network.crew import Crew
from audiobuild.network.failures import CHECK_ADDRESS, NetworkError
from audiobuild.network.foreign import quote, without_password
from audiobuild.online import asking, built, feed, journey, kinds, rules, serving, visits
from audiobuild.online.asking import Answer, Caller, NotAskedError
from audiobuild.online.feed import FeedAddress, OnlineFeed
from audiobuild.publication import addresses, other_feeds

AT_ONCE = 4
"""So many requests at a time, also if all go to one host: more is no visitor."""

WHOLE_S = 300.0
"""For all that a feed names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OnlineReport:
    """What is online. ``feed`` is where the feed came from; it lists so many episodes, of which the ``newest`` were looked at,
    with all ``addresses`` that they name. ``hints`` are about what works, and costs more than it must."""

    feed: str
    title: str
    episodes: int
    newest: int
    addresses: int
    findings: tuple[Finding, ...]
    hints: tuple[Finding, ...]


def check(
    address: str,
    *,
    now: datetime | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    whole_s: float = WHOLE_S,
    each_s: float = asking.WHOLE_S,
) -> OnlineReport:
    """Check the podcast whose feed is at ``address``, or in the folder there. ``progress`` is told how many addresses of how
    many were looked at. Raises ConfigError for what is no address, and RemoteError where it cannot be reached."""
    _require_address(address)
    caller = Caller(address, each_s=each_s)
    try:
        answer = _feed(caller, address, min(serving.WHOLE_S, 3 * each_s))
    except NetworkError as error:
        return _none(address, error)
    caller.end_in(whole_s)
    file = File(path=Path(), name=answer.address, remedy=rules.CORRECT_FEED)
    findings = list(serving.faults(file, answer, caller))
    hints = tuple(serving.hints(file, answer, caller))
    if kinds.is_page(answer.body):
        message = msg("is a page, and no feed")
        remedy = msg("Give the address of the feed itself: the page's source may name it (application/rss+xml).")
        if named := other_feeds.named(answer.body, answer.address):
            remedy = msg("The page names its feed: audiobuild check {}", quote(named))
        findings.append(file.finding(RSS, message, remedy=remedy))
        return _report(answer, None, 0, findings, hints)
    if other := other_feeds.of(answer.body):
        findings.append(file.finding(RSS, other.message, remedy=other.remedy))
        return _report(answer, None, 0, findings, hints)
    general: list[Finding] = []
    read = feed.read(file, answer.body, now or clock.now(), general)
    if read is None:
        return _report(answer, None, 0, [*findings, *general], hints)
    known = built.of(caller, answer, read)
    targets = read.targets
    if known:
        findings += built.faults(file, answer, known, now or clock.now())
        targets = (*targets, *built.targets(answer, known, read))
    else:
        findings += general
    findings += _visited(caller, file, targets, progress)
    return _report(answer, read, len(targets), findings, hints)


def _require_address(address: str) -> None:
    """Raises ConfigError."""
    remedy = msg("Write an address such as https://podcast.example.org/feed.xml.")
    try:
        parts = urlsplit(address)
        good = parts.scheme.lower() in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        parts, good = None, False
    shown = quote(without_password(address))
    if not good or not parts:
        raise ConfigError(Problem(place=shown, message=msg("is no web address"), remedy=remedy))
    if parts.username is not None:
        message = msg("has a name or password in it: apps and directories would have none")
        raise ConfigError(Problem(place=shown, message=message, remedy=remedy))


def _feed(caller: Caller, address: str, within_s: float) -> Answer:
    """The answer to the address, or to that of feed.xml in it if the first is no feed. Raises NetworkError, RemoteError."""
    first = serving.fetched(caller, address, within_s)
    if _may_be(first):
        return first
    if not urlsplit(address).path.lower().endswith((".xml", ".rss")):
        second = serving.fetched(caller, _in_folder(first.address if first.status == 200 else address), within_s)
        if _may_be(second):
            return second
    if first.status != 200:
        remedy = msg("Give the address of the feed, as apps have it. Was it published?")
        raise RemoteError(Problem(place=address, message=first.said, remedy=remedy))
    return first


def _in_folder(address: str) -> str:
    """The address of feed.xml in a folder, or beside a page."""
    parts = urlsplit(address)
    before, _, last = parts.path.rpartition("/")
    folder = before if "." in last else parts.path.rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{addresses.FEED}", "", ""))


def _may_be(answer: Answer) -> bool:
    return answer.status == 200 and not kinds.is_page(answer.body)


def _none(address: str, error: NetworkError) -> OnlineReport:
    """Nothing came. Raises RemoteError, unless somebody answered, and wrongly."""
    if error.again or error.remedy == CHECK_ADDRESS:
        raise RemoteError(Problem(place=address, message=error.message, remedy=error.remedy)) from error
    file = File(path=Path(), name=address)
    findings = (journey.failed(file, error),)
    return OnlineReport(feed=address, title="", episodes=0, newest=0, addresses=0, findings=findings, hints=())


def _report(
    answer: Answer, read: OnlineFeed | None, visited: int, findings: Sequence[Finding], hints: tuple[Finding, ...]
) -> OnlineReport:
    return OnlineReport(
        feed=answer.address,
        title=quote(read.title) if read else "",
        episodes=read.listed if read else 0,
        newest=read.newest if read else 0,
        addresses=visited,
        findings=tuple(dict.fromkeys(findings)),
        hints=hints,
    )


def _visited(
    caller: Caller, file: File, targets: Sequence[FeedAddress], progress: Callable[[int, int], None]
) -> Iterator[Finding]:
    """What is wrong with what the feed names, in its order; and what was not asked for, since a host does not answer."""

    def look(target: FeedAddress) -> list[Finding] | None:
        try:
            return visits.visited(caller, target)
        except NotAskedError:
            return None

    found: dict[FeedAddress, list[Finding] | None] = {}
    progress(0, len(targets))
    for target, findings in Crew(file.name, AT_ONCE).run(targets, look):
        found[target] = findings
        progress(len(found), len(targets))
    for target in targets:
        yield from found[target] or ()
    for host, number in Counter(asking.host(one.address) for one in targets if found[one] is None).items():
        message = msg("names {} more addresses at {}, which were not looked at", number, quote(host))
        remedy = msg("Does that host answer, and soon? Check it again then.")
        yield file.finding(rules.TIME, message, remedy=remedy)
