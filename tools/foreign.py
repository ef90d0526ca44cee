"""How surely another language is found: ``python -m tools.foreign --own de FILE…``.

A file has a text a line: a quotation, a title or a sentence, which ``--language`` says that they are in; without it they are in
``--own``, and nothing is to be found. Prints how many are found so, for texts of up to three words and of more, and every other one.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import click

from audiobuild.languages.foreign import language_of


def main() -> None:
    """Print what is found in each file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--own", required=True)
    parser.add_argument("--language", default="")
    arguments = parser.parse_args()
    for path in arguments.files:
        texts = path.read_text("utf-8").splitlines()
        short = [text for text in texts if len(text.split()) < 4]
        _count(f"{path}, up to 3 words", short, arguments.own, arguments.language)
        _count(f"{path}, longer", [text for text in texts if text not in set(short)], arguments.own, arguments.language)


def _count(name: str, texts: Sequence[str], own: str, language: str) -> None:
    found = [(text, language_of(text, own)) for text in texts]
    click.echo(f"{name}: {sum(code == language for _, code in found)} of {len(found)}")
    for text, code in found:
        if code != language:
            click.echo(f"  {code or 'nothing'}: {text}")


if __name__ == "__main__":
    main()
