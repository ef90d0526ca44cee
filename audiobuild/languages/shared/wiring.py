"""From a language's words and grammar to its ordered rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from audiobuild.languages.lexicon import read_table
from audiobuild.languages.mechanism import Ending, Language, Place, Rule
from audiobuild.languages.shared import (
    abbreviations,
    amounts,
    calendar,
    capitals,
    durations,
    loans,
    numbers,
    prices,
    signs,
    web,
)
from audiobuild.languages.shared.grammar import Grammar
from audiobuild.languages.shared.text import any_of, forms

Group = Callable[[Grammar], tuple[Rule, ...]]
_WEB_EXAMPLES = ("e-mail", "url", "www", "file", "domain", "hashtag", "mention")


def language(code: str, grammar: Grammar) -> Language:
    """All that is known of how the language is read."""
    words = grammar.words
    return Language(
        code=code,
        rules=(*_ordered(grammar), *loans.loans(code, words.examples.get("loan word"))),
        openers=words.openers,
        acronyms=words.acronyms | grammar.acronyms,
        foreign=re.compile(words.foreign),
        lexicon=read_table(code),
        calibration=words.calibration,
    )


def _ordered(grammar: Grammar) -> Iterator[Rule]:
    names = list(GROUPS)
    if grammar.letters_first:
        names.remove("letters")
        names.insert(names.index("weekdays"), "letters")
    if strange := (grammar.before.keys() | grammar.instead.keys()) - GROUPS.keys():
        raise KeyError(f"there are no groups of rules {sorted(strange)}")
    for name in names:
        yield from grammar.before.get(name, ())
        yield from grammar.instead[name] if name in grammar.instead else GROUPS[name](grammar)


def _addresses(g: Grammar) -> tuple[Rule, ...]:
    files = {"mp3": f"M-P-{g.cardinal(3)}", "mp4": f"M-P-{g.cardinal(4)}", **g.words.files}
    examples = {name: g.words.examples[name] for name in _WEB_EXAMPLES}
    return web.web(web.WebWords(**g.words.web, files=files), examples=examples)


def _weekdays(g: Grammar) -> tuple[Rule, ...]:
    words = g.words
    return (calendar.weekdays(words.days, "|".join(words.joints), example=words.examples["weekday"]),)


def _abbreviations(g: Grammar) -> tuple[Rule, ...]:
    words, own = g.words, g.abbreviations
    numbered = {
        key: abbreviations.numbered(spoken, words.numerals, words.never.get(key))
        for key, spoken in words.numbered.items()
    }
    tables: dict[Ending, Mapping[str, abbreviations.Spoken]] = {
        "never": {**words.never, **numbered, **own.get("never", {})},
        "opener": {**words.opener, **own.get("opener", {})},
        "capital": {**words.capital, **own.get("capital", {})},
    }
    counted = {key: abbreviations.counted(forms, g.form, g.decline) for key, forms in words.counted.items()}
    tables = abbreviations.tried_first(counted, tables)
    return (
        abbreviations.abbreviations(
            tables, units=words.names.keys() - words.counted.keys(), example=words.examples["abbreviation"]
        ),
    )


def _dates(g: Grammar) -> tuple[Rule, ...]:
    words = g.words

    def date(_place: Place, day: int, month: int, year: str) -> str:
        said = words.first_day if day == 1 else day
        return words.date.format(day=said, month=words.months[month - 1], year=year)

    return calendar.numeric_dates(
        g.date or date, separators="/.-", examples=(words.examples["date"], words.examples["date, year first"])
    )


def _times(g: Grammar) -> tuple[Rule, ...]:
    words = g.words
    return calendar.clock(
        g.time,
        marks=":.",
        units="|".join(words.hours),
        score="|".join(words.score),
        to="|".join(filter(None, (words.to, words.conjunction))),
        introduced="|".join(words.before_hours),
        examples=tuple(
            words.examples[name]
            for name in ("time with unit", "time", *(("time behind a word",) if words.before_hours else ()))
        ),
    )


def _durations(g: Grammar) -> tuple[Rule, ...]:
    words, agreed = g.words, _agreed(g)

    def counted(amount: str, symbol: str) -> str:
        name = g.form(words.unit_names[symbol], amount, " ")
        said = agreed(amount, name)
        return f"{said}{name}" if said.endswith("'") else f"{said} {name}"

    return durations.durations(words, counted, g.time, examples=[words.examples[name] for name in durations.EXAMPLES])


def _agreed(g: Grammar) -> Callable[[str, str], str]:
    """How an amount is said before a name: "1" as "una"."""
    return g.agreed or (lambda amount, name: g.words.article(name) if amount == "1" else amount)


def _ordinals(g: Grammar) -> tuple[Rule, ...]:
    words = g.words
    if not g.ordinal:
        return ()
    grouping = f"{words.grouping}\xa0\u202f"
    return (
        calendar.ordinals(
            words.ordinal_endings,
            g.ordinal,
            grouping=grouping,
            before_degrees=words.before_degrees,
            small_words=words.small_words,
            example=words.examples["ordinal"],
        ),
    )


def _phone(g: Grammar) -> tuple[Rule, ...]:
    words, digits = g.words, tuple(g.cardinal(digit) for digit in range(10))
    return (
        amounts.phone(
            digits,
            words.plus,
            behind=rf"\b(?:ISBN(?:-1[03])?|{'|'.join(words.phone)})",
            usual="|".join(words.phone_numbers) or "(?!)",
            pairs=words.phone_pairs,
            example=words.examples["phone number"],
        ),
    )


def _prices(g: Grammar) -> tuple[Rule, ...]:
    words = g.words
    currencies = {**words.currency_names, **forms(words.currency_words)}
    saying = prices.Saying(
        currencies=currencies,
        cents=words.cent_names,
        form=g.form,
        agreed=_agreed(g),
        change=g.change or (lambda cents, _forms: f"{words.cents_joint} {cents}".lstrip()),
        elided=g.elided,
        to=words.to,
    )
    money = prices.Money(
        currencies=currencies,
        large=words.large,
        with_cents=g.with_cents or saying.with_cents,
        plain=g.plain or saying.plain,
        per=words.per,
        per_phrases=words.per_phrases,
        divisors={sign: names[0] for sign, names in words.unit_names.items()} | dict(words.divisors),
        one=frozenset(numbers.spelled(1, words.code, "cardinal").values()),
    )
    return prices.prices(_figures(g), money, examples=(words.examples["price"], words.examples["price, sign first"]))


def _figures(g: Grammar) -> amounts.Figures:
    words = g.words
    large = words.large_words or tuple({**words.large, **dict.fromkeys(words.large.values())})
    return amounts.Figures(decimal=words.decimal, grouping=f"{words.grouping}\xa0\u2009\u202f", large=large)


def _fractions(g: Grammar) -> tuple[Rule, ...]:
    words = g.words

    def mixed(whole: str, top: int, bottom: int) -> str:
        part = words.half if bottom == 2 and words.half else g.fraction(top, bottom)
        return f"{whole} {words.conjunction} {part}"

    examples = (words.examples["fraction"], words.examples["fraction sign"])
    return amounts.fractions(g.fraction, g.mixed or mixed, all_parts=g.all_parts, examples=examples)


def _one(g: Grammar) -> tuple[Rule, ...]:
    words = g.words
    if not (g.one or words.articles):
        return ()
    one = g.one or (lambda _place, name: words.article(name))
    example = words.examples["one of something"]
    return (amounts.one(words.names, words.nouns, one, figures=g.one_figures, example=example),)


def _units(g: Grammar) -> tuple[Rule, ...]:
    words = g.words
    return (
        amounts.units(
            _figures(g),
            words.names,
            per=words.divisors,
            form=g.form,
            decline=g.decline,
            joined=lambda unit, divisor: f"{unit} {words.per_phrases.get(divisor, f'{words.per} {divisor}')}",
            ends="opener" if words.capital_nouns else "capital",
            example=words.examples["unit"],
        ),
    )


def _ranges(g: Grammar) -> tuple[Rule, ...]:
    words = g.words
    names = any_of(words.months, words.weekdays, words.days, "AZ")
    units = (*words.names, *words.range_units)
    score = "|".join(words.score) if words.to == words.ratio else "(?!)"
    return (
        amounts.ranges(_figures(g), words.to, names=names, units=units, score=score, example=words.examples["range"]),
    )


def _roman_numerals(g: Grammar) -> tuple[Rule, ...]:
    words = g.words
    return (
        capitals.roman_numerals(words.rulers, words.numbered_nouns, g.regnal, example=words.examples["roman numeral"]),
    )


GROUPS: Mapping[str, Group] = {
    "pictures": lambda g: (signs.pictures(example=g.words.examples["picture"]),),
    "stage directions": lambda g: (signs.stage_directions(g.words.stage, example=g.words.examples["stage direction"]),),
    "addresses": _addresses,
    "spelled": lambda _: (abbreviations.spelled(),),
    "durations": _durations,
    "weekdays": _weekdays,
    "abbreviations": _abbreviations,
    "letters": lambda g: (abbreviations.letters(example=g.words.examples["letters"]),),
    "dotted names": lambda g: (abbreviations.dotted_names(example=g.words.examples["dotted name"]),),
    "dates": _dates,
    "times": _times,
    "ordinals": _ordinals,
    "bank account": lambda g: (amounts.bank_account(example=g.words.examples["bank account"]),),
    "phone": _phone,
    "prices": _prices,
    "fractions": _fractions,
    "ratio": lambda g: (amounts.ratio(g.words.ratio, example=g.words.examples["ratio"]),),
    "grouped digits": lambda g: (
        amounts.grouped(spaces=" " in g.words.grouping, example=g.words.examples["grouped digits"]),
    ),
    "one": _one,
    "units": _units,
    "ranges": _ranges,
    "minus": lambda g: (amounts.minus(g.words.minus, example=g.words.examples["minus"]),),
    "roman numerals": _roman_numerals,
    "formulas": lambda g: (capitals.formulas(g.cardinal, example=g.words.examples["formula"]),),
    "initials": lambda g: (abbreviations.initials(openers=g.words.openers, example=g.words.examples["initial"]),),
    "powers": lambda g: (
        (signs.powers(g.words.power, g.words.powers, example=g.words.examples["power"]),) if g.words.power else ()
    ),
    "product": lambda g: (signs.product(g.words.times, example=g.words.examples["product"]),),
    "signs": lambda g: (signs.spoken_signs(g.words.signs, example=g.words.examples["sign"]),),
}
"""The rules in the order in which they are asked; a group is one or a few of them."""
