"""Import of pronunciation lexicons in the W3C format (PLS 1.0, https://www.w3.org/TR/pronunciation-lexicon/)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from audiobuild.errors import ConfigError, Problem
from audiobuild.languages.lexicon import LexiconEntry
from audiobuild.languages.registry import base
from audiobuild.messages import msg, words_of

_NAMESPACE = "{http://www.w3.org/2005/01/pronunciation-lexicon}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def entries(data: bytes, *, language: str, place: str) -> tuple[LexiconEntry, ...]:
    """The entries of a PLS document, one for each spelling; ``place`` names its file.

    An alias becomes the spoken form, a phoneme in IPA the pronunciation; of several the preferred one, else the first
    (section 4.9.2). Phonemes in other alphabets are left out. If the document's language is not that of the show
    (``language``), its words are spoken in the document's.

    Raises :class:`audiobuild.errors.ConfigError` where it is no PLS document or has nothing of use.
    """
    root = _root(data, place)
    spoken_in = root.get(_LANG, "")
    other = spoken_in if spoken_in and base(spoken_in) != base(language) else ""
    found = tuple(entry for lexeme in root.iter(f"{_NAMESPACE}lexeme") for entry in _entries(lexeme, root, other))
    if not found:
        message = msg("there is no lexeme with a grapheme and an alias, or a phoneme in IPA")
        raise ConfigError(
            Problem(message=message, place=place, remedy=msg("Export the lexicon with aliases or in IPA."))
        )
    return found


class _WithoutDoctype(ET.TreeBuilder):
    """An entity can grow to gigabytes ("billion laughs"); without a DOCTYPE there are none."""

    def doctype(self, *_: str | None) -> None:
        raise ValueError(msg("it has a DOCTYPE"))


def _root(data: bytes, place: str) -> ET.Element:
    remedy = msg("It must be an XML file of the W3C Pronunciation Lexicon Specification, without a DOCTYPE.")
    parser = ET.XMLParser(target=_WithoutDoctype())  # noqa: S314
    try:
        parser.feed(data)
        root: ET.Element = parser.close()
    except (ET.ParseError, ValueError, LookupError, OverflowError) as error:
        raise ConfigError(
            Problem(message=msg("this cannot be read: {}", words_of(error)), place=place, remedy=remedy)
        ) from error
    if root.tag != f"{_NAMESPACE}lexicon":
        raise ConfigError(
            Problem(message=msg("this is no pronunciation lexicon: <{}>", root.tag), place=place, remedy=remedy)
        )
    return root


def _entries(lexeme: ET.Element, root: ET.Element, language: str) -> Iterator[LexiconEntry]:
    alphabet = root.get("alphabet", "")
    phonemes = [e for e in lexeme.findall(f"{_NAMESPACE}phoneme") if e.get("alphabet", alphabet) == "ipa"]
    spoken = _preferred(lexeme.findall(f"{_NAMESPACE}alias"))
    ipa = _preferred(phonemes)
    for grapheme in lexeme.findall(f"{_NAMESPACE}grapheme"):
        text = _text(grapheme)
        if text and (spoken or ipa):
            yield LexiconEntry(text=text, spoken=spoken, ipa=ipa, language=language)


def _preferred(elements: list[ET.Element]) -> str:
    preferred = [element for element in elements if element.get("prefer") == "true"]
    return next((_text(element) for element in (*preferred, *elements) if _text(element)), "")


def _text(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())
