"""What a page hides inside a line, or strikes out, is not spoken, and is listed."""

from __future__ import annotations

import pytest

from audiobuild.importers import Wishes, read
from audiobuild.importers.review import as_json

PAGE = """<p><b>Wie geht es Ihnen heute?</b></p><p>{}</p>
<p><b>Frau Arndt, was tun Sie den ganzen Tag?</b></p><p>Ich zähle die Schiffe, die hier nicht vorbeikommen.</p>
<p><b>Und wie viele sind es?</b></p><p>Gestern waren es elf. Heute ist es erst Mittag.</p>
<p><b>Wird Ihnen das nie langweilig?</b></p><p>Nein. Jedes fehlt anders.</p>"""


def imported(answer: str, name: str = "a.html") -> tuple[list[str], list[tuple[str, str, bool]]]:
    found = as_json(read(PAGE.format(answer), Wishes(), name=name))
    left_out = [(item["text"], item["reason"], item["kept_as_comment"]) for item in found["reasons"]]
    return found["pairs"][0]["answers"][0]["paragraphs"], left_out


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("Sehr <span hidden>geheim</span> gut.", "unseen"),
        ('Sehr <span style="color:red; display: none">geheim</span> gut.', "unseen"),
        ('Sehr <i aria-hidden="true">geheim</i> gut.', "unseen"),
        ("Sehr <s>geheim</s> gut.", "struck"),
        ("Sehr <del>geheim</del><ins> gut</ins>.", "struck"),
        ("Sehr <strike>geheim</strike> gut.", "struck"),
        ('Sehr <span style="text-decoration: line-through">geheim</span> gut.', "struck"),
    ],
)
def test_what_a_page_hides_is_not_spoken(answer: str, reason: str) -> None:
    assert imported(answer) == (["Sehr gut."], [("geheim", reason, True)])


def test_parts_of_a_word_are_one() -> None:
    assert imported("Sehr g<del>eh</del>ut.")[0] == ["Sehr gut."]


def test_a_paragraph_that_is_struck_out() -> None:
    answer = "Sehr gut.</p><del><p>Das war geheim.</p></del><p>Danke."
    assert imported(answer) == (["Sehr gut.", "Danke."], [("Das war geheim.", "struck", True)])


def test_markdown_strikes_out_too() -> None:
    more = (
        "**Was tun Sie den ganzen Tag?**\n\nIch zähle Schiffe.\n\n**Und wie viele sind es?**\n\nGestern waren es elf.\n"
    )
    text = f"**Wie geht es Ihnen?**\n\nSehr ~~geheim~~ gut.\n\n{more}"
    found = as_json(read(text, Wishes(), name="a.md"))
    assert found["pairs"][0]["answers"][0]["paragraphs"] == ["Sehr gut."]
    assert found["left_out"] == ["geheim"]


def test_a_page_that_never_ends_what_it_strikes_out_is_still_read() -> None:
    page = "<s>" + PAGE.format("Sehr gut.")
    assert len(as_json(read(page, Wishes(), name="a.html"))["pairs"]) == 4
