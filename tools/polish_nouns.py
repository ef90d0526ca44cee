"""Makes ``audiobuild/languages/pl/nouns.tsv``: ``python -m tools.polish_nouns``, with the packages morfeusz2 1.99.15 (its
dictionary SGJP: BSD 2-Clause) and wordfreq 3.1.1, which are needed for nothing else.

A line is what its nouns can be, and the nouns. Each thing that they can be is three signs: gender (p for persons, a for animals,
m, f, n, and c for what is counted "dwoje, troje": children and doors), number (s, p), and case (n, g, d, a, i, l).
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import morfeusz2
import wordfreq

LOOKED_AT = 130_000
OUT = Path(__file__).parent.parent / "audiobuild" / "languages" / "pl" / "nouns.tsv"
GENDERS = {"m1": "p", "m2": "a", "m3": "m", "f": "f", "n": "n"}
STRANGE = {"litra", "ton", "minut", "godzin"}
"""Lemmas that look like the forms of usual nouns."""
ENDINGS = {"ami": "pi", "ach": "pl", "om": "pd"}
"""What audiobuild/languages/pl/nouns.py knows by itself."""
RARER = 0.5
UNUSUAL = {"daw.", "przest.", "gwar.", "rzad."}
PERSONS = {
    "członek",
    "żyd",
    "tłumacz",
    "dziadek",
    "generał",
    "sekretarz",
    "kierownik",
    "pilot",
    "adwokat",
    "przewodnik",
    "dzieciak",
    "operator",
    "reprezentant",
    "organizator",
    "przodek",
    "grafik",
    "geniusz",
    "kardynał",
    "kurier",
    "satelita",
    "informator",
    "lektor",
    "migrant",
    "pirat",
    "pomocnik",
    "menedżer",
    "bojownik",
    "patron",
    "starzec",
    "poprzednik",
    "pośrednik",
    "łowiec",
    "mnich",
    "mer",
    "maluch",
    "cygan",
    "skoczek",
    "śpiewak",
    "edytor",
    "osadnik",
    "admirał",
    "akademik",
    "idol",
    "kontroler",
    "moderator",
    "faworyt",
    "biegacz",
    "łącznik",
    "żeglarz",
    "bokser",
    "bliźniak",
    "coach",
    "myśliwy",
    "plastyk",
    "biegun",
    "kapelan",
    "promotor",
    "mentor",
    "szejk",
    "faraon",
    "mister",
    "inicjator",
    "dystrybutor",
    "niemiec",
    "węgier",
    "francuz",
    "klient",
}
"""Who can also be a thing or an animal, but is mostly a person."""
CASES = {"nom": "n", "gen": "g", "dat": "d", "acc": "a", "inst": "i", "loc": "l"}
COLLECTIVE = {"dziecko", "drzwi", "wnuczę", "niemowlę", "szczenię", "kocię", "kurczę", "prosię", "jagnię"}


def main() -> None:
    """Write the table."""
    analyser = morfeusz2.Morfeusz(analyse=True, generate=True)
    lines: defaultdict[str, set[str]] = defaultdict(set)
    for word in wordfreq.top_n_list("pl", LOOKED_AT, wordlist="best"):
        if word.isalpha() and len(word) > 2 and (tags := _tags(analyser, word)):
            if len(word) > 5 and {tag[1:] for tag in tags} == {ENDINGS.get(word[-3:], ENDINGS.get(word[-2:]))}:
                continue
            lines[" ".join(sorted(tags))].add(word)
    rows = (f"{tags}\t{' '.join(sorted(words))}\n" for tags, words in sorted(lines.items()))
    head = "# Polish nouns, by tools/polish_nouns.py from SGJP (Marcin Woliński and others, BSD 2-Clause), the most frequent of\n"
    OUT.write_text(
        f"{head}# wordfreq 3.1.1 (Robyn Speer, CC BY-SA 4.0): gender, number, case; between tabs\n{''.join(rows)}",
        "utf-8",
    )


def _tags(analyser: morfeusz2.Morfeusz, word: str) -> set[str]:
    """What the word can be, by those of its lemmas whose forms are not much rarer than those of another; nothing if it is rather a verb."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    verbs = set()
    for _, _, (_, lemma, tag, kinds, labels) in analyser.analyse(word):
        parts = tag.split(":")
        name = lemma.split(":")[0]
        if parts[0] in {"fin", "praet"}:
            verbs.add(name)
        if parts[0] != "subst" or not name[0].islower() or {"imię", "nazwisko"} & set(kinds):
            continue
        if UNUSUAL & set(labels) or name in STRANGE:
            continue
        gender = "c" if name in COLLECTIVE else GENDERS[parts[3]]
        found[name] |= {f"{gender}{parts[1][0]}{CASES[case]}" for case in parts[2].split(".") if case in CASES}
    if not found or max(map(_frequency, verbs), default=0) > max(map(_frequency, found)):
        return set()
    often = {name: _often(analyser, name) for name in found}
    tags = set().union(*(found[name] for name in found if often[name] + RARER >= max(often.values())))
    genders = {tag[0] for tag in tags}
    if "p" in genders and genders & {"m", "a"} and not PERSONS & set(found):
        return {tag for tag in tags if tag[0] != "p"}
    return tags


@cache
def _frequency(form: str) -> float:
    return float(wordfreq.zipf_frequency(form, "pl", wordlist="best"))


@cache
def _often(analyser: morfeusz2.Morfeusz, lemma: str) -> float:
    """How frequent the noun's forms are in the mean, on Zipf's scale: "kart" is as frequent as "karta", but not "kartem"."""
    forms = {
        form for form, name, tag, *_ in analyser.generate(lemma) if name.split(":")[0] == lemma and tag[:5] == "subst"
    }
    return sum(_frequency(form) for form in forms) / max(len(forms), 1)


if __name__ == "__main__":
    main()
