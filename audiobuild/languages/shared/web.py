"""Addresses: e-mail, web, file names, hashtags and mentions, read as people say them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from audiobuild.languages.mechanism import Answer, Place, Rule, rule
from audiobuild.languages.shared.text import LOWER, UPPER, any_of, listed, words

_COUNTRIES = words("""
    de at ch li eu uk fr es it nl pl be lu dk se no fi pt ie us ca cz io tv me ai co nu ly gg is hu ro si sk hr gr tr ua
    jp cn in au nz br mx za ee lv lt
""")
_GENERIC = words("""
    com org net info edu gov mil int biz name museum digital online berlin hamburg bayern koeln cologne ruhr nrw saarland
    wien tirol app dev blog shop cloud media news eco jobs page site tech team tools world social live bike email
    foundation network agency studio design events games podcast radio school software solutions support systems
    university london paris amsterdam frl gal barcelona cat
""")
_FILES = listed("""
    pdf epub docx doc odt ods odp xlsx xls csv pptx ppt txt md rtf html htm xml json toml yaml yml tar.gz zip gz mp3 mp4
    wav ogg flac opus jpeg jpg png gif svg webp tiff mov avi py js css exe iso
""")
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL})*\.({'|'.join(sorted(_COUNTRIES | _GENERIC, key=lambda t: (-len(t), t)))})"
_BEYOND = r"(?![\w@]|[.-]\w)"
_PATH = r"(?:[/?#][^\s<>\"“”»«]*[^\s<>\"“”»«.,;:!?)\]’'])?/?"
_VOWEL = re.compile(r"[aeiouyäöüáàâéèêëíìîïóòôúùûąęæøåœ]", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class WebWords:
    """How a language says the signs in addresses; ``files`` are endings that are not spelled."""

    at: str
    dot: str
    slash: str
    hyphen: str
    underscore: str
    hashtag: str
    number_sign: str
    files: Mapping[str, str] = field(default_factory=dict)


def spelled(text: str) -> str:
    """Letter by letter, as one word: "k-l"."""
    return "-".join(text)


def web(say: WebWords, *, examples: Mapping[str, tuple[str, str]]) -> tuple[Rule, ...]:
    """The rules, with an example for each of "e-mail", "url", "domain", "file", "hashtag", "mention"."""

    def label(text: str) -> str:
        parts = re.split(r"([-_]|(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d]))", text)
        signs = {"-": f" {say.hyphen} ", "_": f" {say.underscore} ", "": " "}
        return "".join(signs.get(part) or _readable(part) for part in parts if part is not None)

    def host(text: str) -> str:
        *labels, top = text.split(".")
        last = spelled(top.lower()) if len(top) == 2 else top
        return f" {say.dot} ".join([*map(label, labels), last])

    def email(place: Place) -> Answer:
        local = f" {say.dot} ".join(label(part) for part in place["local"].split("."))
        return f"{local} {say.at} {host(place['host'])}"

    def url(place: Place) -> Answer:
        return host(re.sub(r"^www\.", "", place["host"])) if place["scheme"] else _bare(place)

    def _bare(place: Place) -> str:
        path = place["path"].strip("/")
        said = host(place["host"])
        if path and re.fullmatch(r"[\w-]+(?:/[\w-]+)?", path):
            said += "".join(f" {say.slash} {label(part)}" for part in path.split("/"))
        return said

    def domain(place: Place) -> Answer:
        top = place["host"].rpartition(".")[2]
        if place["host"][0].isupper() and top in _GENERIC - {"com", "org", "net", "info"}:
            # written like a name, so said like one: "KL.digital"
            return " ".join(label(part) for part in place["host"].split("."))
        return _bare(place)

    def file(place: Place) -> Answer:
        ending = " ".join(
            say.files.get(part.lower()) or "-".join(re.findall(r"\D|\d+", part.upper())) for part in place[2].split(".")
        )
        name = re.sub(r"[_-]+", " ", place[1])
        return f"{f' {say.dot} '.join(name.split('.'))} {say.dot} {ending}"

    def hashtag(place: Place) -> Answer:
        tag = place[1]
        if tag.isdecimal():
            return f"{say.number_sign} {tag}"
        parts = re.findall(rf"\d+|[{UPPER}]+(?![{LOWER}])|[^\W\d_][{LOWER}]*", tag)
        return f"{say.hashtag} {' '.join(parts)}" if parts else None

    def mention(place: Place) -> Answer:
        return f"{say.at} {label(place[1])}"

    path = f"(?P<path>{_PATH})"
    return (
        rule("e-mail", "word digit", rf"(?P<local>[\w.+-]+)@(?P<host>{_LABEL}(?:\.{_LABEL})+)", email,
             example=examples["e-mail"]),
        rule("url", "word", rf"(?P<scheme>https?://|ftp://)(?P<host>{_LABEL}(?:\.{_LABEL})*)(?::\d+)?{path}", url,
             example=examples["url"]),
        rule("url", "word", rf"(?P<scheme>)(?P<host>www\.{_LABEL}(?:\.{_LABEL})+){path}", url, example=examples["www"]),
        rule("file name", "word digit", rf"([\w-]+(?:\.[\w-]+)*?)\.({any_of(_FILES)}){_BEYOND}", file,
             example=examples["file"]),
        rule("domain", "word digit", rf"(?P<host>{_HOST}){_BEYOND}{path}", domain, example=examples["domain"]),
        rule("hashtag", "sign", r"(?<!\w)#(\w+)", hashtag, example=examples["hashtag"]),
        rule("mention", "sign", r"(?<!\w)@(\w+(?:\.\w+)*)", mention, example=examples["mention"]),
    )  # fmt: skip


def _readable(part: str) -> str:
    """A part without a vowel, or of one or two letters, is spelled; "www" is by every voice."""
    if part == "www" or not part.isalpha() or (len(part) > 2 and _VOWEL.search(part)):
        return part
    return spelled(part)
