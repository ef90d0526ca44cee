"""English amounts: plurals, prices, fractions, feet, telephone numbers as in America."""

from __future__ import annotations

import re

from audiobuild.languages.en import numbers
from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import vocabulary

_BEFORE_FRACTIONS = frozenset({"of", "is", "by", "times", "than", "about", "equals", "and", "plus"})
_SAYINGS = frozenset({(24, 7), (9, 11), (7, 11), (20, 20), (50, 50)})
_NO_NOUN = "that|which|was|is|are|were|of|in|to|for|on|from|by|at|it|he|she|they|we|you|will|would|has|had|and|or|per"
_ADJECTIVAL = rf"(?= (?!(?:{_NO_NOUN})\b)[a-zA-Z])"
_MEASURED = rf"(?= (?:[a-z]{{1,12}} )?(?:{any_of(vocabulary('en').lists['measured'])})(?:e?s)?\b)"
_OF_MONEY = re.compile(
    r" (?:notes?|coins?|bills?|vouchers?|tickets?|fines?|deposits?|fees?|bonus|prizes?|gift|tips?|grants?|copay"
    r"|excess|cheques?)\b"
)
_ARTICLES = frozenset({"a", "an", "another", "this", "every", "each"})


def form(names: tuple[str, ...], amount: str, between: str = "") -> str:
    """ "1 kilometre", "a 5-kilometre run", "5 kilometres"."""
    return names[0] if amount == "1" or between == "-" else names[-1]


def plain(amount: str, large: str, names: tuple[str, ...], place: Place) -> str:
    """ "1.5 million dollars", "5 to 10 dollars", but "a 5 million dollar project"."""
    attributive = place.ahead.startswith("-") or (
        place.before.lower() in _ARTICLES and re.match(" [a-z]", place.ahead) is not None
    )
    attributive = attributive or _OF_MONEY.match(place.ahead) is not None
    attributive = attributive or bool(large and place.before.lower() == "the" and re.match(_ADJECTIVAL, place.ahead))
    name = names[0] if attributive or (amount == "1" and not large) else names[-1]
    return " ".join(part for part in (re.sub("[–-]", " to ", amount), large, name) if part)


def change(cents: int, coin: tuple[str, ...]) -> str:
    """ "50", "and 1 penny"."""
    return f"and {cents} {form(coin, str(cents))}" if cents < 10 and coin else f"{'oh ' if cents < 10 else ''}{cents}"


def mixed(whole: str, top: int, bottom: int) -> str:
    """ "2 and a half"."""
    return f"{whole} and {numbers.fraction(top, bottom).replace('one ', 'a ', 1)}"


def _fraction(place: Place) -> Answer:
    """ "31/32 of", "22/7", "1/4th"; not "24/7", "9/11" and "120/80"."""
    top, bottom = int(place[1]), int(place[2])
    certain = place[3] or (re.match(r" of\b", place.ahead) and (top, bottom) not in _SAYINGS)
    improper = top > bottom and 2 <= bottom <= 9 and top % bottom and place.before in _BEFORE_FRACTIONS
    usual = top < bottom and bottom in (16, 32, 64) and top % 2
    return numbers.fraction(top, bottom) if bottom > 1 and (certain or improper or usual) else None


def _decimals(place: Place) -> str:
    return _decimals_of(place[1])


def _decimals_of(figures: str) -> str:
    return "point " + " ".join(numbers.cardinal(int(digit)) for digit in figures)


def _quoted(text: str) -> bool:
    """Whether a quotation has begun and not ended: its mark stands behind a space."""
    opened = False
    for mark in re.finditer(r'(\S?)"', text):
        opened = not mark[1] or mark[1] in "([—–"
    return opened


def _inches(place: Place) -> Answer:
    """ "a 27" monitor", "it measures 55"."; not where a quotation ends."""
    if _quoted(place.behind) or place.behind.count("“") > place.behind.count("”"):
        return None
    noun = re.match(
        r" (?!(?:and|or|of|in|by|x|to|long|wide|deep|tall|high|thick|across|apart|below|above|from|at)\b|\w+ly\b)[a-z]",
        place.ahead,
    )
    return f"{place[1]} inch{'' if noun or place[1] == '1' or place.before in _ARTICLES else 'es'}"


