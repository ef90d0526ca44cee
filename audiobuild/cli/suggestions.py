"""What somebody meant who typed a command or an option that does not exist: a misspelt one, or another word for it.

Whoever thinks in German types ``bauen``, whoever comes from another tool ``--output-dir``. Nothing is done on a guess: it is
said, and the command ends with 2.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from audiobuild.inputs import files, near
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
    "moved": "umgezogen umzug umziehen redirect weiterleiten",
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
    "--renew": "--erneuern --rebuild --again --fresh",
    "--sample": "--beispiel --example --demo",
    "--slug": "--name --kurzname",
    "--title": "--titel",
    "--verbose": "--ausführlich --debug",
    "--version": "--programmversion",
    "--voice": "--stimme --speaker",
    "--yes": "--ja --assume-yes",
}
"""The words that are typed for an option."""

_MOST_WORDS = 20
"""Of a file's name."""
_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def for_command(words: Sequence[str], path: str, commands: Sequence[str]) -> Message:
    """A remedy for who typed the first of ``words`` where one of the ``commands`` behind ``path`` should stand."""
    word = words[0]
    if "new" in commands:
        if re.match("https?://", word) or Path(word).is_file():
            return msg("To make an episode of it: {} new {}", path, in_quotes(word))
        if parted := in_pieces(words):
            return msg("To make an episode of it: {} new {}", path, in_quotes(parted))
    if meant_ := near.remedy(meant(word, commands, COMMANDS)):
        return meant_
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
    if meant_for and name in elsewhere[meant_for]:
        return msg("It stands behind its command: {} {}", meant_for, name)
    if here := near.remedy(_longer(name, options) or meant(name, _long(options), OPTIONS)):
        return here
    every = {option for theirs in elsewhere.values() for option in theirs}
    for known in [name] if name in every else meant(name, _long(every), OPTIONS)[:1]:
        others = ", ".join(command for command, theirs in elsewhere.items() if known in theirs)
        told = msg("Commands that take it: {}", others)
        return told if known == name else msg("Did you mean {}? {}", known, told)
    return NOTHING


def _long(options: Collection[str]) -> list[str]:
    return sorted(option for option in options if option.startswith("--"))


def _longer(name: str, options: Collection[str]) -> list[str]:
    """The options that say more than ``name`` and end with it: --title of --episode-title."""
    return [option for option in _long(options) if option.endswith(name.removeprefix("-")) and name.startswith("--")]


def meant(word: str, names: Collection[str], others: Mapping[str, str]) -> list[str]:
    """Which of the ``names`` is meant by ``word``, the likeliest first: one of its ``others``, or what looks like it."""
    of: dict[str, list[str]] = {}
    for name in names:
        for one in (name, *others.get(name, "").split()):
            of.setdefault(plain(one), []).append(name)
    small = plain(word[:60])
    found = [small] if small in of else near.names(small, of, most=2)
    return list(dict.fromkeys(name for one in found for name in of[one]))


def in_pieces(words: Sequence[str]) -> str:
    """The file whose name stands there in several words, as it does where nobody puts it in quotes; or nothing."""
    for begin in range(len(words)):
        for end in range(min(len(words), begin + _MOST_WORDS), begin + 1, -1):
            if files.is_file(Path(name := " ".join(words[begin:end]))):
                return name
    return ""


def in_quotes(name: str) -> str:
    """A name as it is typed: what has spaces in double quotes, which all shells know."""
    told = shown(name, 200)
    return f'"{told}"' if " " in told else told


def plain(word: str) -> str:
    """A word in small letters, with ae for ä."""
    return word.casefold().translate(_PLAIN)
