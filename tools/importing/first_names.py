"""Write the first names that the importer knows: ``python -m tools.importing.first_names`` (needs Faker, which nothing else does).

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

OUT: Final = Path(__file__).parents[2] / "audiobuild/importers/people/first_names.txt"
_KINDS: Final = ("first_names", "first_names_female", "first_names_male", "first_names_nonbinary")
_ANYTHING: Final = "en"
"""A list of all that Americans call their children: what only it has ("River", "Justice") is mostly a word."""
_NAME: Final = re.compile(r"[^\W\d_]{3,}(?:['-][^\W\d_]+)?")


_MORE: Final = """
Adela Agata Agnieszka Alicja Aldona Amelia Aneta Anita Antonina Bartłomiej Bartosz Beata Blanka Błażej Bogdan Bogna Bogumił Bogumiła
Bogusław Bogusława Bolesław Bożena Bronisław Bronisława Cecylia Celina Cezary Czesław Czesława Danuta Dariusz Diana Dominik Dominika
Dorota Edyta Eliza Elżbieta Emilia Eugeniusz Ewa Ewelina Ewelina Feliks Franciszek Genowefa Gertruda Grażyna Grzegorz Halina Hanna
Helena Henryk Henryka Honorata Ignacy Ilona Irena Ireneusz Iwona Izabela Jadwiga Jagna Jagoda Janina Janusz Jarosław Jędrzej Jerzy
Joanna Jolanta Józef Józefa Julita Justyna Kacper Kalina Kamil Kamila Karolina Katarzyna Kazimiera Kazimierz Kinga Klaudia Konrad
Kornelia Krystian Krystyna Krzysztof Ksawery Leokadia Leszek Lidia Lucyna Ludwik Łucja Łukasz Maciej Magda Magdalena Malwina Małgorzata
Marcin Marek Mariola Mariusz Marlena Marta Martyna Maryla Maryna Marzena Mateusz Mieczysław Mikołaj Milena Mirosław Mirosława Monika
Natalia Nina Oliwia Olga Oskar Patrycja Paulina Paweł Piotr Przemysław Radosław Rafał Regina Renata Roksana Roman Ryszard Sabina
Sławomir Stanisław Stanisława Stefania Sylwester Sylwia Szymon Tadeusz Teresa Tomasz Urszula Wacław Waldemar Wanda Weronika Wiesław
Wiesława Wiktor Wiktoria Wioletta Witold Władysław Władysława Włodzimierz Wojciech Zbigniew Zdzisław Zdzisława Zenon Zofia Zuzanna
Zygmunt Żaneta Adrien Agathe Alix Amandine Amélie Anaïs Annick Antoinette Apolline Armelle Arnaud Aurore Basile Bastien Baptiste
Benoît Blandine Brice Brigitte Capucine Cécile Cédric Chantal Clémence Clément Clotilde Colette Corentin Coralie Cyril Damien Delphine
Didier Elodie Élodie Émilie Éric Estelle Étienne Eugénie Fabien Fabrice Flavie Florent Florian Gaëlle Gaël Gaétan Gaspard Ghislain
Guillaume Hervé Hugo Inès Jocelyne Joël Josiane Juliette Justine Laetitia Laure Laurent Léa Lilian Lionel Loïc Louane Ludovic Maël Magali
Marcelline Marcel Marianne Marion Marius Marlène Martial Mathilde Mathis Maud Maxime Mélanie Mélissa Mireille Morgane Muriel Mylène Nadège
Nathalie Noé Noémie Océane Odile Oriane Pascale Perrine Quentin Raphaël Rémi Rémy Renaud Romain Romane Sandrine Séverine Solène Solenn
Stéphane Sylvain Sylvie Tanguy Thibault Thibaut Titouan Tristan Valentin Valérie Véronique Violaine Virginie Xavier Yann Yannick Yohan
Yves Yvonne Zoé Adérito Afonso Alberto Amílcar Anabela Armando Arlindo Augusto Baltazar Belmiro Caetano Cátia Catarina Conceição Cristóvão
Dalila Delfim Deolinda Dinis Edmundo Elsa Ermelinda Estêvão Fátima Filipa Firmino Gaspar Gonçalo Graça Guilhermina Hélder Idália Ilda Inês
Isaura Jacinta Joaquim Joaquina Jorge Lídia Lurdes Madalena Márcia Miguel Natividade Nélson Nuno Otília Patrícia Paula Piedade Raquel
Renato Rosário Rui Salvador Sandra Sebastião Sérgio Telmo Teresinha Tiago Tomás Valdemar Vasco Zulmira Ana Bruna Camila Everton Fernanda
Gilberto Heitor Iara Jussara Luana Mayara Otávio Priscila Rafaela Tainá Thaís Thiago Vanessa Wagner Ximena Aisha Fatima Mohammed Ahmed
Faouzi Karim Khaled Leila Nadia Omar Samira Yasmin Youssef Zeynep Aylin Emre Mehmet Murat
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