_PLURAL = re.compile(
    r" (?!(?:across|always|less|as|was|is|has|its|this|thus|perhaps|besides|towards|upwards|downwards|afterwards)\b)"
    r"[a-z]{2,}[a-rt-z]s\b"
)
""" "two 45mm jets", "8cm rounds"."""


def _measured(place: Place) -> Answer:
    """ "a 200mm lens", "one 500mg tablet"."""
    glued = place[2] != "m" and place[0][-len(place[2]) - 1].isdigit() and _PLURAL.match(place.ahead)  # "1.5m copies"
    if place.before.lower() not in _ARTICLES and not glued and not re.match(_MEASURED, place.ahead):
        return None
    return f"{place[1]} {_NAMES[place[2]][0]}"


def _coins(place: Place) -> str:
    cents = int(place[2])
    return f"{cents} {form(vocabulary('en').cent_names[place[1]], str(cents))}"


PARTS = rule(
    "money",
    "sign",
    r"([$£€])\.(\d{1,9})(?![\d.]\d|\d)",
    lambda place: f"{_decimals_of(place[2])} {vocabulary('en').currency_names[place[1]][-1]}",
    example=("at $.506 a pound", "at point five zero six dollars a pound"),
)


def _span(place: Place) -> str:
    """ "£10m–£15m" → "10 million to 15 million pounds"."""
    first, last = (f"{place[n]} {_LARGE.get(place[n + 1], '')}".rstrip() for n in (2, 4))
    return f"{first} to {last} {vocabulary('en').currency_names[place[1]][-1]}"


SPAN = rule(
    "money",
    "sign",
    r"([$£€])(\d[\d,]*(?:\.\d+)?) ?(m|M|bn|k)?\s?[–-]\s?\1(\d[\d,]*(?:\.\d+)?) ?(m|M|bn|k)(?!\w)",
    _span,
    example=("£10m–£15m", "10 million to 15 million pounds"),
)
CENTS = rule("money", "sign", r"([$£€])\.(\d\d)(?![\d.]\d|\d)", _coins, example=("for $.01 each", "for 1 cent each"))


def paired(figures: str) -> str:
    """ "1920" → "nineteen twenty", "640" → "six forty"."""
    first, last = figures[:-2], int(figures[-2:])
    if not last:
        return figures
    return f"{numbers.cardinal(int(first))} {'oh ' if last < 10 else ''}{numbers.cardinal(last)}"


_NOTHING_COUNTED = re.compile(r"[.,;:)]|$| (?:as|in|from|and|to|off|at|on|for|against|before|when|while|with|during)\b")
""" "took 5-32 in the second innings", but "it takes 3-6 days"."""


def _score(place: Place) -> Answer:
    """ "won 6-4, 3-6": figures side by side; "won 112 to 98"; in cricket "246 for 7", "took 5 for 32"."""
    first, last = int(place[1]), int(place[2])
    if (first >= 20 and last <= 10 and (_INNINGS.search(place.behind) or _AT_TEA.match(place.ahead))) or (
        first <= 10 and _BOWLED.search(place.behind) and _NOTHING_COUNTED.match(place.ahead)
    ):
        return f"{first} for {last}"
    if not _SCORED.search(place.behind) and not (
        last < 8 and (_SET_AHEAD.match(place.ahead) or _SET_BEHIND.search(place.behind))
    ):
        return None
    if last == 0 and first < 10 and not _SET_AHEAD.match(place.ahead) and not _SET_BEHIND.search(place.behind):
        return f"{place[1]} nil"
    return f"{place[1]} to {place[2]}" if first > 40 and last > 20 else f"{place[1]} {place[2]}"


