"""The table of models: every row is sound, and nothing is recommended whose terms are in doubt."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields

import pytest

from audiobuild.languages.registry import CODES, base
from audiobuild.publication import voices
from audiobuild.speech import new_voice
from audiobuild.speech.services import known_models, models
from audiobuild.speech.services.known_models import SCRATCH, KnownModel

MODELS = tuple(known_models.table().values())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_a_row_is_sound(model: KnownModel) -> None:
    assert re.fullmatch(r"[a-z]{2}_[A-Z]{2}-\w+-(?:x_low|low|medium|high)", model.name)
    assert model.quality in ("x_low", "low", "medium", "high")
    assert model.rate_hz == (16000 if model.quality in ("x_low", "low") else 22050) or model.name == "es_MX-ald-x_low"
    assert model.data
    for md5 in (model.model_md5, model.settings_md5):
        assert re.fullmatch(r"(?:[0-9a-f]{32})?", md5)
    assert re.fullmatch(r"(?:[0-9a-f]{64})?", model.model_sha256)
    assert model.model_md5 or model.model_sha256
    assert bool(model.model_bytes) == bool(model.model_md5)
    assert bool(model.settings_bytes) == bool(model.settings_md5)
    assert model.model_bytes == 0 or 20_000_000 < model.model_bytes < 140_000_000
    assert model.settings_bytes == 0 or 4_000 < model.settings_bytes < 30_000
    numbers = [int(speaker) for speaker in (*model.women, *model.men) if speaker.isdecimal()]
    assert all(number < model.speakers for number in numbers)
    assert len(model.women + model.men) == len({*model.women, *model.men}) <= model.speakers
    assert all(
        value == value.strip() for field in fields(model) if isinstance(value := getattr(model, field.name), str)
    )


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_nothing_in_doubt_is_recommended(model: KnownModel) -> None:
    if model.recommended:
        assert model.use in ("free", "credit")
        assert model.complete
    if model.use in ("free", "credit"):
        assert model.began == SCRATCH or known_models.table()[FROM[model.began]].use in ("free", "credit")
    if model.use == "credit":
        assert model.credit
        assert model.licence.startswith("CC BY ")


FROM = {"kristin": "en_US-kristin-medium", "rdh": "nl_BE-rdh-medium"}


def test_what_began_from_another_is_as_bound_as_that() -> None:
    bound = {model.name for model in MODELS if model.began in ("lessac", "ryan")}
    assert {model.use for model in MODELS if model.name in bound} == {"unclear", "copyleft", "noncommercial"}
    assert {"de_DE-thorsten-medium", "de_DE-thorsten-high", "en_GB-alan-medium", "fr_FR-siwis-medium"} <= bound


def test_who_is_tried_first() -> None:
    def names(code: str, sex: str, *, recommended: bool) -> list[str]:
        found = (one for one in known_models.people(code, sex) if one.model.recommended or not recommended)
        return [" ".join(map(str, one.options.values())) for one in found]

    assert {f"{code} {sex}": names(code, sex, recommended=True) for code in CODES for sex in voices.SEXES} == {
        "de female": ["de_DE-mls-medium 36", "de_DE-mls-medium 2"],
        "de male": ["de_DE-mls-medium 44"],
        "en female": ["en_US-kristin-medium", "en_US-ljspeech-medium", "en_GB-cori-medium"],
        "en male": ["en_US-john-medium", "en_US-norman-medium"],
        "es female": [],
        "es male": ["es_ES-carlfm-x_low"],
        "fr female": ["fr_FR-mls-medium 55"],
        "fr male": ["fr_FR-mls-medium 105"],
        "it female": ["it_IT-serena-medium"],
        "it male": [],
        "nl female": ["nl_BE-nathalie-x_low"],
        "nl male": ["nl_NL-alex-medium", "nl_BE-rdh-medium"],
        "pl female": [],
        "pl male": [],
        "pt female": [],
        "pt male": [],
    }
    wanted = (("es", "female"), ("it", "male"), ("pl", "female"), ("pl", "male"), ("pt", "male"))
    assert [names(code, sex, recommended=False)[0] for code, sex in wanted] == [
        *("es_ES-sharvard-medium F", "it_IT-riccardo-x_low", "pl_PL-gosia-medium", "pl_PL-darkman-medium"),
        "pt_BR-faber-medium",
    ]
    assert names("pt", "female", recommended=False) == []


def test_the_rows_of_a_language_stand_together() -> None:
    turns = [base(model.language) for model in MODELS]
    assert Counter(turns) == Counter({code: len(known_models.of_language(code)) for code in CODES})
    assert [code for code, before in zip(turns, ["", *turns], strict=False) if code != before] == list(CODES)


def test_files_are_always_the_same() -> None:
    assert models.SOURCE.endswith(f"/resolve/{known_models.REVISION}")
    model = known_models.known("pt_PT-tugão-medium")
    assert model
    assert (model.path, model.size_bytes) == ("pt/pt_PT/tugão/medium/pt_PT-tugão-medium.onnx", 63201294)


def test_a_new_voice_gets_the_first_of_its_language_and_sex() -> None:
    assert new_voice.suggested("de-answer-female", "piper", "de") == {"model": "de_DE-mls-medium", "speaker": 36}
    assert new_voice.suggested("anna-female", "piper", "en-GB") == {"model": "en_US-kristin-medium"}
    assert new_voice.suggested("pt-answer-female", "piper", "pt") == {}
    assert new_voice.suggested("anna", "piper", "de") == {}
