"""Makes ``audiobuild/languages/<code>/frequent.txt`` and ``others.txt``: ``python -m tools.frequent_words``, with the package
wordfreq 3.1.1 (Apache-2.0; data CC BY-SA 4.0, which may be had under GPL 3), which is needed for nothing else.

From wordfreq's lists go: words that another of the languages has more than thirty times as often, which are its own ("the" in
German texts); first names but for the most frequent words ("will", "may"), since a name says little about the language that is
spoken; letters that are no words. Parts around apostrophes are words of their own, as :mod:`audiobuild.languages.foreign` looks
them up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import wordfreq

from audiobuild import languages
from audiobuild.importers import first_names
from audiobuild.languages.frequent import FILE, OTHERS
from audiobuild.languages.registry import CODES

SIZE = 10_000
LOOKED_AT = 40_000
THEIRS = 30
CERTAIN = 1_000
"""So many words of a language are kept that are also names."""
SHORT = 200
WITHOUT_RULES = ("ca", "cs", "da", "fi", "hu", "id", "lt", "nb", "ro", "sh", "sk", "sv", "tr")
BY_HAND = {
    "bar": "i a is mia mir san mog di ned net hob host des ma da so no gaudi passt scho oans zwoa bua madl wos wia aa hoid ois"
    " koa nix dahoam geh schau mei dei sei uns eich ham kimm kummt gwen gsagt gwusst mim zum vo auf bei",
    "gsw": "isch das gsi nöd nid ned mer mir dir sie ha hät händ hend muess chunnt wei luege guet vill öppis öpper gärn mitenand"
    " grüezi chli hüt morn au so no scho wieder es en de d s und mit uf vo bi",
    "ksh": "et kütt wie dat wat noch immer jot jejange mer muss och künne drink doch eine met nit nix mir han sin is un de dr die"
    " op em en vun för zo ävver jeck",
    "la": "est et in non ad ut cum sed si qui quae quod ex per ab sunt esse nec enim atque hoc pro quo quid omnia semper deus dei"
    " homo vita mens sana ergo sum vox populi lex ars longa brevis amor vincit omnibus habemus fiat lux tempus fugit carpe diem"
    " nihil rerum novarum alea errare humanum vino veritas dubio reo memento mori de te nos vos nomen omen ave maria gloria pax"
    " vobiscum sanctus agnus tu eius magna laude sine sub rosa deo gratias facto persona grata brute jure iure sic transit mundi"
    " quem opus operandi modus status ante portas hannibal panem circenses divide impera lupus lapsus linguae corpus delicti"
    " curriculum vitae pater noster mater alma dura veni vidi vici cogito post mortem scriptum a priori posteriori absurdum"
    " infinitum libitum hominem nauseam acta terra incognita firma nova vitro vivo flagranti cetera inter pares primus ultima"
    " ratio machina ora labora urbi orbi requiescat pacem ecce cave canem ceterum censeo delenda carthago scholae vitae discimus"
    " tempora mores o verba volant scripta manent",
    "nds": "dat is de un wat nich ik heff hett hebbt wi een mutt to in op för mit ok anners allens sik du büst bi nu mal keen"
    " wesen kummt doot mien dien ehr se sünd weer harr schall vun ut as man denn so dor hier butter snackt seggt löppt ick dir",
}
"""Words without which Latin and dialects look like a language that we know. The most frequent first."""


def main() -> None:
    """Write all lists."""
    folder = Path(languages.__file__).parent
    every = {code: parts(code) for code in CODES}
    for code in CODES:
        head = f"# {code}: frequent words in order, by tools/frequent_words.py from wordfreq 3.1.1 (Robyn Speer, CC BY-SA 4.0)"
        _write(folder / code / FILE, [head, *own(code, every)])
    few = {code: " ".join(_few(code)) for code in WITHOUT_RULES} | BY_HAND
    head = (
        "# Frequent words of other languages and dialects in order, by tools/frequent_words.py, in part from wordfreq"
    )
    _write(folder / OTHERS, [head, *(f"{code} {words}" for code, words in sorted(few.items()))])


def parts(code: str) -> Mapping[str, float]:
    """The words of a language and how frequent they are; what stands around an apostrophe counts for itself."""
    found: defaultdict[str, float] = defaultdict(float)
    for word in wordfreq.top_n_list(code, LOOKED_AT):
        for part in re.findall(r"[^\W\d_]+", word):
            found[part] += wordfreq.word_frequency(word, code)
    return found


def own(code: str, every: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The words that are kept of a language."""
    mine = every[code]
    kept: list[str] = []
    for word in _in_order(mine):
        theirs = max(other.get(word, 0) for name, other in every.items() if name != code)
        certain = len(kept) < CERTAIN
        name = not certain and word in first_names.every()
        if theirs <= THEIRS * mine[word] and not name and (len(word) > 1 or mine[word] > 1e-3) and _is_latin(word):
            kept.append(word)
    return kept[:SIZE]


def _few(code: str) -> Iterator[str]:
    words = _in_order(parts(code))
    return (word for word in words[:SHORT] if len(word) > 1 or word in "aeoyiåàèéíóúwuvksz")


def _in_order(words: Mapping[str, float]) -> list[str]:
    return sorted(words, key=lambda word: (-words[word], word))


def _is_latin(word: str) -> bool:
    return re.fullmatch("[a-zà-öø-ÿœąćęłńśźżßő]+", word) is not None


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
