"""The body of an interview, written: introduction, exchanges and closing words → Markdown that is read back as the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from audiobuild.model import Inline, Speaker, Turn
from audiobuild.publication.markdown_reader import TILDES, Body


def write(body: Body, speakers: Sequence[Speaker], comments: Mapping[int, Sequence[str]] = MappingProxyType({})) -> str:
    """The Markdown that :func:`.markdown_reader.read` reads back as the same body.

    ``comments`` are texts that are kept and not spoken, by the number of exchanges that they stand behind.
    """
    defaults = {role: next((item for item in speakers if item.role == role), None) for role in ("question", "answer")}
    blocks = [*_turns(body.introduction, None), *map(_comment, comments.get(0, ()))]
    for number, exchange in enumerate(body.exchanges, start=1):
        asks = exchange.question.speaker
        label = "" if asks == defaults["question"] else f"**{_escape(asks.name)}:** "
        blocks.append(f"## {label}{_marked(exchange.question.paragraphs[0].inlines)}")
        blocks += _turns(exchange.answers, defaults["answer"])
        blocks += map(_comment, comments.get(number, ()))
    if body.closing:
        blocks += ["* * *", *_turns(body.closing, None)]
    return "\n\n".join(blocks) + "\n"


def _comment(text: str) -> str:
    """Two hyphens would end the comment too early (HTML: ``--!>`` ends one as well as ``-->``)."""
    return f"<!-- {re.sub('-(?=-|!?>)', '- ', text)} -->"


def _turns(turns: Sequence[Turn], default: Speaker | None) -> Iterator[str]:
    for index, turn in enumerate(turns):
        silent = index == 0 and (turn.speaker == default or (default is None and turn.speaker.role == "narrator"))
        label = "" if silent else f"**{_escape(turn.speaker.name)}:** "
        for paragraph in turn.paragraphs:
            prefix = {"plain": "", "bullet": "- ", "number": "1. ", "quote": "> "}[paragraph.style]
            text = _marked(_no_label(paragraph.inlines))
            # A bold name within a list or a quotation would not begin the line that hands over.
            if label and prefix:
                yield label.rstrip()
                label = ""
            yield prefix + label + (text if label else _escape_start(text))
            label = ""


def _no_label(inlines: Sequence[Inline]) -> Sequence[Inline]:
    """A paragraph whose own bold beginning must not be read as somebody's name: with its colon outside, it is not."""
    first, *rest = inlines
    if not first.strong or not first.text.rstrip().endswith(":"):
        return inlines
    name = first.text.rstrip().removesuffix(":")
    return (replace(first, text=name), replace(first, text=":" + first.text[len(name) + 1 :], strong=False), *rest)


def _marked(inlines: Sequence[Inline]) -> str:
    return "".join(_mark(inline) for inline in inlines)


def _mark(inline: Inline) -> str:
    text = _escape(inline.text)
    inner = text.strip(" ")
    if not inner:
        return text
    before, after = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    attributes = [f"lang={inline.language}"] if inline.language else []
    attributes += [f'say="{inline.say}"'] if inline.say else []
    if inline.emphasis:
        inner = f"*{inner}*"
    if inline.strong:
        inner = f"**{inner}**"
    if inline.href:
        inner = f"[{inner}](<{inline.href}>)"
    elif attributes:
        inner = f"[{inner}]"
    return before + inner + (f"{{{' '.join(attributes)}}}" if attributes else "") + after


def _escape(text: str) -> str:
    """Characters that mean something inside a paragraph. ``_`` within a word and a lone ``!`` mean nothing."""
    text = re.sub(r"([\\`*\[\]<{}])", r"\\\1", text)
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    text = re.sub(rf"(?=(?:{TILDES}))~", r"\\~", text)
    return re.sub(r"&(?=#?\w+;)", r"\\&", text)


def _escape_start(text: str) -> str:
    """A paragraph that begins like a heading, a list item, a quotation or a rule, and is none."""
    text = re.sub(r"^([#>+=~-])", r"\\\1", text)
    return re.sub(r"^(\d+)([.)])(?= |$)", r"\1\\\2", text)
