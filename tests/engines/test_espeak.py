"""What is espeak-ng's own: voices, settings, word times, and the same bytes whatever was spoken before."""

from __future__ import annotations

import ctypes
import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import espeakng_loader
import pytest
from flagship import OWN

from audiobuild import espeak_data
from audiobuild.errors import EngineError
from audiobuild.model import Speech, Voice, Word
from audiobuild.speech.engines.espeak import Espeak
from audiobuild.speech.espeak import ipa, native, phonemes

GERMAN = Voice(name="guest", engine="espeak", language="de")
ENGINE = Espeak()


def speak(text: str, voice: Voice = GERMAN, language: str = "") -> Speech:
    return ENGINE.synthesize(text, language=language or voice.language, voice=voice)


def spoken(text: str, speech: Speech) -> list[str]:
    return [text[word.start : word.end] for word in speech.words]


def messages(**changes: Any) -> list[tuple[str, str]]:
    wrong = replace(GERMAN, **changes)
    return [(problem.message, problem.remedy) for problem in ENGINE.problems(wrong)]


# --- voices ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "file"),
    [
        ("de", "gmw/de"),
        ("de-AT", "gmw/de"),
        ("DE_ch", "gmw/de"),
        ("en", "gmw/en"),
        ("en-GB", "gmw/en"),
        ("en-US", "gmw/en-US"),
        ("en-AU", "gmw/en"),
        ("fr", "roa/fr"),
        ("fr-CH", "roa/fr-CH"),
        ("es", "roa/es"),
        ("es-MX", "roa/es-419"),
        ("it", "roa/it"),
        ("nl", "gmw/nl"),
        ("pl", "zlw/pl"),
        ("pt-BR", "roa/pt-BR"),
        ("pt-PT", "roa/pt"),
        ("no", "gmq/nb"),
        ("zh-Hant-TW", "sit/cmn"),
        ("chr", "iro/chr"),
        ("tlh", None),
        ("", None),
    ],
)
def test_a_language_tag_finds_its_voice(tag: str, file: str | None) -> None:
    assert espeak_data.voice_file(tag) == file


def test_every_language_has_a_voice_that_speaks() -> None:
    assert len(ENGINE.languages()) > 100
    for file in sorted(set(espeak_data.languages().values())):
        assert any(native.speak("a", voice=file, rate=175, pitch=50).pcm), file
    assert all(espeak_data.voice_file(code) for code in ENGINE.languages())


def test_voices_whose_dictionary_is_missing_are_not_offered() -> None:
    assert not {"fo", "kaa", "xex"} & ENGINE.languages()


def test_variants_are_other_speakers() -> None:
    sounds = {
        variant: speak("Guten Tag.", replace(GERMAN, options={"variant": variant})).pcm
        for variant in espeak_data.variants()
    }
    assert len(set(sounds.values())) == len(sounds) > 100


def test_a_foreign_phrase_is_spoken_in_its_language_by_the_same_variant() -> None:
    guest = replace(GERMAN, options={"variant": "f2"})
    assert speak("Smart City", guest, "en") == speak("Smart City", replace(guest, language="en"))
    assert speak("Gift", guest, "en").pcm != speak("Gift", guest, "de").pcm


def test_a_phrase_in_a_language_that_is_not_there_is_an_error() -> None:
    with pytest.raises(EngineError, match="no voice for language 'tlh'"):
        speak("nuqneH", GERMAN, "tlh")


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = messages(language="dee", rate=9.0, pitch=-8.0, options={"variant": "f22", "gender": "female"})
    assert [message for message, _ in found] == [
        "rate 9 is beyond what espeak-ng can speak",
        "pitch -8 is beyond what espeak-ng can speak",
        "espeak-ng has no voice for language 'dee'",
        "espeak-ng has no variant 'f22'",
        "the espeak engine has no option 'gender'",
    ]
    remedies = [remedy for _, remedy in found]
    assert remedies[0] == "Give a factor from 0.46 to 2.6; 1.0 is its normal speed."
    assert remedies[2].startswith("Do you mean de? There are: af, am, an, ")
    assert remedies[3].startswith("Do you mean f2? There are: ")
    assert remedies[4] == "Its one option is: variant."


@pytest.mark.parametrize("rate", [0.0, -1.0, 0.4, float("nan"), float("inf")])
def test_an_impossible_rate_is_told(rate: float) -> None:
    assert len(messages(rate=rate)) == 1


def test_a_variant_that_is_no_name_is_told() -> None:
    assert [message for message, _ in messages(options={"variant": 2})] == ["espeak-ng has no variant '2'"]


