"""The pages as documents; what they do in a browser is in test_reader.py."""

from __future__ import annotations

import datetime
import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from lxml.html import document_fromstring
from published import narrated

from audiobuild.checking import talk
from audiobuild.checking.finding import File
from audiobuild.model import Correction
from audiobuild.site.writers import page

from .episodes import SHOW, about, changed, episode, written
from .test_feed import ITEM

BODY = """\
Vorab, mit [Link](https://example.org/?a=1&b=2) und [Smart City]{lang=en}.

## Was ist *los*? (1 < 2 & "so")

😀 Zehn. Elf \\<b>.

- Ein Punkt.
- Noch einer.

**Anna:** Aha.

* * *

Schluss.
"""
TITLE = "Titel <script>alert('&')</script>"


class Document(HTMLParser):
    """All start tags of a page, and the text of each element with an id."""

    def __init__(self, document: Any) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, Any]]] = []
        self.feed(document)

    def handle_starttag(self, tag: Any, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def made() -> Any:
    return episode(BODY, title=TITLE)


@pytest.fixture(scope="module")
def document(made: Any) -> Any:
    return written(page.episode, SHOW, made, cover="cover.jpg").decode()


@pytest.fixture(scope="module")
def tags(document: Any) -> Any:
    return Document(document).tags


def test_the_page_says_what_is_heard(tmp_path: Path, made: Any, document: Any) -> None:
    folder = tmp_path / "folge"
    folder.mkdir()
    (folder / "index.html").write_text(document)
    reading = narrated(folder / "index.html")
    assert reading.findings == ()
    assert [sentence.text for sentence in reading.sentences] == [cue.utterance.text for cue in made.cues]
    assert reading.sentences[0].text == TITLE
    assert [(sentence.start_ms, sentence.end_ms) for sentence in reading.sentences] == [
        (cue.tile_start_ms, cue.tile_end_ms) for cue in made.cues
    ]


def test_headings_lists_languages_and_links_are_real(tags: Any) -> None:
    assert [tag for tag, _ in tags if re.fullmatch("h[1-6]", tag)] == ["h1", "h2", "h2", "h2"]
    assert [tag for tag, _ in tags if tag in ("ul", "ol")] == ["ol", "ul", "ul"]
    assert ("html", {"lang": "de"}) in tags
    assert ("span", {"lang": "en"}) in tags
    assert ("a", {"href": "https://example.org/?a=1&b=2"}) in tags


def test_lists_and_quotations_are_printed_whole() -> None:
    body = "> Text\n>\n> - a\n>\n> 1. b\n>\n> — Eco\n\n1. Eins\n\n   Mehr.\n2. Zwei\n   - drin\n3. Drei\n\nUnd.\n\n7. Sieben\n"
    document = written(page.episode, SHOW, episode(f"## Frage?\n\n{body}"), cover="cover.jpg").decode()
    text = document[
        document.index('<div class="turn">') : document.index('<a class="hear"', document.index('<div class="turn">'))
    ]
    kept = re.findall(r"</?(?:figure|blockquote|figcaption|ul|ol|li)[^>]*>|(?<=>)[\w—]+[ .]?\w*(?=<)", text)
    assert "".join(kept).removeprefix("AnnaBen") == (
        '<figure class="quotation"><blockquote>Text<ul><li>a</li></ul><ol><li>b</li></ol></blockquote>'
        "<figcaption>— Eco</figcaption></figure>"
        "<ol><li>EinsMehr.</li><li>Zwei<ul><li>drin</li></ul></li><li>Drei</li></ol>"
        'Und.<ol><li value="7">Sieben</li></ol>'
    )


def test_chapters_are_linked_and_every_turn_can_be_heard_without_script(tags: Any, made: Any) -> None:
    targets = {attributes.get("id") for _, attributes in tags}
    links = [
        attributes["href"] for tag, attributes in tags if tag == "a" and attributes.get("href", "").startswith("#")
    ]
    assert links == ["#text", "#introduction", "#q1", "#closing"]
    assert {link[1:] for link in links} <= targets
    starts = [
        float(attributes["href"].partition("#t=")[2]) for tag, attributes in tags if attributes.get("class") == "hear"
    ]
    assert len(starts) == 4  # one for each turn; a question is of one piece with its answer
    assert starts == sorted(starts)
    ((_, audio),) = [item for item in tags if item[0] == "audio"]
    assert "controls" in audio
    assert audio["src"] == "folge.mp3"
    assert audio["preload"] == "metadata"
    assert "autoplay" not in audio


def test_the_list_of_chapters_has_the_languages_of_the_questions() -> None:
    made = episode("## Was heißt [שלום עולם (2024)!]{lang=he} – genau?\n\nJa.")
    document = written(page.episode, SHOW, made, cover="cover.jpg").decode()
    (title,) = re.findall(r'<li><a href="#q1"><span>(.*?)</span> <span class="clock"', document)
    assert title == 'Was heißt <span lang="he" dir="rtl">שלום עולם (2024)!</span>\u00a0– genau?'
    file = File(path=Path("index.html"), name="index.html")
    assert list(talk.findings(file, document_fromstring(document))) == []


def test_words_are_counted_as_scripts_count_them(document: Any) -> None:
    (words,) = re.findall(r'data-words="([^"]*)">😀', document)
    assert words == "3 5 96"
    made = episode(BODY, words=False)
    assert b"data-words" not in written(page.episode, SHOW, made, cover="c")


@pytest.fixture(params=["episode", "index"])
def either(request: pytest.FixtureRequest, document: Any) -> Any:
    return document if request.param == "episode" else page.index(SHOW, (item(),), cover="cover.jpg").decode()


def item(**changes: Any) -> Any:
    return changed(ITEM, title=TITLE, summary="<b>Kurz</b>", **changes)


def test_nothing_runs_or_loads_but_what_lies_beside_the_page(either: Any) -> None:
    tags = Document(either).tags
    (policy,) = [a["content"] for _, a in tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    data = [a for tag, a in tags if tag == "script" and not a.get("src")]
    assert data == [{"type": "application/ld+json"}]
    loaded = [a.get("src") for tag, a in tags if tag in ("script", "img", "audio", "iframe") and a not in data]
    loaded += [a["href"] for tag, a in tags if tag == "link" and a["rel"] == "stylesheet"]
    assert all(address and re.fullmatch(r"(\.\./)?[\w./-]+", address) for address in loaded)
    assert not [tag for tag, a in tags if tag == "style" or "style" in a or any(key.startswith("on") for key in a)]


def test_the_size_of_what_is_published_once() -> None:
    sizes = {name.partition("/")[2]: len(data) for name, data in page.assets().items()}
    assert sizes["player.js"] <= 27_000
    assert sizes["style.css"] <= 26_000
    assert sum(size for name, size in sizes.items() if name.endswith(".woff2")) <= 60_000


def test_the_snippets_for_other_websites(document: Any) -> None:
    player, frame, audio = (
        html.unescape(text) for text in re.findall(r"<textarea[^>]*>(.*?)</textarea>", document, re.DOTALL)
    )
    label = "Hörfassung: " + TITLE
    tag, attributes = Document(player).tags[0]
    assert (tag, attributes["src"], attributes["height"]) == ("iframe", "https://example.org/g/folge/embed.html", "180")
    assert attributes["title"] == label
    assert Document(player).tags[1] == ("script", {"async": None, "src": "https://example.org/g/assets/grow.js"})
    assert Document(frame).tags == [
        (
            "iframe",
            {
                "src": "https://example.org/g/folge/",
                "title": label,
                "width": "100%",
                "height": "700",
                "loading": "lazy",
            },
        )
    ]
    assert Document(audio).tags == [
        ("p", {"lang": "de"}),
        ("a", {"href": "https://example.org/g/folge/"}),
        ("audio", {"controls": None, "preload": "none", "src": "https://example.org/g/folge/folge.mp3"}),
    ]
    assert html.escape(label, quote=True).replace("&#x27;", "&#39;") in audio


def test_a_language_without_words_of_its_own_gets_english_ones_marked_as_such() -> None:
    made = episode("## Frage?\n\nJa.")
    foreign = about(made, language="xx")
    document = written(page.episode, SHOW, foreign, cover="cover.jpg").decode()
    assert '<html lang="xx">' in document
    assert '<a class="skip" href="#text" lang="en">Skip to the text</a>' in document
    assert 'aria-label="Audio version: Ein Titel" lang="en"' in document


def test_who_asks_is_named_and_told_apart_by_colour_and_initials() -> None:
    body = "## Frage?\n\nJa.\n\n## **Eva:** Und?\n\nNein."
    several = episode(body, more="  - {name: Eva, role: question}\n")
    document = written(page.episode, SHOW, several, cover="c").decode()
    assert re.findall(r'class="speaker" data-who="(.)" data-initials="(.)">(.*?)<', document) == [
        ("1", "A", "Anna"),
        ("2", "B", "Ben"),
        ("3", "E", "Eva"),
        ("2", "B", "Ben"),
    ]


def test_the_index_lists_the_newest_first() -> None:
    old, new = item(), item(slug="neu", date=datetime.date(2024, 7, 1))
    document = page.index(SHOW, (old, new), cover="cover.jpg").decode()
    assert re.findall(r'<h3><a href="(.*?)">', document) == ["neu/index.html", "folge/index.html"]
    assert "<b>" not in document
    assert "1. Juli 2024" in document


def test_whose_rights_these_are_is_said() -> None:
    show = replace(SHOW, copyright="© Wir & Müller", licence="")
    said = '<p class="rights">© Wir &amp; Müller</p>'
    assert said in page.index(show, (item(),), cover="c").decode()
    assert said in written(page.episode, show, episode("## Frage?\n\nJa."), cover="c").decode()
    for document in (
        page.index(SHOW, (item(),), cover="c"),
        written(page.episode, SHOW, episode("## F?\n\nJa."), cover="c"),
    ):
        assert b"rights" not in document


def test_what_was_corrected_is_said() -> None:
    made = episode("## Frage?\n\nJa.")
    corrected = (Correction(date=datetime.date(2024, 6, 1), note="Der Name & <mehr>."),)
    made = about(made, corrected=corrected)
    document = written(page.episode, SHOW, made, cover="c").decode()
    assert "<p><span>Korrigiert am 1. Juni 2024:</span> Der Name &amp; &lt;mehr&gt;.</p>" in document


@pytest.mark.parametrize(
    ("language", "root", "span"),
    [
        ("de", '<html lang="de">', '<span lang="he" dir="rtl">שלום</span>'),
        ("he", '<html lang="he" dir="rtl">', '<span lang="he">שלום</span>'),
        ("az-Arab", '<html lang="az-Arab" dir="rtl">', '<span lang="he">שלום</span>'),
    ],
)
def test_which_way_a_text_is_written(language: Any, root: Any, span: Any) -> None:
    made = episode("## Was heißt das?\n\nEs heißt [שלום]{lang=he}.\n")
    made = about(made, language=language)
    document = written(page.episode, SHOW, made, cover="cover.jpg").decode()
    assert root in document
    assert span in document
    assert ('lang="en" dir="ltr"' in document) == (language != "de")
