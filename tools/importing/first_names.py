"""Write the first names that the importer knows: ``python -m tools.importing.first_names``.

Needs Faker, which nothing else does.

They are those of Faker's lists (MIT) for the languages that interviews are met in. A name that some language has as an everyday
word is left to the other cues.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import Final

from faker.config import AVAILABLE_LOCALES

from audiobuild.importers.interview_words import anywhere

OUT: Final = Path(__file__).parents[2] / "audiobuild/importers/first_names.txt"
_KINDS: Final = ("first_names", "first_names_female", "first_names_male", "first_names_nonbinary")
_ANYTHING: Final = "en"
"""A list of all that Americans call their children: what only it has ("River", "Justice") is mostly a word."""
_NAME: Final = re.compile(r"[^\W\d_]{3,}(?:['-][^\W\d_]+)?")


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


def _of(provider: type, kind: str) -> tuple[str, ...]:
    names = getattr(provider, kind, ())
    return () if isinstance(names, property) else tuple(names)


def main() -> None:
    """All lists in scripts that have capitals, small, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for locale in sorted(AVAILABLE_LOCALES):
        try:
            provider = import_module(f"faker.providers.person.{locale}").Provider
        except ImportError:
            continue
        for kind in _KINDS:
            for name in _of(provider, kind):
                if name[:1].isupper() and _NAME.fullmatch(name):
                    found[name.casefold()].add(locale)
    names = {name for name, locales in found.items() if locales != {_ANYTHING}}
    names |= {name.casefold() for name in _MORE.split()}
    words = {word for key in ("stopwords", "things", "roles", "honorifics", "months") for word in anywhere(key)}
    OUT.write_text("\n".join(sorted(names - words)) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(names - words)} names, {OUT.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
