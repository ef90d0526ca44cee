"""How the Markdown of an interview is parsed: CommonMark, as far as it has a meaning here, and what interviews have beside."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin

from audiobuild.publication import recordings

_RECORDING = re.compile(recordings.MARK)


@cache
def parser() -> MarkdownIt:
    """CommonMark; indented text is text (an indent is an accident of pasting), a line of
    dashes is a rule (below a paragraph it would make that a question), attributes only on spans and links; what is escaped
    stays apart from other text, so that it is not taken for a mark."""
    made = (
        MarkdownIt("commonmark")
        .disable(["code", "lheading", "text_join"])
        .enable("table")
        .use(attrs_plugin, after=("link_close", "span_close"), spans=True)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    )
    made.inline.ruler.push("recording", _recording)
    return made


def _recording(state: StateInline, silent: bool) -> bool:
    """``{recording="…"}`` as a token of its own: what stands in it is no text."""
    mark = _RECORDING.match(state.src, state.pos)
    if mark and not silent:
        state.push("recording", "", 0).meta["named"] = mark[1]
    state.pos = mark.end() if mark else state.pos
    return bool(mark)
