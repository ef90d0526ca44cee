"""Models for Piper of which more is known than their index says: who speaks, from which data, and under which terms.

The table beside this module (``known_models.tsv``) has a row for each, and a language's rows in the order in which they are to
be tried. Sizes and digests are those of Piper's files at :data:`REVISION`; an empty field is not known, and is then taken from
the index. What is said of data and of what a training began from is what the model's own card says there, as two public surveys
of the cards read it; nobody has listened to all of them.

Many models began as a copy of another one, ``lessac`` or ``ryan``, whose data is for research only, or not for commercial use.
Whether that binds what became of the copy is settled nowhere, so none of these is recommended, however free its own data is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal, get_args

from audiobuild.languages.registry import base
from audiobuild.speech.services.model_file import ModelFile

REVISION: Final = "c10ece1aade47bb51c153c893d14e5bf8e5b7117"
"""Of Piper's repository of voices, to which the table's sizes and digests belong."""

Use = Literal["free", "credit", "unclear", "copyleft", "noncommercial", "research"]
"""What the terms allow: anything; anything, if the data's makers are named; nobody can say; what is shared alike; no business;
research only."""
USES: Final[tuple[Use, ...]] = get_args(Use)

SCRATCH: Final = "scratch"
TABLE: Final = "known_models.tsv"


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownModel:
    """A row of the table."""

    name: str
    """As Piper's index calls it: locale, voice and quality."""
    women: tuple[str, ...]
    men: tuple[str, ...]
    """The speakers whose sex is known, by number or name, the best first."""
    speakers: int
    rate_hz: int
    use: Use
    recommended: bool
    licence: str
    """Of the data; empty where the card names none."""
    data: str
    began: str
    """The voice from which its training began, or :data:`SCRATCH`; empty where nobody says."""
    credit: str
    """Whom the licence wants named, with an address."""
    model_bytes: int
    model_md5: str
    model_sha256: str
    settings_bytes: int
    settings_md5: str

    @property
    def language(self) -> str:
        return self.name.partition("-")[0].replace("_", "-")

    @property
    def voice(self) -> str:
        """Who speaks, whatever the quality."""
        return self.name.split("-")[1]

    @property
    def quality(self) -> str:
        return self.name.rpartition("-")[2]

    @property
    def path(self) -> str:
        """Where the model lies in Piper's repository; its settings lie beside it."""
        locale, voice, quality = self.name.split("-")
        return f"{base(locale)}/{locale}/{voice}/{quality}/{self.name}.onnx"

    @property
    def complete(self) -> bool:
        """Whether size and digest of both files are known, so that no index has to be asked."""
        return bool(self.model_bytes and self.model_md5 and self.settings_bytes and self.settings_md5)

    @property
    def files(self) -> tuple[ModelFile, ModelFile]:
        """The settings and the model, as far as they are known."""
        return (
            ModelFile(place=f"{self.path}.json", size_bytes=self.settings_bytes, md5=self.settings_md5),
            ModelFile(place=self.path, size_bytes=self.model_bytes, md5=self.model_md5, sha256=self.model_sha256),
        )

    @property
    def size_bytes(self) -> int:
        """Of both files; 0 where that of the model is not known."""
        return self.model_bytes + self.settings_bytes if self.model_bytes else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody who speaks in a model."""

    model: KnownModel
    speaker: str

    @property
    def options(self) -> Mapping[str, str | int]:
        """What a voice file says so that this one speaks."""
        speaker = int(self.speaker) if self.speaker.isdecimal() else self.speaker
        return {"model": self.model.name, **({"speaker": speaker} if self.model.speakers > 1 else {})}


def known(name: str) -> KnownModel | None:
    """The model of that name, if it is in the table."""
    return table().get(name)


def of_language(language: str) -> tuple[KnownModel, ...]:
    """The models of a language, or all: those that are recommended first, then by what their terms allow."""
    fitting = [model for model in table().values() if not language or base(model.language) == base(language)]
    return tuple(sorted(fitting, key=lambda model: (not model.recommended, USES.index(model.use))))


def people(language: str, sex: str) -> Iterator[Person]:
    """The women or men who speak a language, in the order in which they are to be tried; each once, whatever the quality."""
    met = set()
    for model in table().values():
        for speaker in (
            (model.women if sex == "female" else model.men) if base(model.language) == base(language) else ()
        ):
            if (who := (model.voice, speaker)) not in met:
                met.add(who)
                yield Person(model=model, speaker=speaker)


@cache
def table() -> Mapping[str, KnownModel]:
    """All rows by their names."""
    text = files("audiobuild.speech.services").joinpath(TABLE).read_text(encoding="utf-8")
    return MappingProxyType({model.name: model for model in _models(text)})


def _models(text: str) -> Iterator[KnownModel]:
    head, *lines = (line.split("\t") for line in text.splitlines())
    for line in lines:
        row = dict(zip(head, line, strict=True))
        yield KnownModel(
            name=row["name"],
            women=tuple(row["women"].split()),
            men=tuple(row["men"].split()),
            speakers=int(row["speakers"]),
            rate_hz=int(row["rate_hz"]),
            use=next(use for use in USES if use == row["use"]),
            recommended=row["recommended"] == "yes",
            licence=row["licence"],
            data=row["data"],
            began=row["began"],
            credit=row["credit"],
            model_bytes=int(row["model_bytes"] or 0),
            model_md5=row["model_md5"],
            model_sha256=row["model_sha256"],
            settings_bytes=int(row["settings_bytes"] or 0),
            settings_md5=row["settings_md5"],
        )
