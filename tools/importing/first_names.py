"""Write the first names that the importer knows: ``python -m tools.importing.first_names``.

Needs Faker, which nothing else does.

They are those of Faker's lists (MIT) for the languages that interviews are met in. A name that some language has as an everyday
word is left to the other cues. Which sex a name has is what Faker's lists by sex say, if all agree that can be
relied on.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from faker.config import AVAILABLE_LOCALES

from audiobuild.importers.interview_words import anywhere

OUT: Final = Path(__file__).parents[2] / "audiobuild/importers/first_names.txt"
_BY_SEX: Final = {"female": "first_names_female", "male": "first_names_male"}
_KINDS: Final = ("first_names", *_BY_SEX.values(), "first_names_nonbinary")
_UNRELIABLE: Final = frozenset({"az_AZ", "en_IN", "es_CO", "ha_NG", "id_ID", "sw", "tr_TR"})
"""Where more than one in twenty of the names that no other list has is said to be of the other sex than the dictionary of names
by Jörg Michael has it (the package gender-guesser; only measured with, nothing of it is in our file)."""
_ANYTHING: Final = "en"
"""A list of all that Americans call their children: what only it has ("River", "Justice") is mostly a word."""
_NAME: Final = re.compile(r"[^\W\d_]{3,}(?:['-][^\W\d_]+)?")

_SEVERAL: Final = 3
"""Lists that agree."""

_MORE: Final = """
Adela Adrien Adérito Afonso Agata Agathe Agnieszka Ahmed Aisha Alberto Aldona Alicja Alix Amandine Amelia
Amélie Amílcar Ana Anabela Anaïs Aneta Anita Annick Antoinette Antonina Apolline Arlindo Armando Armelle
Arnaud Augusto Aurore Aylin Baltazar Baptiste Bartosz Bartłomiej Basile Bastien Beata Belmiro Benoît Blandine
Blanka Bogdan Bogna Bogumił Bogumiła Bogusław Bogusława Bolesław Bożena Brice Brigitte Bronisław Bronisława
Bruna Błażej Caetano Camila Capucine Catarina Cecylia Celina Cezary Chantal Clotilde Clémence Clément Colette
Conceição Coralie Corentin Cristóvão Cyril Czesław Czesława Cátia Cécile Cédric Dalila Damien Danuta Dariusz
Delfim Delphine Deolinda Diana Didier Dinis Dominik Dominika Dorota Edmundo Edyta Eliza Elodie Elsa Elżbieta
Emilia Emre Ermelinda Estelle Estêvão Eugeniusz Eugénie Everton Ewa Ewelina Fabien Fabrice Faouzi Fatima
Feliks Fernanda Filipa Firmino Flavie Florent Florian Franciszek Fátima Gaspar Gaspard Gaétan Gaël Gaëlle
Genowefa Gertruda Ghislain Gilberto Gonçalo Graça Grażyna Grzegorz Guilhermina Guillaume Halina Hanna Heitor
Helena Henryk Henryka Hervé Honorata Hugo Hélder Iara Idália Ignacy Ilda Ilona Inès Inês Irena Ireneusz Isaura
Iwona Izabela Jacinta Jadwiga Jagna Jagoda Janina Janusz Jarosław Jerzy Joanna Joaquim Joaquina Jocelyne
Jolanta Jorge Josiane Joël Juliette Julita Jussara Justine Justyna Józef Józefa Jędrzej Kacper Kalina Kamil
Kamila Karim Karolina Katarzyna Kazimiera Kazimierz Khaled Kinga Klaudia Konrad Kornelia Krystian Krystyna
Krzysztof Ksawery Laetitia Laure Laurent Leila Leokadia Leszek Lidia Lilian Lionel Louane Loïc Luana Lucyna
Ludovic Ludwik Lurdes Léa Lídia Maciej Madalena Magali Magda Magdalena Malwina Marcel Marcelline Marcin Marek
Marianne Mariola Marion Marius Mariusz Marlena Marlène Marta Martial Martyna Maryla Maryna Marzena Mateusz
Mathilde Mathis Maud Maxime Mayara Maël Małgorzata Mehmet Mieczysław Miguel Mikołaj Milena Mireille Mirosław
Mirosława Mohammed Monika Morgane Murat Muriel Mylène Márcia Mélanie Mélissa Nadia Nadège Natalia Nathalie
Natividade Nina Noé Noémie Nuno Nélson Océane Odile Olga Oliwia Omar Oriane Oskar Otávio Otília Pascale
Patrycja Patrícia Paula Paulina Paweł Perrine Piedade Piotr Priscila Przemysław Quentin Radosław Rafaela Rafał
Raphaël Raquel Regina Renata Renato Renaud Roksana Romain Roman Romane Rosário Rui Ryszard Rémi Rémy Sabina
Salvador Samira Sandra Sandrine Sebastião Solenn Solène Stanisław Stanisława Stefania Stéphane Sylvain Sylvie
Sylwester Sylwia Szymon Sérgio Séverine Sławomir Tadeusz Tainá Tanguy Telmo Teresa Teresinha Thaís Thiago
Thibault Thibaut Tiago Titouan Tomasz Tomás Tristan Urszula Valdemar Valentin Valérie Vanessa Vasco Violaine
Virginie Véronique Wacław Wagner Waldemar Wanda Weronika Wiesław Wiesława Wiktor Wiktoria Wioletta Witold
Wojciech Władysław Władysława Włodzimierz Xavier Ximena Yann Yannick Yasmin Yohan Youssef Yves Yvonne Zbigniew
Zdzisław Zdzisława Zenon Zeynep Zofia Zoé Zulmira Zuzanna Zygmunt Élodie Émilie Éric Étienne Łucja Łukasz
Żaneta
"""
"""Those that Faker has too few of."""

_MORE_BY_SEX: Final = {
    "female": """