def _blood_pressure(place: Place) -> Answer:
    """ "140/90 mmHg", "a blood pressure of 120/80"."""
    if not re.match(r" ?mm ?Hg\b", place.ahead) and not _PRESSURE.search(place.behind):
        return None
    return f"{place[1]} over {place[2]}"


def _degree_class(place: Place) -> Answer:
    """ "a BSc (2:1 or above)"."""
    score = re.match(r" (?:win|victory|defeat|lead|ratio|majority|draw|loss|aggregate)\b", place.ahead)
    near = _DEGREES.search(place.behind) or _DEGREES.search(place.ahead)
    return place[0].replace(":", " ") if near and not score else None


def _spelled(figures: str) -> str:
    """In words, so that it does not run together with a number before."""
    whole, _, decimals = figures.partition(".")
    return f"{numbers.cardinal(int(whole))} {_decimals_of(decimals)}" if decimals else numbers.cardinal(int(whole))


def _counted_items(place: Place) -> Answer:
    """ "1 x 400g tin", "2 x AA": so many of them."""
    names = _NAMES[place["unit"]]
    unit = names[0] if _NOUN_AHEAD.match(place.ahead) else form(names, place["amount"])
    return f"{numbers.cardinal(int(place[1]))} {_spelled(place['amount'])} {unit}"


_SET_AHEAD = re.compile(r"(?: \(\d{1,2}[–-]\d{1,2}\))?, \d[–-]\d\b|[)], \d[–-]\d")
_SET_BEHIND = re.compile(r"\d[–-]\d(?: \(\d{1,2}[–-]\d{1,2}\))?,? [(]?$")
_NOUN_AHEAD = re.compile(rf" (?!(?:{_NO_NOUN})\b)[a-z]")
_PRESSURE = re.compile(r"\b(?:[Bb]lood pressure|BP)\b[^.!?]{0,40}$")
_DEGREES = re.compile(
    r"\b(?:[Dd]egrees?|[Hh]onours|BSc|BA|MSc|LLB|MEng|BEng|[Gg]raduat\w*|classification|first-class|or (?:equivalent"
    r"|above|better|higher))\b"
)
_INNINGS = re.compile(
    r"\b(?:England|Australia|India|Pakistan|Yorkshire|Surrey|Lancashire|Kent|Essex|Somerset|innings|declared|slipped|slumped|"
    r"collapsed|recovered|stumps|close|wickets?|cricket|tea|lunch|overs|reached|closed|[Tt]he hosts"
    r"|[Tt]he visitors)\b[^!?]{0,40}$"
)
_AT_TEA = re.compile(r" (?:at (?:tea|stumps|lunch|the close)|declared|in reply|after \d+ overs)\b")
_BOWLED = re.compile(
    r"\b(?:took|taking|takes|figures of|finished with|bowled|claimed|claiming|career-best|best of|returned) $"
)


def _verse(place: Place) -> Answer:
    if place.before not in _BOOKS:
        return None
    return f"{place[1]}, {place[2]}{f' to {place[3]}' if place[3] else ''}"