def test_data_at_too_long_a_path_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = tmp_path / "ä" / ("x" * (espeak_data.LONGEST_PATH_BYTES - espeak_data.length(tmp_path) - len("/ä/") - 1))
    link.parent.mkdir()
    link.symlink_to(espeakng_loader.get_data_path())
    monkeypatch.setattr(espeakng_loader, "get_data_path", lambda: str(link))
    assert ENGINE.problems(GERMAN) == ()
    assert any(speak("Guten Tag.").pcm)
    longer = link.rename(link.with_name(link.name + "x"))
    monkeypatch.setattr(espeakng_loader, "get_data_path", lambda: str(longer))
    ((message, remedy),) = messages()
    assert message == f"espeak-ng cannot read its data at a path of 160 bytes: {longer}"
    assert remedy == "Install into a folder that makes it at most 159 bytes."
    with pytest.raises(native.NativeError, match="does not start"):
        native.speak("Guten Tag.", voice="gmw/de", rate=175, pitch=50)


# --- settings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "steps"), [({"pitch": 5.0}, 78), ({"pitch": -5.0}, 17), ({"pitch": 7.0}, 89), ({}, 50)]
)
def test_pitch_is_semitones(change: dict[str, Any], steps: int) -> None:
    voice = replace(GERMAN, **change)
    assert ENGINE.fingerprint(voice).endswith(f" rate=175 pitch={steps}")


def test_the_fingerprint_names_all_that_makes_the_sound() -> None:
    voice = replace(GERMAN, rate=1.2, pitch=2.0, options={"variant": "f2"})
    assert ENGINE.fingerprint(voice) == "espeak-2 library=1.52.0 data=0.2.4 variant=f2 rate=210 pitch=61"


# --- words ----------------------------------------------------------------------------------------------------------


def test_a_word_is_where_and_when_it_was_reported() -> None:
    text = "Hallo, schöne Welt!"
    assert speak(text).words == (
        Word(start=0, end=6, time_ms=0),
        Word(start=7, end=13, time_ms=467),
        Word(start=14, end=19, time_ms=775),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Größe über Öl", ["Größe", "über", "Öl"]),
        ("Das freut 😀 uns 👩‍👧 sehr.", ["Das", "freut", "uns", "sehr."]),
        ("u\u0308ber e\u0301t a\u0300\u0301\u0302 Rat", ["u\u0308ber", "e\u0301t", "a\u0300\u0301\u0302", "Rat"]),
        ("𝔘nd 𐍈 dann", ["𝔘nd", "𐍈", "dann"]),
        ("Am 12.02.2022 bei KL.digital – ja!", ["Am", "12.02.2022", "bei", "KL.digital", "ja!"]),
        ("Er sagte: „Nein“ (lacht) … so", ["Er", "sagte:", "Nein“", "lacht)", "so"]),
        ("eins\x00zwei\x07 drei\ud800 vier", ["eins", "zwei", "drei", "vier"]),
        ("  vorn\tund\u00a0hinten  ", ["vorn", "und", "hinten"]),
        ("a < b & c", ["a", "b", "&", "c"]),
    ],
)
def test_words_are_counted_in_characters_of_the_text(text: str, words: list[str]) -> None:
    assert spoken(text, speak(text)) == words


def test_nearly_every_token_has_its_time() -> None:
    sentences = [line for line in OWN.source.read_text(encoding="utf-8").splitlines() if line.strip()]
    tokens = sum(any(map(str.isalnum, token)) for line in sentences for token in line.split())
    timed = sum(len(speak(line).words) for line in sentences)
    assert timed >= 0.99 * tokens


# --- text is text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("<b>fett</b>", "b fett b"),
        ("<speak>ja</speak>", "speak ja speak"),
        ("&lt;", "& lt"),
        ("[[h@l'oU]]", "h @ l'o U"),
    ],
)
def test_markup_is_read_out_as_text(text: str, like: str) -> None:
    assert phonemes(text, "de").replace("ˈ", "") == phonemes(like, "de").replace("ˈ", "")


def test_what_crashes_the_library_does_not_reach_it() -> None:
    """In a process of its own, which each of these used to end."""
    texts = [("vi", "`"), ("fi", "\u28ff"), ("bn", "\u24dc"), ("ka", "a\U0001f170b"), ("de", "\U0001f920 " * 40)]
    code = (
        "from audiobuild.speech.engines.espeak import Espeak; from audiobuild.model import Voice\n"
        f"for language, text in {texts!r}:\n"
        "    voice = Voice(name='guest', engine='espeak', language=language)\n"
        "    print(any(Espeak().synthesize(text, language=language, voice=voice).pcm))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False", "False", "True", "False"]


def test_phonemes() -> None:
    assert phonemes("Guten Tag, Welt! Wie geht's?", "de") == "ɡˈuːtən tˈɑːk vˈɛlt viː ɡˈeːts"
    assert phonemes("Smart City", "en-GB") == "smˈɑːt sˈɪti"
    assert phonemes("", "de") == phonemes("…\0", "de") == ""
    with pytest.raises(EngineError, match="no voice for language 'tlh'"):
        phonemes("nuqneH", "tlh")


# --- the same bytes -------------------------------------------------------------------------------------------------

