"""What editors mistype in front matter and in show.toml: the line, what is wrong with it, and what to write instead."""

from __future__ import annotations

import pytest

from audiobuild.errors import InputError
from audiobuild.inputs.tables import from_toml, from_yaml

HEAD = "title: Am Fluss\ndate: 2024-05-01\nlanguage: de\n"
SPEAKERS = "speakers:\n  - {name: Anna, role: question}\n  - {name: Ben, role: answer}\n"


def told(text: str) -> str:
    with pytest.raises(InputError) as caught:
        from_yaml(text, place="a.md", first_line=2)
    (problem,) = caught.value.problems
    return str(problem).replace("\n    ", " | ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            HEAD + SPEAKERS.replace("answer}", "answer}, voice: ramona"),
            (
                "a.md:7: something stands behind the closing brace: - {name: Ben, role: answer}, voice: ramona"
                " | Write: - {name: Ben, role: answer, voice: ramona}"
            ),
        ),
        (
            HEAD + SPEAKERS.replace("question}", "question} voice: ramona"),
            (
                "a.md:6: something stands behind the closing brace: - {name: Anna, role: question} voice: ramona"
                " | Write: - {name: Anna, role: question, voice: ramona}"
            ),
        ),
        (
            HEAD + SPEAKERS + "    voice: ramona\n",
            (
                "a.md:8: a line of its own stands below the braces into which it belongs: voice: ramona"
                " | Write: - {name: Ben, role: answer, voice: ramona}"
            ),
        ),
        (
            HEAD + SPEAKERS.replace("question}", "question}\n    voice: ramona"),
            (
                "a.md:7: a line of its own stands below the braces into which it belongs: voice: ramona"
                " | Write: - {name: Anna, role: question, voice: ramona}"
            ),
        ),
        (
            HEAD + SPEAKERS.replace("question}", "question"),
            "a.md:6: the brace { is not closed: - {name: Anna, role: question | Write: - {name: Anna, role: question}",
        ),
        (
            HEAD + SPEAKERS.replace("answer}", "answer") + "draft: true\n",
            "a.md:7: the brace { is not closed: - {name: Ben, role: answer | Write: - {name: Ben, role: answer}",
        ),
        (
            HEAD + SPEAKERS.replace("{name: Ben", "name: Ben"),
            "a.md:7: } is closed and was not opened: - name: Ben, role: answer} | Write: - {name: Ben, role: answer}",
        ),
        (
            HEAD.replace("title: Am", "title:Am") + SPEAKERS,
            "a.md:2: there is no space behind the colon: title:Am Fluss | Write: title: Am Fluss",
        ),
        (
            HEAD.replace("language: de", "language:de") + SPEAKERS,
            "a.md:4: there is no space behind the colon: language:de | Write: language: de",
        ),
        (
            HEAD.replace("Am Fluss", "Energie: ein Gespräch") + SPEAKERS,
            (
                "a.md:2: a text that holds a colon stands in quotes: title: Energie: ein Gespräch"
                ' | Write: title: "Energie: ein Gespräch"'
            ),
        ),
        (
            HEAD.replace("Am Fluss", '"Am Fluss') + SPEAKERS,
            'a.md:2: the quotation mark is not closed: title: "Am Fluss | Write: title: "Am Fluss"',
        ),
        (
            HEAD.replace("Am Fluss", '"Energie" am Fluss') + SPEAKERS,
            (
                'a.md:2: the text goes on behind the closing quotation mark: title: "Energie" am Fluss'
                " | Write: title: '\"Energie\" am Fluss'"
            ),
        ),
        (
            HEAD.replace("Am Fluss", '"Sie sagte "ja" zu ihm"') + SPEAKERS,
            (
                'a.md:2: the text goes on behind the closing quotation mark: title: "Sie sagte "ja" zu ihm"'
                " | Write: title: 'Sie sagte \"ja\" zu ihm'"
            ),
        ),
        (
            HEAD.replace("Am Fluss", "[Anzeige] Am Fluss") + SPEAKERS,
            (
                "a.md:2: a text that begins with [ stands in quotes: title: [Anzeige] Am Fluss"
                ' | Write: title: "[Anzeige] Am Fluss"'
            ),
        ),
        (
            HEAD.replace("Am Fluss", "@amfluss") + SPEAKERS,
            'a.md:2: a text that begins with @ stands in quotes: title: @amfluss | Write: title: "@amfluss"',
        ),
        (
            HEAD.replace("date:", "  date:") + SPEAKERS,
            "a.md:3: is indented otherwise than the lines like it: date: 2024-05-01 | Write: date: 2024-05-01",
        ),
        (
            HEAD + SPEAKERS.replace("  - {name: Ben", " - {name: Ben"),
            (
                "a.md:7: is indented otherwise than the lines like it: - {name: Ben, role: answer}"
                " | Write: - {name: Ben, role: answer}"
            ),
        ),
        (
            HEAD + SPEAKERS.replace("  - {name: Ben", "\t- {name: Ben"),
            (
                "a.md:7: a tab stands where YAML takes spaces only: - {name: Ben, role: answer}"
                " | Write: - {name: Ben, role: answer}"
            ),
        ),
        (
            HEAD.replace("language: de", "language = de") + SPEAKERS,
            "a.md:4: a key ends in a colon and a space: language = de | Write: language: de",
        ),
        (
            HEAD.replace("language: de", "Gespräch (Teil 2)") + SPEAKERS,
            (
                "a.md:4: is not valid YAML: Gespräch (Teil 2) | A line is a key, a colon, a space and a text; a text with a "
                "colon or a # in it stands in quotes."
            ),
        ),
    ],
)
def test_a_mistake_in_front_matter(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('author "x"', "no = stands behind the key: author \"x\" | Write a key, an equals sign, and a text: title = \"…\""),
        ('author: "x"', "no = stands behind the key: author: \"x\" | Write a key, an equals sign, and a text: title = \"…\""),
        ("author = Anna", 'what stands behind the = is no value: author = Anna | Texts stand in "quotes".'),
        ('author = "Anna', 'a quotation mark is not closed in its line: author = "Anna | Close it where the text ends.'),
        ('author = "Anna" Berg', 'more stands behind the value: author = "Anna" Berg | Texts stand in "quotes".'),
        ('title = "y"', 'the key stands twice: title = "y" | Keep one of them.'),
        ('books = ["epub"', 'a bracket [ is not closed: books = ["epub" | Close it with ].'),
        ('author = "C:\\Anna"', "a text in double quotes has a backslash: author = \"C:\\Anna\" | Put it in single quotes: '…'"),
        ("[voices", "the name of a table ends in ]: [voices | Write it like [voices]."),
    ],
)  # fmt: skip
def test_a_mistake_in_a_file_of_toml(line: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        from_toml(f'title = "x"\n{line}\n', place="show.toml")
    (problem,) = caught.value.problems
    said = str(problem).replace("\n    ", " | ")
    assert said.startswith("show.toml:2: is not valid TOML: ") or "not closed" in said
    assert said.partition("is not valid TOML: ")[2] == expected
