"""Files in dist/ by which a host is told what to do: an editor may put some there, and they may hide the show, or lead its
feed elsewhere. Each is judged by what it says of the files that are published."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, urljoin, urlsplit

from audiobuild.checking import reading
from audiobuild.checking.finding import File, Finding
from audiobuild.checking.site import Site
from audiobuild.messages import Message, msg
from audiobuild.publication import addresses

HIDDEN = msg("RFC 9309, robots.txt, and X-Robots-Tag: what is published can be found and fetched")
LEADS = msg("HTTP (RFC 9110, 15.4): what feed and page point to is found there, and led nowhere else")

_AGENTS = ("*", "iTMS", "Googlebot")
"""Whoever is not named, Apple Podcasts, and Google; others an editor may turn away."""

_REMEDY = msg("Correct it, or take it out of dist/.")
_UNFOUND = re.compile(r"\b(noindex|none)\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """Where the files that were ``written`` are found, those first that matter most: at the show's ``link``, and below the
    folder that is served."""

    link: str
    written: Collection[str]

    @property
    def below(self) -> str:
        """The path of the show at its host."""
        return urlsplit(self.link).path or "/"

    def of(self, name: str) -> tuple[str, ...]:
        """A file's paths at its host and in dist/, its whole address, and its name; a page is also its folder's."""
        names = (name, name.removesuffix("index.html")) if PurePosixPath(name).name == "index.html" else (name,)
        return tuple(
            dict.fromkeys(f"{start}{quote(one)}" for one in names for start in (self.below, "/", self.link, ""))
        )


def findings(site: Site, name: str, written: Collection[str]) -> Iterator[Finding]:
    """What is wrong with a file of an editor's, by its name in dist/; nothing with most, and with what is no text."""
    judge, file = _JUDGES.get(name), site.named(name)
    text = reading.text(file, []) if judge else None
    if judge and text is not None:
        known = Published(
            link=site.link, written=sorted(written, key=lambda name: (name != addresses.FEED, "/" in name, name))
        )
        yield from _told_once(file, judge(text, known))


def _told_once(file: File, faults: Iterator[tuple[str, str, Message]]) -> Iterator[Finding]:
    """Of each line what it does to the first file that it is about."""
    lines = set()
    for line, rule, message in faults:
        if line not in lines:
            lines.add(line)
            yield file.finding(rule, message, place=line[:60], remedy=_REMEDY)


_Faults = Iterator[tuple[str, str, Message]]


def _robots(text: str, known: Published) -> _Faults:
    groups = _groups(text)
    for agent in _AGENTS:
        rules = groups.get(agent.lower(), groups.get("*", []))
        for name in known.written:
            if not all(_may_fetch(rules, path) for path in known.of(name) if path.startswith(known.below)):
                yield f"User-agent: {agent}", HIDDEN, msg("keeps {} from being fetched", name)
                return


def _groups(text: str) -> dict[str, list[tuple[str, bool]]]:
    """By whom they are for, the paths that rules begin with, and whether they allow them."""
    groups: dict[str, list[tuple[str, bool]]] = {}
    agents, rules = list[str](), list[tuple[str, bool]]()
    for line in _lines(text):
        key, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        if key.lower() == "user-agent":
            agents, rules = ([], []) if rules else (agents, rules)
            agents.append(value.lower())
            groups.setdefault(agents[-1], [])
        elif key.lower() in ("allow", "disallow"):
            rules.append((value, key.lower() == "allow"))
            for agent in agents:
                groups[agent].append(rules[-1])
    return groups


def _may_fetch(rules: Collection[tuple[str, bool]], path: str) -> bool:
    """Whether the longest rule that is about a path allows it (RFC 9309, 2.2.2)."""
    about = [(len(rule), allows) for rule, allows in rules if rule and re.match(_rule(rule), path)]
    return max(about, default=(0, True))[1]


