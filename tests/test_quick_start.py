"""A new user who has nothing but the quick start gets from an article to a published episode: typed as it stands there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from tools import articles, catalogues, quick_start
from tools.quick_start import GUIDES, ROOT, Guide, GuideError, Question, Step

GUIDE = """\
Once:

```toml
title = "x"
```

```console
$ audiobuild new interview.docx
…
```

It may ask:

```console
… gives no date. When was it published (YYYY-MM-DD): 2024-05-01
```

Then it asks:

```console
…
Name of the show (such as …): City Voices
…
```

```console
$ audiobuild publish sftp://me@host/folder
```

Another day:

```toml
title = "y"
```
"""


def tries(some: Sequence[articles.Article]) -> list[Any]:
    """Each article with one of the guides, which have the same commands; ``python -m tools.quick_start`` tries each with each."""
    return [
        pytest.param(path, article, id=f"{article.form}-{path.stem}")
        for path, article in zip(cycle(GUIDES), some, strict=False)
    ]


@pytest.mark.parametrize(("path", "article"), tries(articles.OUR_OWN))
def test_three_commands_and_no_file_opened(path: Path, article: articles.Article) -> None:
    count = quick_start.tried(path, GUIDES[path], article)
    assert (count.commands, count.edits) == (3, 0)
    assert 4 <= count.answers <= 8


@pytest.mark.seed
@pytest.mark.parametrize(("path", "article"), tries(articles.SEEDS))
def test_the_same_with_the_seed(shared: Path, path: Path, article: articles.Article) -> None:
    count = quick_start.tried(path, GUIDES[path], article)
    assert (count.commands, count.edits) == (3, 0)
    assert 5 <= count.answers <= 8  # it gives no date


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_what_may_be_asked_is_asked_in_these_words(path: Path) -> None:
    """The seed's Word file is asked for its date, our own interview has one: a prompt that changes is found here too."""
    guide = quick_start.read(path.read_text("utf-8"))
    catalogue = catalogues.read(ROOT / "audiobuild/locale/de/LC_MESSAGES/audiobuild.po")
    prompts = [text for one in catalogue for text in ((one.string,) if path.stem == "schnellstart" else (one.id,))]
    asked = [prompt.replace("{}", "interview.docx") for prompt in prompts if isinstance(prompt, str)]
    for question in guide.possible:
        assert any(re.match(question.asked, f"{prompt}{end}: ") for prompt in asked for end in ("", " [n]")), question


def test_both_guides_have_the_same_typed() -> None:
    english, german = (quick_start.read(path.read_text("utf-8")) for path in GUIDES)
    assert [step.command for step in english.steps] == [step.command for step in german.steps]
    assert [len(step.questions) for step in english.steps] == [len(step.questions) for step in german.steps]
    assert len(english.possible) == len(german.possible)


def test_how_a_guide_is_read() -> None:
    any_text = "[^\r\n]*"
    asked = Question(asked=rf"Name\ of\ the\ show\ \(such\ as\ {any_text}\): ", answer="City Voices")
    dated = Question(
        asked=rf"{any_text}\ gives\ no\ date\.\ When\ was\ it\ published\ \(YYYY\-MM\-DD\): ", answer="2024-05-01"
    )
    assert quick_start.read(GUIDE) == Guide(
        steps=(
            Step(command="audiobuild new interview.docx", questions=(asked,)),
            Step(command="audiobuild publish sftp://me@host/folder", questions=()),
        ),
        possible=(dated,),
        edits=1,
    )
    with pytest.raises(GuideError, match="neither a command nor a question: Enter"):
        quick_start.read("```console\nEnter\n```\n")


@pytest.mark.parametrize(
    ("typed", "seconds", "said"),
    [
        ("$ audiobuild check", 120, "audiobuild check ended with 2:\naudiobuild check\ndist: there is nothing built"),
        ("$ true\nWhat for: fun", 120, "true ended with 0\nnobody asked What\\ for: :"),
        ('$ read -p "Your name: "', 2, "the guide does not say what to do here:"),
    ],
)
def test_a_guide_that_leads_nowhere_is_found(
    typed: str, seconds: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quick_start, "SECONDS", seconds)
    guide = quick_start.read(f"```console\n{typed}\n```\n")
    with pytest.raises(GuideError) as caught:
        quick_start.follow(guide, tmp_path, article="a.txt", place="p", language="C")
    assert said in str(caught.value)


def test_what_is_not_published_is_found(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    with pytest.raises(GuideError, match="dist/ has 0 episodes"):
        quick_start.verify(tmp_path, tmp_path)


def test_an_episode_that_stayed_at_home_is_found(flagship: Path, tmp_path: Path) -> None:
    with pytest.raises(GuideError, match=r"feed\.xml is not at the place"):
        quick_start.verify(flagship, tmp_path)
