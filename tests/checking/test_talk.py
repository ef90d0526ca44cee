"""What stands in the text of a page, element by element."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml.html import document_fromstring

from audiobuild.checking import footnotes, talk
from audiobuild.checking.finding import File

PAGE = """\
<!DOCTYPE html>
<html lang="de">
<body>
<h1><span id="s1" data-start="0" data-end="1000">Titel</span></h1>
<div class="text" id="text">
<section id="q1">
<div class="turn">
<p class="speaker" data-who="2" data-initials="BN">Ben Nord</p>
<p><span id="s2" data-start="1000" data-end="2000" \
data-words="0 3 0 4 4 300 9 2 700">Die rote <a href="https://stadt.de/">Au</a><sup><a class="noteref" id="fnref1" href="#fn1" \
role="doc-noteref">1</a></sup></span></p>
<ol>
<li value="3"><span id="s3" data-start="2000" data-end="3000"><strong>Eins</strong> <span lang="ar" dir="rtl">بيت</span></span></li>
</ol>
<div class="table">
<div role="region" aria-label="Tabelle" tabindex="0">
<table id="table-s4">
<thead><tr id="s4" data-start="3000" data-end="4000"><td></td><th scope="col">Jahr</th></tr></thead>
<tbody><tr id="s5" data-start="4000" data-end="5000"><th scope="row">Turm</th><td class="right">1900</td></tr></tbody>
</table>
</div>
</div>
<aside id="fn1" class="footnote" role="doc-footnote">
<p><span id="s6" data-start="5000" data-end="6000">Notiz</span> <a class="back" href="#fnref1" role="doc-backlink" \
aria-label="Zurück zum Text">↩︎</a></p>
</aside>
<a class="hear" href="a.mp3#t=1"><span class="unseen"><span>Hören</span>: Die rote Au</span></a>
</div>
</section>
</div>
</body>
</html>
"""


def faults(page: str) -> list[tuple[str, str]]:
    file = File(path=Path("index.html"), name="dist/a/index.html")
    return [(found.rule, str(found.message)) for found in talk.findings(file, document_fromstring(page))]


def test_what_a_build_writes() -> None:
    assert faults(PAGE) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "message"),
    [
        ("<strong>Eins</strong>", "<del>Eins</del>", talk.OURS, "is <del>, which no build writes there"),
        ("<ol>", '<ol start="3">', talk.OURS, 'is <ol start="3">, which no build writes there'),
        ("<section ", "<section inert ", talk.OURS, 'is <section inert="" id="q1">, which no build writes there'),
        ('<p class="speaker" data-who', '<p hidden class="speaker" data-who', talk.OURS, None),
        (">Hören<", ">Hier nicht<", talk.OURS, None),
        (' aria-label="Zurück zum Text"', "", talk.OURS, None),
        ('aria-label="Tabelle"', 'aria-label=""', talk.OURS, None),
        (' tabindex="0"', "", talk.OURS, None),
        (' dir="rtl"', "", talk.OURS, "is written the other way than its language"),
        ('<ol>', '<ol dir="rtl">', talk.OURS, "is written the other way than its language"),
        ('<th scope="row">Turm</th>', "<td>Turm</td>", talk.HEADS, None),
        ('<th scope="col">Jahr', '<th scope="row">Jahr', talk.HEADS, None),
        ('class="right">1900', 'class="justify">1900', talk.OURS, None),
        ('href="#fn1"', 'href="#fn2"', footnotes.RULE, "a link '1' leads to #fn2"),
        ('id="fnref1"', 'id="fnref2"', footnotes.RULE, "is the mark '1', whose id is 'fnref2'"),
        ('href="#fnref1"', 'href="#fnref2"', footnotes.RULE, "a link '↩︎' leads to #fnref2"),
        ("0 3 0 4 4 300 9 2 700", "0 3 0 4 4 300 9 2", talk.WORDS, "has words without a place or a time"),
        ("0 3 0 4 4 300 9 2 700", "0 3 0 4 4 300 9 2 1700", talk.WORDS, "has a word at 1700 ms of 1000"),
        ("0 3 0 4 4 300 9 2 700", "0 3 0 4 4 300 9 9 700", talk.WORDS, "has a word at 9 to 18, where none stands"),
        ("0 3 0 4 4 300 9 2 700", "0 2 0 2 4 300 6 4 700", talk.WORDS, "has words that stand otherwise in its text"),
    ],
)  # fmt: skip
def test_what_none_writes(old: str, new: str, rule: Any, message: Any) -> None:
    assert old in PAGE
    found = faults(PAGE.replace(old, new))
    assert [one[0] for one in found] == [rule], found
    assert message in (None, found[0][1])