TEXTS = [
    ("de", "Die Smart City hat 7.200 Einwohner."),
    ("de", "Wie war das: ein Workshop, oder ein Team?"),
    ("en", "The weather is fine, isn't it?"),
    ("fr", "Qu'est-ce que c'est, un week-end?"),
    ("pl", "W Szczebrzeszynie chrząszcz brzmi w trzcinie."),
]
VARIANTS = ["f2", "m3", "whisper", "croak", "klatt2", "klatt4", "klatt6", "Reed", "caleb", "Mr serious", "robosoft3"]


def test_neither_order_nor_neighbours_change_a_byte() -> None:
    todo = [(language, text, variant) for language, text in TEXTS for variant in VARIANTS]
    sounds: dict[tuple[str, str, str], set[str]] = {item: set() for item in todo}
    for turn in range(3):
        random.Random(turn).shuffle(todo)  # a fixed order, nothing secret
        for language, text, variant in todo:
            speech = speak(text, replace(GERMAN, options={"variant": variant}), language)
            sounds[language, text, variant].add(sha256(speech.pcm + repr(speech.words).encode()).hexdigest())
    assert [item for item, digests in sounds.items() if len(digests) != 1] == []


def test_threads_wait_for_each_other() -> None:
    texts = [text for _, text in TEXTS] * 4
    alone = [speak(text).pcm for text in texts]
    with ThreadPoolExecutor(4) as executor:
        assert list(executor.map(lambda text: speak(text).pcm, texts)) == alone
    assert threading.active_count() == 1


def test_a_library_that_somebody_else_holds_is_refused() -> None:
    held = ctypes.CDLL(espeakng_loader.get_library_path())
    try:
        with pytest.raises(EngineError, match="another part of this program holds espeak-ng's library"):
            speak("Guten Tag.")
    finally:
        native._unload(held)
    assert any(speak("Guten Tag.").pcm)


# --- the International Phonetic Alphabet -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "ipa", "expected"),
    [
        ("de", "ˈlaʊ̯tɐn", "lˈaʊtɜn"),
        ("de", "ʒyˈʁiː", "ʒʏrˈiː"),
        ("de", "ʒyˈriː", "ʒʏrˈiː"),
        ("de", "kʁo̯aˈsɑ̃ː", "kɾwasˈɑ̃"),
        ("de", "ˈsœːɐ̯vɪs", "sˈœːɾvɪs"),
        ("de", "ˈmɛnɪd͡ʒmənt", "mˈɛnɪdʒmənt"),
        ("de", "ˈʃtɔɪ̯ɐ", "ʃtˈɔøɜ"),
        ("de", "laˈɡuːna ˈbiːtʃ", "laɡˈuːna bˈiːtʃ"),
        ("en", "ˈraɪt", "ɹˈaɪt"),
        ("en-US", "ˈɹoʊd", "ɹˈoʊd"),
        ("es", "ˈpero", "pˈero"),
        ("es", "ˈpeɾo", "pˈeɾo"),
        ("fr", "ʁy", "ʁy"),
    ],
)
def test_ipa_is_spoken_by_the_phonemes_of_the_voice(language: str, ipa: str, expected: str) -> None:
    assert phonemes(f"⟦{ipa}⟧", language) == expected


@pytest.mark.parametrize("language", ["de", "en", "en-US", "es", "fr", "it", "nl", "pl", "pt"])
def test_every_letter_of_the_alphabet_is_said_somehow(language: str) -> None:
    vowels = "iyɨʉɯuɪʏʊeøɘɵɤoəɛœɜɞʌɔæɐaɶɑɒ"
    consonants = "pbtdʈɖcɟkɡqɢʔmɱnɳɲŋɴʙrʀɾɽɸβfvθðszʃʒʂʐçʝxɣχʁħʕhɦɬɮʋɹɻjɰlɭʎʟʍwɥʜʢʡɕʑɺɧɓɗʄɠʛ"
    voice = espeak_data.voice_file(language)
    assert voice
    assert [vowel for vowel in vowels if not ipa.mnemonics(vowel, voice)] == []
    assert [consonant for consonant in consonants if not ipa.mnemonics(f"{consonant}a", voice)] == []


def test_what_is_no_ipa_is_an_error_that_names_the_character() -> None:
    with pytest.raises(EngineError) as caught:
        speak("Ein ⟦b€nts⟧ fährt.")
    (problem,) = caught.value.problems
    assert problem.message == "/b€nts/ is not in the International Phonetic Alphabet: '€'"


def test_words_with_ipa_are_timed_where_they_stand() -> None:
    text = "Der ⟦ˈbiːmɐ⟧-Raum, das „⟦ˈlaɪf⟧konzert“ und [[x]] Raum⟦ˌbiːmɐ⟧."
    speech = speak(text)
    words = ["Der", "⟦ˈbiːmɐ⟧-Raum,", "das", "„⟦ˈlaɪf⟧konzert“", "und", "[[x]]", "Raum⟦ˌbiːmɐ⟧."]
    assert [text[word.start : word.end].strip("„[") for word in speech.words] == [word.strip("„[") for word in words]
