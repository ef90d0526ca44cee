"""Both genders in one word, as Romance languages print them: "étudiant·e·s", "tod@s l@s niñ@s", "bambini/e".

They are said as a speaker says them, each phrase in both forms: "todos los niños y todas las niñas".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from audiobuild.languages.mechanism import Answer, Place, Rule, rule
from audiobuild.languages.shared.text import GAP


@dataclass(frozen=True, kw_only=True, slots=True)
class Both:
    """The two forms of a word, and whether they are plural."""

    man: str
    woman: str
    plural: bool


def inclusive(
    word: str, both: Callable[[str], Both | None], *, conjunctions: tuple[str, str], example: tuple[str, str]
) -> Rule:
    """``word`` is a pattern; words that follow each other make one phrase. ``conjunctions`` join the forms of a plural ("y")
    and of a singular ("o")."""
    one = re.compile(word)

    def speak(place: Place) -> Answer:
        found = [both(match[0]) for match in one.finditer(place[0])]
        pairs = [forms for forms in found if forms]
        if not pairs or len(pairs) < len(found):
            return None
        men, women = " ".join(forms.man for forms in pairs), " ".join(forms.woman for forms in pairs)
        women = women[0].lower() + women[1:]
        return men if men == women else f"{men} {conjunctions[not pairs[0].plural]} {women}"

    return rule("inclusive form", "word", rf"(?:{word})(?:{GAP}(?:{word})){{0,3}}", speak, example=example)


_LETTERS = r"[^\W\d_]"
_END = r"(?![\w@*·]|[.(/]\w)"


def iberian(
    wholes: Mapping[str, str],
    woman: Callable[[str], str],
    *,
    conjunctions: tuple[str, str],
    example: tuple[str, str],
) -> Rule:
    """ "tod@s", "todxs", "alumnos/as", "alumno(a)s" of Spanish and Portuguese. ``wholes`` are short words with their other
    form ("el" = "la"), ``woman`` makes that of others."""
    sign = rf"(?:{_LETTERS}{{1,12}}-)?{_LETTERS}{{1,20}}@s?{_END}|{_LETTERS}{{0,20}}[b-df-hj-np-tvzñç]xs{_END}"
    second = "|".join(sorted(set(wholes.values()), key=len, reverse=True))
    slash = rf"{_LETTERS}{{1,20}}/(?:as?|ãs?|{second}){_END}|{_LETTERS}{{1,20}}\(as?\)s?{_END}"

    def both(printed: str) -> Both | None:
        if found := re.fullmatch(r"([\w-]+)[@x](s?)", printed):
            plural = bool(found[2])
            man = {"l": "el", "un": "un"}.get(found[1].lower(), found[1] + "o") if not plural else found[1] + "os"
            man = re.sub("oros$", "ores", man) if plural else man.removesuffix("o") if man.endswith("oro") else man
            return Both(man=man, woman=f"{found[1]}a{found[2]}", plural=plural)
        man, _, end = printed.replace("(", "/").partition("/")
        man += "s" if end in {"a)s", "as)"} and not man.endswith("s") else ""
        if (
            not re.search("(?i:os?|ntes?|jefes?|res|[rnlêã])$", man)
            or (len(man) < 3 and man.lower() not in wholes)
            or end == ")"
        ):
            return None
        return Both(man=man, woman=wholes.get(man.lower()) or woman(man), plural=man.endswith("s"))

    return inclusive(f"{sign}|{slash}", both, conjunctions=conjunctions, example=example)


_MANY = {"tou": ("tous", "toutes"), "tous": ("tous", "toutes")}
_FEMININE = (
    (r"teur", "rice", "trice"),
    (r"teur", "trice", "trice"),
    (r"eu[rx]", "euse", "euse"),
    (r"x", "se", "se"),
    (r"er", "ère|e", "ère"),
    (r"ier", "ière", "ière"),
    (r"f", "ve", "ve"),
    (r"if", "ive", "ive"),
    (r"au", "ales", "ales"),
    (r"c", "que", "que"),
    (r"c", "che", "che"),
    (r"", "(?:e|ne|le|te|sse|esse|fe)", ""),
)


def french(wholes: Mapping[str, str], *, conjunctions: tuple[str, str], example: tuple[str, str]) -> Rule:
    """ "étudiant·e·s", "citoyen.ne", "acteur·rice·s", "invité(e)s"; ``wholes`` are two words written out: "ceux" = "celles"."""
    ends = r"(?:e|fe|ne|le|te|[t]?rice|euse|se|i?ère|i?ve|esse|sse|que|che|ale)"
    dot, letters = "[·•⋅∙‧・]", rf"{_LETTERS}{{1,24}}"
    second = "|".join(sorted({*wholes, *wholes.values()}, key=len, reverse=True))
    word = (
        rf"{letters}{dot}(?:{ends}(?:{dot}?s)?|s{dot}{ends}s?|{second})(?![\w·])"
        rf"|{letters}\.(?:e|ne|le|te|[t]?rice|euse|i?ère|i?ve)(?:\.?s)?(?![\w.]\w|\w)"
        rf"|{_LETTERS}{{3,24}}\({ends}\)s?(?!\w)|{_LETTERS}{{3,24}}\({ends}s\)(?!\w)|{letters}-e-s(?![\w-])|{letters}-(?:ne|le|trice|euse)-s(?![\w-])"
    )

    def both(printed: str) -> Both | None:
        man, *ends = [part for part in re.split(r"[^\w]", printed) if part]
        if ends[0] in {*wholes, *wholes.values()} and ends[0] not in {"e", "le"}:
            pair = (man, ends[0]) if man.lower() in wholes else (ends[0], man)
            return Both(man=pair[0], woman=pair[1], plural=man.endswith("s") or man == "ceux")
        plural = printed.rstrip(")").endswith("s")
        if man.lower() in _MANY:
            many = _MANY[man.lower()]
            return Both(man=man[0] + many[0][1:], woman=man[0] + many[1][1:], plural=True)
        end = next(part for part in ends if part != "s").removesuffix("s")
        man = man.removesuffix("s") if plural and len(man) > 3 else man
        for stem, printed_end, said in _FEMININE:
            if re.fullmatch(printed_end, end) and (found := re.search(f"{stem}$", man)):
                woman = man[: found.start()] + (said or end)
                ending = "" if not plural or man.endswith(("s", "x")) else "s"
                return Both(man=man + ending, woman=woman + ("s" if plural else ""), plural=plural)
        return None

    return inclusive(word, both, conjunctions=conjunctions, example=example)


def italian(
    wholes: Mapping[str, str],
    own: Mapping[str, str],
    *,
    no: str,
    conjunctions: tuple[str, str],
    example: tuple[str, str],
) -> Rule:
    """ "tutt*", "ragazzə", "bambini/e", "il/la". ``own`` has the feminine plural of some words, ``no`` is a pattern of words
    whose star is a footnote's."""
    second = "|".join(sorted(set(wholes.values()), key=len, reverse=True))
    sign = rf"(?!(?:{no})\*){_LETTERS}{{2,24}}[b-df-hj-np-tv-z](?:\*|ə|@){_END}"
    word = rf"{sign}|{_LETTERS}{{1,24}}/(?:[aeio]|trice|trici|{second}){_END}"

    def both(printed: str) -> Both | None:
        if found := re.fullmatch(r"(\w+)[*ə@]", printed.replace("ə", "@")):
            stem = found[1]
            man = stem + "i"
            woman = own.get(stem.lower()) or (
                f"{stem}he"
                if stem[-1] in "cg"
                else re.sub("tor$", "trici", stem)
                if stem.endswith("tor")
                else man
                if re.search("[ae]nt$", stem)
                else f"{stem}e"
            )
            return Both(man=f"{stem}hi" if stem.endswith("g") else man, woman=woman, plural=True)
        man, end = printed.split("/")
        if man.lower() in wholes:
            return Both(
                man=man, woman=wholes[man.lower()], plural=man.lower() in {"i", "gli", "dei", "ai", "nei", "tutti"}
            )
        if len(man) < 4 or not re.search("[oie]$", man) or (man[-1], end) not in _ITALIAN_ENDS:
            return None
        if end.startswith("tric"):
            return Both(man=man, woman=re.sub("tor[ei]$", end, man), plural=end.endswith("i"))
        stem = man[:-1] + ("h" if man[-2] in "cg" and end == "e" and man[-1] == "i" else "")
        return Both(man=man, woman=stem + end, plural=man.endswith("i"))

    return inclusive(word, both, conjunctions=conjunctions, example=example)


_ITALIAN_ENDS = {("o", "a"), ("i", "e"), ("e", "a"), ("e", "trice"), ("i", "trici")}