_SCORED = re.compile(rf"\b(?:{'|'.join(vocabulary('en').lists['scored'])})\b[^.!?]{{0,40}}$")
_BOOKS = frozenset(vocabulary("en").lists["books"])
_LARGE = {"k": "thousand", "m": "million", "M": "million", "bn": "billion", "tn": "trillion"}
SCORES = (
    rule(
        "blood pressure",
        "digit",
        rf"{APART}(\d{{2,3}})/(\d{{2,3}})(?![\w/]|[.,]\d)",
        _blood_pressure,
        example=("at 140/90 mmHg", "at 140 over 90 millimetres of mercury"),
    ),
    rule(
        "degree class",
        "digit",
        rf"{APART}2:[12](?![\w:])",
        _degree_class,
        example=("a 2:1 degree", "a 2 1 degree"),
    ),
    rule(
        "duration",
        "digit",
        rf"{APART}(2[5-9]|[3-5]\d):([0-5]\d)(?![\w:]|[.,]\d)",
        lambda place: (
            None
            if int(place[1]) + int(place[2]) == 100
            else f"{place[1]} {'oh ' * (place[2][0] == '0')}{int(place[2])}"
        ),
        example=("a best of 31:04, 40:60", "a best of 31 oh 4, 40 to 60"),
    ),
    rule(
        "time",
        "sign",
        r"(?<=\s):([0-5]\d)(?![\w:.,]\d|\w)",
        lambda place: place[1],
        example=("at :15 and :45", "at 15 and 45"),
    ),
    rule(
        "minute",
        "digit",
        rf"{APART}(\d{{2,3}})((?:st|nd|rd|th)?)\+(\d{{1,2}})((?:st|nd|rd|th)?)(?!\w)(?= minute|\b)",
        lambda place: (
            f"{numbers.ordinal(int(place[1])) if place[2] else place[1]} plus "
            f"{numbers.ordinal(int(place[3])) if place[4] else place[3]}"
            if place[2] or place[4]
            else None
        ),
        example=("in the 90+3rd minute", "in the 90 plus third minute"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d{{1,2}})s\b",
        lambda place: numbers.plural(int(place[1])) if place.before in ("Under", "Over") else None,
        example=("Under 5s go free, in under 5s", "Under fives go free, in under 5 seconds"),
    ),
    rule(
        "number",
        "digit",
        r"(?:(?<=\b[A-Z])|(?<=[a-z]-))(\d{1,2})s\b",
        lambda place: f"{'' if place.behind.endswith('-') else ' '}{numbers.plural(int(place[1]))}",
        example=("the U13s and under-16s", "the U thirteens and under-sixteens"),
    ),
    rule(
        "verse",
        "digit",
        rf"{APART}(\d{{1,3}}):(\d{{1,3}})(?:[–-](\d{{1,3}}))?(?![\w:])",
        _verse,
        example=("in Luke 2:1-20", "in Luke 2, 1 to 20"),
    ),
    rule(
        "duration",
        "digit",
        rf"{APART}(\d{{1,2}}):([0-5]\d)(?![\w:])",
        lambda place: f"{place[1]} {place[2]}" if re.search(r"\b(?:in|ran|clocked|time of) $", place.behind) else None,
        example=("ran it in 38:42", "ran it in 38 42"),
    ),
    rule(
        "score",
        "digit",
        rf"{APART}(\d{{1,3}})[–-](\d{{1,3}})(?![\w–-]|[.,]\d)",
        _score,
        example=("He won 6-4, 3-6.", "He won 6 4, 3 6."),
    ),
)
FRACTION = rule(
    "fraction",
    "digit",
    rf"{APART}(\d{{1,5}})/(\d{{1,5}})((?i:st|nd|rd|ths?)\b)?(?![\w/]|[.,]\d)",
    _fraction,
    example=(
        "31/32 of it, about 22/7 and 1/3rd",
        "thirty-one thirty-seconds of it, about twenty-two sevenths and one third",
    ),
)
_SCALES = {"C": "Celsius", "F": "Fahrenheit"}
_WARM = re.compile(
    r"(?: [-−–]|\b(?i:temp(?:erature)?s?|lows?|highs?|oven|hob|thermometer|cool|warm|heat|hot|cold|freezing|boil\w*"
    r"|bake|roast|fan)\b[^.!?]{0,40}[ –-])$"
)
_TWIN, _TWIN_AHEAD = re.compile(r"\d ?[CF] \($"), re.compile(r" \(\d{1,3} ?[CF]\)")
_WEATHER = re.compile(
    r"\b(?:sunny|sunshine|rain|showers|cloudy|breeze|breezy|spells|overnight|tonight|fever|weather|mild|frost|frosts"
    r"|snow|heatwave|humid)\b"
)
_DOORS = frozenset(vocabulary("en").lists["doors"])
_NAMES = vocabulary("en").unit_names
_UNITS = any_of(_NAMES)
_SECTIONS = "|".join(vocabulary("en").lists["sections"])
NUMBERS = (
    rule(
        "number",
        "digit",
        rf"{APART}(\d{{3,4}})[x×](\d{{3,4}})(?![\w.])",
        lambda place: f"{paired(place[1])} by {paired(place[2])}",
        example=("at 1920x1080 on", "at nineteen twenty by ten eighty on"),
    ),
    rule(
        "unit",
        "digit",
        rf"{APART}(\d[\d,.]*) ?(mi|ft|yd|km)\.(?= [NESW]{{1,3}}\b)",
        lambda place: f"{place[1]} {form(_NAMES[place[2]], place[1])}",
        example=("60 mi. SE of it", "60 miles south-east of it"),
    ),
    rule("sign", "sign", r"~/(?=\w)", lambda _: "tilde slash ", example=("in ~/Music", "in tilde slash Music")),
    rule(
        "unit",
        "sign",
        r"(?<=[½¼¾⅛⅜⅝⅞⅓⅔])[\"″”](?!\w)",
        lambda place: " inches" if re.search(r"\d\s?.$", place.behind) else " inch",
        example=('¼" deep', "one quarter inch deep"),
    ),
    rule(
        "unit",
        "digit",
        rf"{APART}(\d{{1,3}})(?:[ -]?yr-old|[ -]?yr old|yo)s?\b",
        lambda place: f"{place[1]}-year-old{'s' * place[0].endswith('s')}",
        example=("a 3yr-old mare", "a 3-year-old mare"),
    ),
    rule(
        "unit",
        "digit",
        rf"{APART}(\d{{1,3}})A(?= (?:breaker|fuse|plug|socket|supply|circuit|charger|RCD|MCB)s?\b)",
        lambda place: f"{place[1]} amp",
        example=("a 32A breaker", "a 32 amp breaker"),
    ),
    rule(
        "unit",
        "digit",
        rf"{APART}(\d{{1,3}}(?:\.\d)?) ?([CF])(?![\w-])",
        lambda place: (
            f"{place[1]} degrees {_SCALES[place[2]]}"
            if _WARM.search(place.behind)
            or _TWIN.search(place.behind)
            or _TWIN_AHEAD.match(place.ahead)
            or _WEATHER.search(place.behind)
            or _WEATHER.search(place.ahead)
            else None
        ),
        example=("a low of -2C", "a low of minus 2 degrees Celsius"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d+(?:\.\d+)?)[kK](?= (?:{'|'.join(vocabulary('en').lists['counted'])}|followers|views|subscribers"
        rf"|likes|fans|jobs)\b)",
        lambda place: f"{place[1]} thousand",
        example=("62k miles", "62 thousand miles"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d{{1,3}}) ?[x×] ?(?P<amount>\d+(?:\.\d+)?){GAP}?(?P<unit>g|kg|ml|l|L|cl|mg|oz|lb|litre|GB|TB|W)(?!\w)",
        _counted_items,
        example=("1 x 400g tin, 2 x 5 ml", "one four hundred gram tin, two five millilitres"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d{{1,3}}) [x×] (?P<than>(?=(?:your|the|my|his|her|its|our|their|more|as|a|an|that|this|what)\b"
        rf"|[a-z]+er\b))?(?=[A-Za-z])",
        lambda place: f"{place[1]} " if place.match["than"] is None else f"{place[1]} times ",
        example=("Batteries (2 x AA)", "Batteries (2 AA)"),
    ),
    rule(
        "unit",
        "digit",
        rf"{APART}(\d+(?:[.,]\d+)*){GAP}?({_UNITS})(?!\w){_ADJECTIVAL}",
        _measured,
        example=("a 200mm lens, two 5 kg bags", "a 200 millimetre lens, two 5 kilogram bags"),
    ),
    rule(
        "unit",
        "digit",
        rf"{APART}(\d{{1,3}}(?:,\d{{3}})?)['′’](?= (?:of|above|below|deep|long|wide|tall|high|x|by)\b)",
        lambda place: f"{place[1]} feet",
        example=("20' long", "20 feet long"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d+(?:\.\d+)?)(m|bn|tn)(?!\w)(?=(?P<noun> (?:people|men|women|children|km|sq|[a-z]+s)\b)?)",
        lambda place: (
            f"{place[1]} {_LARGE[place[2]]}"
            if place[2] != "m"
            or (place["noun"] and place.after not in ("lengths", "tracks", "hurdles", "sections", "intervals"))
            else None
        ),
        example=("for 3.5m people and 2bn trees", "for 3.5 million people and 2 billion trees"),
    ),
    rule(
        "number",
        "sign",
        r"(?<![\w.,])\.(\d{1,9})(?![\w.]|,\d)",
        _decimals,
        example=("He hit .227 and more.", "He hit point two two seven and more."),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}\d{{1,4}}(?:\.\d{{1,4}}){{2,6}}(?![\w]|\.\d)",
        lambda place: " point ".join(place[0].split(".")),
        example=("Chart 2.6.10 of it", "Chart 2 point 6 point 10 of it"),
    ),
    rule(
        "number",
        "digit",
        r"(?<!\w)(\d{1,3})\.(\d\d)(?![\w]|\.\d)",
        lambda place: (
            f"{place[1]} point {place[2]}"
            if re.search(rf"\b(?:{_SECTIONS})s?\.? $", place.behind) and place[2][0] != "0"
            else None
        ),
        example=("Figure 2.10, 2.10 metres", "Figure 2 point 10, 2.10 metres"),
    ),
    rule(
        "unit",
        "digit",
        rf"{APART}(\d{{1,3}}(?:\.\d+)?)[\"″”](?!\w)",
        _inches,
        example=('a 27" monitor', "a 27 inch monitor"),
    ),
    rule(
        "unit",
        "digit",
        rf"{APART}(\d) ?(?:ft|foot)\.? ?(\d{{1,2}}) ?in(?:s|ches)?\b\.?(?! [A-Z])",
        lambda place: f"{place[1]} foot {place[2]}",
        example=("a 6ft 2in man", "a 6 foot 2 man"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}\d{{1,4}}[A-Z](?![\w-])",
        lambda place: place[0] if place.before in _DOORS else None,
        example=("at Exit 27A", "at Exit 27A"),
    ),
    rule(
        "sign",
        "digit",
        rf"{APART}(\d+) ?[–−-] ?(\d+)(?= ?=)",
        lambda place: f"{place[1]} minus {place[2]}",
        example=("7-4=3", "7 minus 4=3"),
    ),
    rule(
        "sign",
        "word sign",
        rf"[x×](?=\s?\d{{1,6}}(?:\.\d+)?(?:\s?[x×]\s?\d{{1,6}}(?:\.\d+)?)?(?:{GAP}?(?:{_UNITS})(?!\w)|-inch|-foot"
        rf"|[- ]?(?:in|ft)\b|[\"″”′’']| ?inch| ?feet))",
        lambda place: (
            place.spaced("by") if re.search(rf"\d{GAP}?(?:{_UNITS}|[\"″”′’'])?{GAP}?$", place.behind) else None
        ),
        example=("a rug of 12 x 15 ft", "a rug of 12 by 15 feet"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d+)/(\d+)(?![\d/])",
        lambda place: f"{place[1]} {place[2]}",
        example=("open 24/7", "open 24 7"),
    ),
    rule(
        "number",
        "digit",
        rf"{APART}(\d+)[x×](?!\w)(?!\s?[=+<>])",
        lambda place: f"{place[1]} times",
        example=("10x faster", "10 times faster"),
    ),
    rule(
        "unit",
        "digit",
        rf"{APART}(\d{{1,3}})['′’](?:{GAP}?(\d{{1,2}})[\"″”])?(?!\w)",
        lambda place: (
            f"{place[1]} foot {place[2]}" if place[2] else f"{place[1]} feet" if place.before in ("x", "×") else None
        ),
        example=("he is 6'2\" tall", "he is 6 foot 2 tall"),
    ),
)