Bogna Bogumiła Bogusława Bożena Bronisława Cecylia Conceição Czesława Deolinda Edyta Ermelinda Genowefa Gertruda Graça Grażyna
Guilhermina Henryka Honorata Idália Jagna Jagoda Jussara Józefa Kazimiera Lucyna Lurdes Lídia Marcelline Martyna Maryla Maryna
Mayara Małgorzata Mirosława Márcia Natividade Oliwia Oriane Patrycja Piedade Stanisława Tainá Teresinha Thaís Violaine Weronika
Wiesława Wiktoria Wioletta Władysława Zdzisława Zulmira Zuzanna Łucja Żaneta
""",
    "male": """
Adérito Arlindo Bartosz Bartłomiej Belmiro Bogumił Bogusław Bolesław Bronisław Caetano Cristóvão Czesław Delfim Estêvão Eugeniusz
Everton Faouzi Firmino Gaétan Hélder Ireneusz Jarosław Ludwik Mieczysław Mirosław Nélson Sylwester Sławomir Titouan Wacław Wiesław
Władysław Włodzimierz Zdzisław Zygmunt
""",
}
"""Of them those that no list of Faker's by sex has."""

_TRAINED_WITH: Final = frozenset({"anni", "dalla", "nella", "sem", "uni", "ver"})
"""Words that became known as such later: the recogniser's weights were found with them as names. To be left out with the next
training (``tools/importing/train.py``)."""


def _of(provider: type, kind: str) -> tuple[str, ...]:
    names = getattr(provider, kind, ())
    return () if isinstance(names, property) else tuple(names)


def main() -> None:
    """All lists in scripts that have capitals, small, sorted, by sex."""
    found: dict[str, set[str]] = defaultdict(set)
    lists: dict[str, dict[str, set[str]]] = {sex: defaultdict(set) for sex in _BY_SEX}
    for locale in sorted(AVAILABLE_LOCALES):
        try:
            provider = import_module(f"faker.providers.person.{locale}").Provider
        except ImportError:
            continue
        for kind in _KINDS:
            for name in _of(provider, kind):
                if name[:1].isupper() and _NAME.fullmatch(name):
                    found[name.casefold()].add(locale)
        for sex, kind in _BY_SEX.items():
            for name in _of(provider, kind):
                lists[sex][name.casefold()].add(locale)
    names = {name for name, locales in found.items() if locales != {_ANYTHING}}
    names |= {name.casefold() for name in _MORE.split()}
    words = {
        word for key in ("stopwords", "things", "roles", "honorifics", "months") for word in anywhere(key)
    } - _TRAINED_WITH
    for sex, more in _MORE_BY_SEX.items():
        for name in more.split():
            lists[sex][name.casefold()].add("more")
    by_sex: dict[str, list[str]] = {sex: [] for sex in (*_BY_SEX, "both", "unknown")}
    for name in sorted(names - words):
        by_sex[_sex({sex: lists[sex].get(name, set()) for sex in _BY_SEX})].append(name)
    lines = (line for sex, some in by_sex.items() for line in (f"[{sex}]", *some))
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    counts = ", ".join(f"{len(some)} {sex}" for sex, some in by_sex.items())
    sys.stdout.write(f"{len(names - words)} names ({counts}), {OUT.stat().st_size} bytes\n")


def _sex(locales: Mapping[str, set[str]]) -> str:
    """What the lists say of a name that has it in these locales. A weak list alone says nothing, neither for a sex nor against one
    that several others have."""
    weak = _UNRELIABLE | {_ANYTHING}
    told = [sex for sex, some in locales.items() if some]
    sure = [sex for sex in told if locales[sex] - weak]
    if len(told) == 1:
        return told[0] if sure or len(locales[told[0]]) > 1 else "unknown"
    if len(sure) == 1 and len(locales[sure[0]] - weak) >= _SEVERAL:
        return sure[0]
    return "both" if told else "unknown"


if __name__ == "__main__":
    main()
