"""What befalls every request on its way: it fails, is led on, or leaves https."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from audiobuild.checking.finding import File, Finding
from audiobuild.messages import Message, alternatives, msg
from audiobuild.network.addresses import loopback_by_name
from audiobuild.network.budget import INSIDE
from audiobuild.network.failures import LISTENING_IN, NetworkError
from audiobuild.network.foreign import quote
from audiobuild.online import rules
from audiobuild.online.asking import Answer

MOST_REDIRECTS = 5


def failed(file: File, error: NetworkError, place: str = "") -> Finding:
    """A request brought nothing."""
    if error.remedy == LISTENING_IN:
        return file.finding(rules.CERTIFICATE, error.message, place=place, remedy=rules.RENEW)
    if error.message == INSIDE:
        return file.finding(rules.PUBLIC, error.message, place=place, remedy=rules.OUTSIDE)
    return file.finding(rules.THERE, error.message, place=place, remedy=error.remedy or rules.SERVER)


def faults(file: File, answer: Answer, place: str = "", *, page: bool = False) -> Iterator[Finding]:
    """What is wrong with the way to an answer. People follow the link to a ``page`` in a browser, by http, too."""
    way = (answer.asked, *answer.hops)
    if len(answer.hops) > MOST_REDIRECTS:
        message = msg("leads on {} times", len(answer.hops))
        yield file.finding(rules.REDIRECTS, message, place=place, remedy=rules.SHORTEN)
    for one, other in pairwise(way):
        if _is_https(one) and not _is_https(other):
            message = msg("leads from https to http: {}", quote(other))
            yield file.finding(rules.HTTPS, message, place=place, remedy=rules.BY_HTTPS)
            return
    if not page and not _is_https(answer.asked) and not loopback_by_name(answer.asked):
        yield file.finding(rules.HTTPS, msg("begins with http"), place=place, remedy=rules.BY_HTTPS)


def wrong_type(file: File, answer: Answer, wanted: tuple[str, ...], place: str = "") -> Iterator[Finding]:
    """It is served as something else; ``wanted`` is what does, the best first."""
    if wanted and answer.media_type not in wanted:
        served = quote(answer.media_type) or msg("nothing")
        message = msg("is served as {}, not as {}", served, alternatives(wanted[:2]))
        yield file.finding(rules.TYPE, message, place=place, remedy=rules.SERVER)


def missing(file: File, answer: Answer, place: str = "", remedy: Message = rules.NAME_ANOTHER) -> Finding:
    """Another status than it should be."""
    return file.finding(rules.THERE, answer.said, place=place, remedy=remedy)


def _is_https(address: str) -> bool:
    return address.lower().startswith("https://")