def _rule(rule: str) -> str:
    pattern = re.escape(rule).replace(r"\*", ".*")
    return f"{pattern.removesuffix(re.escape('$'))}$" if rule.endswith("$") else pattern


def _cname(text: str, known: Published) -> _Faults:
    host, wanted = text.strip().lower(), urlsplit(known.link).hostname or ""
    if wanted and host != wanted:
        yield "", LEADS, msg("has the show served at {!r}; its link says {!r}", host[:100], wanted)


def _redirects(text: str, known: Published) -> _Faults:
    """Lines of Netlify and Cloudflare Pages: whence, where to, and a status."""
    for line in _lines(text):
        start, *others = line.split()
        target = next((one for one in others if one.startswith("/") or "://" in one), "")
        if target:
            yield from _led(line, re.compile(_glob(start)), target.replace(":splat", r"\1"), known)


def _headers(text: str, known: Published) -> _Faults:
    """Netlify's and Cloudflare's: paths, and below each its headers."""
    path = ""
    for line in text.splitlines():
        if line.strip() and not line[0].isspace() and not line.startswith("#"):
            path = line.strip()
        elif path and _hides(line):
            for name in known.written:
                if any(re.fullmatch(_glob(path), address) for address in known.of(name)):
                    yield f"{path}: {line.strip()}", HIDDEN, msg("hides {}", name)


def _apache(text: str, known: Published) -> _Faults:
    """Apache's: what redirects, denies and hides. What depends on conditions, or is about some files alone, is the editor's."""
    text = re.sub(r"(?is)<(Files|FilesMatch|Limit|LimitExcept|If)\b.*?</\1>", "", text)
    for line in _lines(re.sub(r"\\\n", " ", text)):
        try:
            directive, *words = shlex.split(line, comments=True)
        except ValueError:
            continue
        kind = directive.lower()
        if kind in ("redirect", "redirectmatch", "redirectpermanent", "redirecttemp", "rewriterule"):
            words = [word for word in words if not re.fullmatch(r"\d{3}|permanent|temp|seeother|gone|\[.*\]", word)]
            if len(words) == 2 and "%{" not in words[1] and words[1] != "-":
                start = (
                    re.escape(words[0]) + "(.*)"
                    if kind.startswith("redirect") and kind != "redirectmatch"
                    else words[0]
                )
                yield from _led(line, _pattern(start), re.sub(r"\$(\d)", r"\\\1", words[1]), known)
        elif _hides(line.lower()) or re.match(r"require all denied|deny from all|require valid-user", line.lower()):
            yield line, HIDDEN, msg("hides what is published")


_JUDGES: Mapping[str, Callable[[str, Published], _Faults]] = {
    "robots.txt": _robots,
    "CNAME": _cname,
    "_redirects": _redirects,
    "_headers": _headers,
    ".htaccess": _apache,
}


def _lines(text: str) -> Iterator[str]:
    yield from (line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#"))


def _hides(line: str) -> bool:
    return bool(re.search(r"(?i)x-robots-tag", line) and _UNFOUND.search(line.lower())) or "basic-auth" in line.lower()


def _glob(path: str) -> str:
    """A path with ``*`` or ``:name`` in it as a pattern; what ``*`` stands for is its first group."""
    return re.sub(r":\w+", "[^/]+", re.escape(path).replace(r"\*", "(.*)"))


def _pattern(expression: str) -> re.Pattern[str]:
    try:
        return re.compile(expression)
    except re.error:
        return re.compile(r"(?!)")


def _led(line: str, start: re.Pattern[str], target: str, known: Published) -> _Faults:
    """Published files that are led elsewhere than to themselves."""
    for name in known.written:
        own = known.of(name)
        for address in own:
            if match := start.search(address) if start.pattern.startswith("^") else start.fullmatch(address):
                try:
                    there = urljoin(known.link or "/", match.expand(target))
                except (re.error, IndexError, ValueError):
                    continue
                if there not in own:
                    yield line, LEADS, msg("leads {} to {!r}", name, there[:100])
