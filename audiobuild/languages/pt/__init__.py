"""Portuguese, as it is written in Portugal and in Brazil."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from audiobuild.languages.mechanism import Answer, Place, rule
from audiobuild.languages.shared import amounts, inclusive, numbers, romance, romance_rules
from audiobuild.languages.shared.agreement import Counting
from audiobuild.languages.shared.text import APART, GAP, any_of
from audiobuild.languages.shared.vocabulary import vocabulary
from audiobuild.languages.shared.wiring import language

_WORDS = vocabulary("pt")
cardinal = numbers.cardinals("pt")
ordinal = romance.ordinals(_WORDS, cardinal)


def _fraction(top: int, bottom: int) -> str:
    if bottom == 2:
        return "metade" if top == 1 else f"{cardinal(top)} meios"
    part = {3: "terço"}.get(bottom) or (
        ordinal(bottom, False) if bottom <= 10 or not bottom % 100 else f"{cardinal(bottom)} avo"
    )
    return f"{cardinal(top)} {part}{'s' if top > 1 else ''}"


def _agreed(number: int, feminine: bool, _name: str) -> str | None:
    """ "uma", "vinte e duas", "duzentas": None where the number does not change."""
    counted = cardinal(number)
    said = re.sub(r"\bum$", "uma", re.sub(r"\bdois\b", "duas", re.sub(r"entos\b", "entas", counted)))
    return said if feminine and said != counted else counted if number == 1 else None


def _time(_place: Place, hour: int, minute: int) -> str:
    said = _agreed(hour, True, "hora") or str(hour)
    return f"{said} e {minute}" if minute else f"{said} hora{'' if hour == 1 else 's'}"


_TAKES = re.compile(
    r"\b(?:dur\w{1,7}|[Dd]urante|[Dd]emor\w{1,4}|[Ll]ev(?:a|ou|am)|[Ee]m|[Aa]pós|[Pp]or|[Dd]uração (?:total )?de"
    r"|(?:mais|menos|cerca) de|(?:aula|sess|viage|espera|atraso|filme|percurso|espe[ct]|docum)\w{0,10} de"
    r"|(?:trajeto|debate|reuni|pausa|entrev|palestra|voo|prova)\w{0,10} de) $"
)


def _hour(place: Place) -> str:
    """ "às 14h30", but "em 1h50", which is how long."""
    hour, minute = int(place["hour"]), int(place["minute"] or 0)
    if not (minute and hour and _TAKES.search(place.behind)):
        return _time(place, hour, minute)
    minutes = f"{_agreed(minute, False, 'minuto') or minute} minuto{'' if minute == 1 else 's'}"
    return f"{_agreed(hour, True, 'hora') or hour} hora{'' if hour == 1 else 's'} e {minutes}"


_HOUR = rule(
    "time",
    "digit",
    rf"{APART}(?P<hour>[01]?\d|2[0-4])h(?P<minute>[0-5]\d)?(?!\w)",
    _hour,
    example=("às 14h30, em 1h50", "às 14 e 30, em uma hora e 50 minutos"),
)
_NO_NUMBER = rule(
    "abbreviation",
    "word",
    r"(?<=[\w,] )s/n(?:\.º)?(?!\w)",
    lambda _: "sem número",
    example=("rua Nova, s/n", "rua Nova, sem número"),
)


def _street(place: Place) -> Answer:
    """ "na R. Augusta", not "o Dr. R. Sousa"."""
    return "rua" if place.opens or re.search(r"(?:,|\b(?:[Nn]a|[Dd]a|[Àà]|[Pp]ela|[Nn]uma)) $", place.behind) else None


def _tuesday(place: Place) -> Answer:
    """ "3.ª feira", but "a 3.ª feira do livro"."""
    day = r"[2-6]\.?(?:ªs?|as)"
    ahead = rf"(?:(?:,|,? [ea])? {day})*[ -][Ff]eiras?(?! (?:d[oae]|[a-z]+al)\b)|(?: [aeà] | ao )(?:sáb|dom)"
    named = re.match(ahead, place.ahead) or re.search(r"\b(?:[Ss]áb|[Dd]om)\w{0,4}\.? [aeà] $", place.behind)
    row = re.search(rf"\b(?:[Àà]s|[Nn]as) (?:{day}(?:,| e) )*$", place.behind)
    row = row if place[1] or place[2] == "as" else None
    plain = re.match(rf"(?:(?:,| e) {day})*(?:[,.;)]|$| [ed]\w{{0,2}} )", place.ahead)
    return f"terça{'s' if place[1] or place[2] else ''}" if named or (row and plain) else None


_TUESDAY = rule(
    "weekday", "digit", rf"{APART}3\.?(?:ª(s?)|(as))(?!\w)", _tuesday, example=("à 3.ª feira", "à terça feira")
)


def _helping(place: Place) -> str:
    """ "2 col. (sopa)" → "duas colheres de sopa"."""
    one, many = {"c": ("colher", "colheres"), "x": ("xícara", "xícaras")}[place["name"][0].lower()]
    if place["half"]:
        said = f"{place['whole']} {one if place['whole'] == '1' else many} e meia" if place["whole"] else f"meia {one}"
    else:
        said = f"{place['whole']} {one if place['whole'] == '1' else many}"
    amount, _, rest = said.partition(" ")
    said = f"{_agreed(int(amount), True, one) or amount} {rest}" if amount.isdecimal() else said
    return f"{said} de {place['of']}" if place["of"] else said


_SPOONS = "sopa|chá|sobremesa|café"
_HELPING = rule(
    "unit",
    "digit sign word",
    rf"{APART}(?:(?P<whole>\d{{1,2}})(?:{GAP}?(?=½)|{GAP}(?=1/2|[cCxX])))?(?P<half>(?:½|1/2){GAP})?"
    rf"(?P<name>[cC]olh?\.|[xX]íc\.|[cC]\.(?={GAP}(?:de |\((?:de )?)?(?:{_SPOONS})))"
    rf"(?:{GAP}(?:\((?:de )?|de )?(?P<of>{_SPOONS})\)?)?",
    lambda place: _helping(place) if place["whole"] or place["half"] else None,
    example=("2 col. (sopa) de mel, 1/2 xíc. de óleo", "duas colheres de sopa de mel, meia xícara de óleo"),
)
_MILLIONS = rule(
    "number",
    "word",
    r"(?<=\d[ \xa0])(mi|bi|tri)(?![\w.-])",
    lambda place: _WORDS.large[place[1]].removesuffix(" de"),
    example=("com 2,5 bi de pessoas", "com 2,5 bilhões de pessoas"),
)
_WITH = rule(
    "abbreviation",
    "word",
    r"(?<!\S)([cs])/(?=\s?[a-zà-ü])",
    lambda place: ("com" if place[1] == "c" else "sem") + ("" if place.ahead[:1].isspace() else " "),
    example=("c/ garagem, s/elevador", "com garagem, sem elevador"),
)
_CARE_OF = rule(
    "abbreviation", "word", r"(?i:a/c)(?=\s+d)", lambda _: "ao cuidado", example=("a/c do João", "ao cuidado do João")
)


def _title(man: str) -> Callable[[Place], Answer]:
    """ "o Sen. Lima", "a Sen. Rocha"."""
    return lambda place: _woman(man) if place.before in {"A", "a", "da", "à", "pela", "À", "Pela", "na"} else man


_TIMES = rule(
    "number",
    "digit",
    rf"{APART}(\d{{1,3}}) ?[x×](?= (?:por|ao|à|a|em|mais|menos|maior|superior|de|sem|com)\b|/)",
    lambda place: f"{_agreed(int(place[1]), True, 'vez') or place[1]} vez{'' if place[1] == '1' else 'es'}",
    example=("2x por semana", "duas vezes por semana"),
)
_NEAR_SCORES = re.compile("|".join(_WORDS.score))


def _score(place: Place) -> Answer:
    """ "venceu por 2 x 1", "Santos 2 x 1 Bahia"."""
    teams = place.before[:1].isupper() and place.after[:1].isupper()
    near = _NEAR_SCORES.search(place.behind) or _NEAR_SCORES.search(place.ahead)
    return f"{place[1]} {_WORDS.ratio} {place[2]}" if teams or near else None


_SCORE = rule(
    "ratio",
    "digit",
    rf"{APART}(\d{{1,2}}) ?[x×] ?(\d{{1,2}})(?![\d.,]|{GAP}?[a-z]{{1,2}}\b)",
    _score,
    example=("venceu por 2 x 1", "venceu por 2 a 1"),
)
_WEEKDAYS = rule(
    "weekday",
    "word",
    rf"({any_of(name for name in _WORDS.days if name.isalpha())})\.",
    lambda place: f"{_WORDS.days[place[1]]}s" if re.search(r"\b(?:[Aa]os|[ÀàNn][ao]?s) $", place.behind) else None,
    example=("aos dom. e feriados", "aos domingos e feriados"),
)
_FIRST = rule(
    "date",
    "digit",
    rf"{APART}1[º°]/(1[0-2]|0?[1-9])(?:/(\d{{4}}))?(?![\w/])",
    lambda place: f"primeiro de {_WORDS.months[int(place[1]) - 1]}" + (f" de {place[2]}" if place[2] else ""),
    example=("a partir de 1º/7", "a partir de primeiro de julho"),
)
_EVERY = rule(
    "time",
    "digit",
    rf"{APART}(\d{{1,2}})/\1(?={GAP}?h(?:oras)?\b)",
    lambda place: f"{place[1]} em {place[1]}",
    example=("de 8/8 h", "de 8 em 8 horas"),
)
_NUMBER_OR_TITLE = rule(
    "abbreviation",
    "word",
    rf"[nN]\.?[°ºᵒ]\.?(?={GAP}?\d|{GAP}d[aeo]s?\b)|(?:Sr|Dr|Prof)\.ª",
    lambda place: {"S": "senhora", "D": "doutora", "P": "professora"}.get(place[0][0], "número"),
    example=("a Sr.ª Rosa, n.º 5", "a senhora Rosa, número 5"),
)


def _woman(man: str) -> str:
    if man.endswith("ão"):
        return man[:-1]
    stem = re.sub("(?:o|(?<=r)e)(s?)$", r"a\1", man)
    return stem if stem != man else man.replace("ê", "e") + "a"


_INCLUSIVE = inclusive.iberian(
    _WORDS.tables["inclusive"], _woman, conjunctions=("e", "ou"), example=_WORDS.examples["inclusive form"]
)
_COUNTING = Counting(
    words=_WORDS,
    agreed=_agreed,
    fraction=_fraction,
    half=lambda name, feminine: f"{'meia' if feminine else 'meio'} {name}",
    and_half=lambda feminine: "meia" if feminine else "meio",
    singular=lambda noun: noun.removesuffix("s"),
)
LANGUAGE = language(
    "pt",
    replace(
        romance.grammar(
            _COUNTING,
            cardinal=cardinal,
            ordinal=ordinal,
            before={
                "addresses": (_INCLUSIVE,),
                "abbreviations": (_HELPING, _MILLIONS, _CARE_OF, _NO_NUMBER, _WITH, _NUMBER_OR_TITLE),
                "weekdays": (_WEEKDAYS,),
                "ordinals": (_TUESDAY, _FIRST),
                "fractions": (_TIMES, _SCORE),
                "ranges": (amounts.each(_WORDS.unit_names, _WORDS.per, example=_WORDS.examples["each"]),),
                "times": (_HOUR, _EVERY),
            },
        ),
        time=_time,
        abbreviations={
            "never": {
                "al.": lambda place: "alínea" if re.match(r"\s?(?:[a-z]\)|\d)", place.ahead) else None,
                "R.": _street,
                "Dep.": lambda place: (
                    "departamento" if place.after in {"de", "da", "do"} else _title("deputado")(place)
                ),
                **{f"{short}.": _title(man) for short, man in _WORDS.tables["titles"].items()},
                "Cor.": lambda place: "coronel" if place.after[:1].isupper() else None,
                "v.": romance_rules.version("versão"),
                "S.": romance_rules.saint(_WORDS),
                "D.": lambda place: "dona" if place.after.endswith("a") else "dom",
                "máx.": romance_rules.adjective(_COUNTING, "máximo"),
                "mín.": romance_rules.adjective(_COUNTING, "mínimo"),
            },
            "opener": {"mar.": romance_rules.month("março")},
        },
    ),
)
