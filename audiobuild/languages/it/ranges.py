"""Two numbers with a dash between them: "da 8 a 10", "dalle 9 alle 13", "1770, 1827"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from audiobuild.languages.mechanism import Answer, Place, Rule, rule
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import Vocabulary

_FROM = re.compile(r"\b[Dd]a(l|i|lle)?(?: (?:ore|giorno|num\w+))? $")
_BETWEEN = re.compile(r"\b(?:[Tt]ra|[Ff]ra)(?: \w{1,3})? $")
_TIMED = re.compile(
    r"\b(?:[Oo]re|[Oo]rari\w?|[Aa]pert\w|[Cc]hius\w|[Hh]|\w{3,5}dì|sabato|domenica|lun|mar|mer|gio|ven|sab|dom)\b[^;()]{0,40}$"
)
_JOINED = re.compile(
    r"\b(?:[Pp]er|[Ii]n|[Dd]i|[Aa]d?|[Cc]on|[Dd]opo|[Oo]gni|[Cc]irca|ca\.|[Ss]u|[Ii]l|[Ii]|[Ll][aeo]|[Gg]li|[Uu]n\w?|[Oo]ltre"
    r"|(?:[Dd]e|[Nn]e|[Aa]|[Ss]u|[Cc]o)(?:l|i|gli|lle|lla)|[Pp]rimi|[Pp]rime|[Uu]ltim[ie]|[Ee]ntro|[Aa]ltr[ie]|[Cc]iascun\w) $"
)
_PLACES = re.compile(r"\b(?:artt|pp|pagg|vv|nn|cc|ff|articoli|pagine|versi|numeri|righe)\.? $")
SHORT_MONTHS = {
    "gen": "gennaio",
    "genn": "gennaio",
    "feb": "febbraio",
    "febbr": "febbraio",
    "apr": "aprile",
    "mag": "maggio",
    "giu": "giugno",
    "lug": "luglio",
    "ago": "agosto",
    "set": "settembre",
    "sett": "settembre",
    "ott": "ottobre",
    "nov": "novembre",
    "dic": "dicembre",
}
_TEAMS = re.compile(r"[A-Z][a-zà-ù]+ ?[–-] ?[A-Z]\w+(?: [A-Z]\w+)?:? (?:\d{1,3}[–-]\d{1,3} \()?$")
"""Two that play against each other."""
_PAIR = re.compile(r"(?<![\w.,:/])(\d{1,3})[–-](\d{1,3})(?![\w.,:/]*\d)")
_COUNTED = "giorni|settimane|mesi|anni|ore|minuti|secondi|persone|euro|volte|gocce|compresse|cucchiai|punti"


_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?!\d)"
_YEAR = r"1\d{3}|20\d\d"


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """What stands near a range: words of scores, units and months behind it."""

    words: Vocabulary

    @cached_property
    def near(self) -> re.Pattern[str]:
        """The words of scores."""
        return re.compile("|".join(self.words.score))

    @cached_property
    def unit(self) -> re.Pattern[str]:
        """What is measured or counted."""
        return re.compile(rf"{GAP}?(?:{any_of(self.words.names)}|{_COUNTED})(?!\w)")

    @cached_property
    def month(self) -> re.Pattern[str]:
        """A month, which makes it a range of days."""
        return re.compile(rf" (?:{any_of(self.words.months, SHORT_MONTHS)})\b")

    def scored(self, place: Place, behind: str) -> bool:
        """Whether it is the result of a match, or one of several."""
        last = place["last"]
        if self.unit.match(behind) or "," in place["first"] + last:
            return False
        around = place.behind + place[0] + last + behind
        falling = any(int(first) > int(last) for first, last in _PAIR.findall(around))
        falling = falling or bool(_TEAMS.search(place.behind))
        return len(last) < 4 and (falling or bool(self.near.search(place.behind) or self.near.search(behind)))

    def numbers(self, place: Place) -> Answer:
        """The first number with the dash."""
        first, last = place["first"], place["last"]
        end = place.match.end("last")
        behind = place.text[end : end + 60]
        years = re.fullmatch(_YEAR, first) and re.fullmatch(rf"{_YEAR}|\d\d", last)
        joined = place.match.end() - place.match.start() == len(first) + 1
        numbered = re.search(r"\b[nN](?:\.|[°º]|\.[°º]|r\.) ?$", place.behind)
        if joined and not numbered and max(len(first), len(last)) < 4 and self.scored(place, behind):
            return f"{first} a "
        rising = _value(first) < _value(last) or (years and len(last) == 2)
        if not rising or (first[0] == "0" and first[1:2].isdecimal()) or len(last) - len(first) > 2:
            return None
        if numbered:
            return None
        return self._joined(place, bool(years), behind)

    def _joined(self, place: Place, years: bool, behind: str) -> str:
        first = place["first"]
        if opened := _FROM.search(place.behind):
            return f"{first} a{opened[1] or ''} "
        if _BETWEEN.search(place.behind):
            return f"{first} e "
        joined = _JOINED.search(place.behind)
        if self.month.match(behind) and not joined:
            return f"dal {self.words.first_day if first == '1' else first} al "
        if (years and not _PLACES.search(place.behind)) or joined:
            return f"{first}, "
        timed = not self.unit.match(behind) and _TIMED.search(place.behind)
        if timed and _value(first) < 24 >= _value(place["last"]):
            return f"{_at('dalle', first)} {_at('alle', '')}"
        return f"da {first} a "

    def times(self, place: Place) -> Answer:
        """ "9.30-12"."""
        hours, minutes = (int(place["hour"]), int(place["until"])), (place["minute"], place["minutes"])
        measured = self.unit.match(place.ahead) or re.match(GAP + "?[€$%]", place.ahead)
        if not any(minutes) or max(hours) > 24 or measured:
            return None
        first, last = (
            f"{hour}{f' e {int(minute)}' if minute.strip('0') else ''}"
            for hour, minute in zip(hours, minutes, strict=True)
        )
        opened = re.search(r"\b[Dd]all[e'’](?: ore)? ?$", place.behind)
        return f"{first if opened else _at('dalle', first)} {_at('alle', last)}"


def ranges(words: Vocabulary) -> tuple[Rule, Rule, Rule]:
    """The first number of a range with the dash behind it, since what is behind that says its own unit; and times.

    A score ("2-1") is none: its second number is the smaller, or the text says so.
    """
    some = Ranges(words=words)
    return (
        rule(
            "range",
            "digit",
            rf"{APART}(?P<first>{_NUMBER})\s?[–-]\s?(?=[€$£]?{GAP}?(?P<last>{_NUMBER})(?![.:/]?\d|[–-]\d))",
            some.numbers,
            example=("per 8-10 minuti, da 3-5 anni, pagine 3-5", "per 8, 10 minuti, da 3 a 5 anni, pagine da 3 a 5"),
        ),
        rule(
            "time",
            "digit",
            rf"{APART}(?P<hour>\d{{1,2}})(?:[.:,](?P<minute>[0-5]\d))?\s?[–-]\s?"
            rf"(?P<until>\d{{1,2}})(?:[.:,](?P<minutes>[0-5]\d))?(?:{GAP}?(?:h|ore)(?!\w))?(?![\d/]|[.,:–-]\d)",
            some.times,
            example=("ore 9.30-12", "ore dalle 9 e 30 alle 12"),
        ),
        rule(
            "time",
            "digit",
            rf"{APART}(?P<hour>\d{{1,2}})[.:](?P<minute>[0-5]\d) [–-] (?=\d{{1,2}}[.:]\d\d)",
            _listed,
            example=("ore 16.00 - 18.15 - 20.30", "ore 16, 18 e 15, 20 e 30"),
        ),
    )


def days(words: Vocabulary) -> Rule:
    """ "lun.–ven." and "aprile-giugno": from one to the other."""
    names = {**words.days, **SHORT_MONTHS, **{name: name for name in (*words.weekdays, *words.months)}}
    names["mar"] = "mar"  # martedì or marzo
    names |= {name.capitalize(): said for name, said in names.items()}
    either = any_of(names)

    def speak(place: Place) -> Answer:
        first, last = names[place["first"]], names[place["last"]]
        if "mar" in {first, last}:
            other = last if first == "mar" else first
            month = other in words.months
            first, last = (("marzo" if month else "martedì") if name == "mar" else name for name in (first, last))
        if re.search(r"\d\s?(?:-\w+ )?$", place.behind) or (first in words.months) != (last in words.months):
            return None
        opened = re.search(r"\b[Dd]a(?:l|lla)? $", place.behind)
        if first in words.months:
            joined = re.search(r"\b(?:[Dd]i|[Nn]el|[Dd]el|[Ii]l|[Ii]n|[Aa]) $", place.behind)
            return f"{first}, " if joined else f"{'' if opened else 'da '}{first} a "
        start = "dalla" if first == "domenica" else "dal"
        return f"{'' if opened else start + ' '}{first} {'alla' if last == 'domenica' else 'al'} "

    return rule(
        "range",
        "word",
        rf"(?P<first>{either})\.?\s?[–-]\s?(?=(?P<last>{either})(?!\w))",
        speak,
        example=("aperto lun.–ven., aprile-giugno", "aperto dal lunedì al venerdì, da aprile a giugno"),
    )


def _listed(place: Place) -> Answer:
    """ "16.00 - 18.15 - 20.30"."""
    several = re.match(r"\d\d?.\d\d [–-] \d", place.ahead) or re.search(r"\d [–-] $", place.behind)
    minute = int(place["minute"])
    return f"{place['hour']}{f' e {minute}' if minute else ''}, " if several else None


def _value(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def _at(word: str, hour: str) -> str:
    """ "dalle 9", "dall'una"."""
    return f"{word[:-1]}'una{hour[1:]}" if re.match(r"1(?!\d)", hour) else f"{word} {hour}"
