"""Addresses: e-mail, web, file names, hashtags and mentions, read as people say them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from audiobuild.languages.mechanism import Answer, Change, Place, Rule, rule
from audiobuild.languages.shared.text import LOWER, UPPER, any_of

_ENDINGS = tomllib.loads((files(__package__) / "addresses.toml").read_text(encoding="utf-8"))
_GENERIC = frozenset(_ENDINGS["generic"])
_ONLY_ADDRESSES = frozenset(_ENDINGS["only_addresses"])
# All repetitions have a limit, so that a long text of dots costs no more than its length.
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL}){{0,4}}\.({any_of(_ENDINGS['countries'], _GENERIC)})"
_BEYOND = r"(?![\w@]|[.-]\w)"
_PATH = r"(?:[/?#][^\s<>\"“”»«]*[^\s<>\"“”»«.,;:!?)\]’'])?/?"
_VOWEL = re.compile(r"[aeiouyäöüáàâéèêëíìîïóòôúùûąęæøåœ]", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class WebWords:
    """How a language says the signs in addresses, and the endings of two letters that it does not spell.

    ``hashtag`` is spoken in ``hashtag_language``, where that is given; ``files`` are endings that are not spelled.
    """

    at: str
    dot: str
    slash: str
    hyphen: str
    underscore: str
    hashtag: str
    number_sign: str
    hashtag_language: str = ""
    words: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


def web(say: WebWords, *, examples: Mapping[str, tuple[str, str]]) -> tuple[Rule, ...]:
    """The rules, with an example for each of "e-mail", "url", "www", "file", "domain", "hashtag", "mention"."""
    speller = _AddressSpeller(say)
    path = f"(?P<path>{_PATH})"
    some = (
        (
            "e-mail",
            "e-mail",
            "word digit",
            rf"(?P<local>[\w.+-]{{1,64}})@(?P<host>{_LABEL}(?:\.{_LABEL}){{1,6}})",
            speller.email,
        ),
        (
            "url",
            "url",
            "word",
            rf"(?:https?|ftp)://(?:www\.)?(?P<host>{_LABEL}(?:\.{_LABEL}){{0,6}})(?::\d+)?{_PATH}",
            speller.url,
        ),
        ("url", "www", "word", rf"(?P<host>www\.{_LABEL}(?:\.{_LABEL}){{1,6}}){path}", speller.domain),
        (
            "file name",
            "file",
            "word digit",
            rf"([\w-]{{1,80}}(?:\.[\w-]{{1,80}}){{0,3}}?)\.({any_of(_ENDINGS['files'])}){_BEYOND}",
            speller.file,
        ),
        ("domain", "domain", "word digit", rf"(?P<host>{_HOST}){_BEYOND}{path}", speller.domain),
        ("hashtag", "hashtag", "sign", r"(?<!\w)#(?=\w)", speller.hash_sign),
        ("hashtag", "hashtag", "word digit", r"(?<=#)\w+", speller.tag),
        ("mention", "mention", "sign", r"(?<!\w)@(\w+(?:\.\w+)*)", speller.mention),
    )
    return tuple(rule(name, kinds, pattern, speak, example=examples[key]) for name, key, kinds, pattern, speak in some)


@dataclass(frozen=True)
class _AddressSpeller:
    """Reads the parts of addresses aloud."""

    say: WebWords

    def email(self, place: Place) -> Answer:
        local = f" {self.say.dot} ".join(map(self._label, place["local"].split(".")))
        return f"{local} {self.say.at} {self._host(place['host'])}"

    def url(self, place: Place) -> Answer:
        """The host alone: nobody wants to hear the rest."""
        return self._host(place["host"])

    def domain(self, place: Place) -> Answer:
        host = place["host"]
        if host[0].isupper() and host.rpartition(".")[2] in _GENERIC - _ONLY_ADDRESSES:
            return " ".join(map(self._label, host.split(".")))  # written like a name, so said like one: "KL.digital"
        path = place["path"].strip("/")
        parts = path.split("/") if re.fullmatch(r"[\w-]+(?:/[\w-]+)?", path) else []
        return self._host(host) + "".join(f" {self.say.slash} {self._label(part)}" for part in parts)

    def file(self, place: Place) -> Answer:
        name = f" {self.say.dot} ".join(re.sub(r"[_-]+", " ", place[1]).split("."))
        endings = [
            self.say.files.get(part) or "-".join(re.findall(r"\D|\d+", part.upper()))
            for part in place[2].lower().split(".")
        ]
        return f"{name} {self.say.dot} {f' {self.say.dot} '.join(endings)}"

    def hash_sign(self, place: Place) -> Answer:
        if re.match(r"\d+\b", place.ahead):
            return f"{self.say.number_sign} "
        return Change(spoken=f"{self.say.hashtag} ", language=self.say.hashtag_language)

    def tag(self, place: Place) -> Answer:
        """ "SmartCity" is read as two words; a single word goes on to the other rules."""
        parts = re.findall(rf"\d+|[{UPPER}]+(?![{LOWER}])|[^\W\d_][{LOWER}]*", place[0])
        return " ".join(parts) if len(parts) > 1 else None

    def mention(self, place: Place) -> Answer:
        return f"{self.say.at} {self._label(place[1])}"

    def _host(self, text: str) -> str:
        *labels, top = text.split(".")
        last = "-".join(top.lower()) if len(top) == 2 and top not in self.say.words.split() else top
        return f" {self.say.dot} ".join([*map(self._label, labels), last])

    def _label(self, text: str) -> str:
        """Its signs by name, its parts without a vowel letter by letter."""
        signs = {"-": f" {self.say.hyphen} ", "_": f" {self.say.underscore} ", ".": f" {self.say.dot} "}
        parts = re.findall(r"[-_.]|\d+|[^\W\d_]+", text)
        said = [signs.get(part) or _readable(part) for part in parts]
        return re.sub(" +", " ", " ".join(said))


def _readable(part: str) -> str:
    """A part without a vowel, or of one or two letters, is spelled; "www" is by every voice."""
    if part == "www" or not part.isalpha() or (len(part) > 2 and _VOWEL.search(part)):
        return part
    return "-".join(part)
