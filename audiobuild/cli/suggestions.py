"""What somebody meant who typed a command or an option that does not exist: a misspelt one, or another word for it.

Whoever thinks in German types ``bauen``, whoever comes from another tool ``--output-dir``. Nothing is done on a guess: it is
said, and the command ends with 2.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from functools import partial, reduce
from pathlib import Path

from audiobuild.messages import NOTHING, Message, msg
from audiobuild.text import shown

COMMANDS: Mapping[str, str] = {
    "new": "neu anlegen anfangen erstellen create start begin",
    "init": "initialisieren einrichten starten setup",
    "import": "importieren übernehmen einlesen hinzufügen add convert load read",
    "build": "bauen erzeugen erstellen vertonen make compile generate render",
    "remove": "entfernen löschen delete rm uninstall",
    "check": "prüfen testen überprüfen validieren validate verify lint test",
    "publish": "veröffentlichen publizieren hochladen upload deploy push release",
    "serve": "anzeigen ansehen vorschau zeigen preview server show watch view open",
    "say": "sagen sprechen vorlesen hören anhören speak read play",
    "voices": "stimmen stimme voice speakers",
    "cache": "zwischenspeicher aufräumen clean",
    "help": "hilfe man",
    "install": "installieren download",
    "size": "größe",
    "prune": "aufräumen clean clear",
}
"""The words that are typed for a command, of groups too."""

OPTIONS: Mapping[str, str] = {
    "--accept-sound": "--ton-annehmen",
    "--answer-speaker": "--antwort --gast --guest --interviewee",
    "--as-article": "--als-artikel --artikel --article",
    "--author": "--autor --autorin --herausgeber --publisher",
    "--date": "--datum --day --published",
    "--description": "--beschreibung",
    "--drafts": "--entwürfe --draft",
    "--dry-run": "--probelauf --trockenlauf --simulate --trial --no-act",
    "--email": "--mail --e-mail",
    "--explain": "--erklären --why",
    "--force": "--erzwingen --überschreiben --replace",
    "--help": "--hilfe --usage",
    "--jobs": "--workers --threads --prozesse",
    "--json": "--as-json --format",
    "--language": "--sprache --lang --locale",
    "--link": "--adresse --url --address",
    "--output": "--ausgabe --ausgabedatei --out --file",
    "--overwrite": "--ersetzen",
    "--progress": "--fortschritt",
    "--project": "--ordner --verzeichnis --projekt --directory --dir --folder",
    "--prune": "--aufräumen --clean",
    "--question-speaker": "--frage --redaktion --interviewer",
    "--quiet": "--leise --still --silent",
    "--sample": "--beispiel --example --demo",
    "--slug": "--name --kurzname",
    "--title": "--titel",
    "--verbose": "--ausführlich --debug",
    "--version": "--programmversion",
    "--voice": "--stimme --speaker",
    "--yes": "--ja --assume-yes",
}
"""The words that are typed for an option."""

_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def for_command(word: str, path: str, commands: Sequence[str]) -> Message:
    """A remedy for who typed ``word`` where one of the ``commands`` behind ``path`` should stand."""
    if "new" in commands and (re.match("https?://", word) or Path(word).is_file()):
        return msg("To make an episode of it: {} new {}", path, shown(word, 200))
    if near := meant(word, commands, COMMANDS):
        return msg("Did you mean {}?", _either(near))
    return msg("Commands here: {}. What each does: {} --help", ", ".join(commands), path)


def for_option(
    typed: str, options: Collection[str], elsewhere: Mapping[str, Collection[str]], meant_for: str
) -> Message:
    """A remedy for who ``typed`` an option that is none of the ``options`` there, or nothing; ``elsewhere`` are those of
    other commands, by the command as it is typed, and ``meant_for`` is the one that stands behind it."""
    name = typed.partition("=")[0]
    name = f"-{name}" if not name.startswith("--") and len(name) > 2 else name
    if name in options:
        return msg("Did you mean {}?", name)
    others = [command for command, theirs in elsewhere.items() if name in theirs]
    if meant_for in others:
        return msg("It stands behind its command: {} {}", meant_for, name)
    long = sorted(option for option in options if option.startswith("--"))
    if near := meant(name, long, OPTIONS):
        return msg("Did you mean {}?", _either(near))
    return msg("Commands that take it: {}", ", ".join(others)) if others else NOTHING


def meant(word: str, names: Collection[str], others: Mapping[str, str]) -> list[str]:
    """Which of the ``names`` is meant by ``word``, the likeliest first: one of its ``others``, or what looks like it."""
    of: dict[str, list[str]] = {}
    for name in names:
        for one in (name, *others.get(name, "").split()):
            of.setdefault(_plain(one), []).append(name)
    plain = _plain(word[:60])
    near = [plain] if plain in of else difflib.get_close_matches(plain, of, n=2, cutoff=0.7)
    return list(dict.fromkeys(name for one in near for name in of[one]))


def _plain(word: str) -> str:
    return word.casefold().translate(_PLAIN)


def _either(names: Sequence[str]) -> str:
    return reduce(partial(msg, "{} or {}"), names)
