from __future__ import annotations

import pytest

from audiobuild.publication import links


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("straße.de", "https://xn--strae-oqa.de"),  # IDNA 2008: another name than strasse.de
        ("MÜNCHEN.de:8080/ä", "https://xn--mnchen-3ya.de:8080/%C3%A4"),
        ("https://stadt.de/a?b=c", "https://stadt.de/a?b=c"),
        ("ich@stadt.de", "ich@stadt.de"),
        ("Hallo", "Hallo"),
        ("ü..de", "https://ü..de"),
    ],
)
def test_an_address_as_people_type_it(typed: str, written: str) -> None:
    assert links.typed(typed) == written


@pytest.mark.parametrize(
    "typed",
    [
        "https://Stadt.de/radio",
        "https://stadt.de:443/radio//",
        "HTTPS://stadt.de/radio/feed.xml",
        "https://stadt.de/radio/index.html",
    ],
)
def test_the_address_of_a_folder_as_it_is_written(typed: str) -> None:
    assert links.folder(typed) == "https://stadt.de/radio/"
