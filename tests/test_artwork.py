"""Pictures: what is wrong with one, what converting makes of it, and how a drawn one looks."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageCms, PngImagePlugin
from writers.episodes import SHOW

from audiobuild import remarks
from audiobuild.errors import ConfigError
from audiobuild.model import Colours
from audiobuild.publication import addresses
from audiobuild.site import artwork, cover

GROUND = "#0b4653"


def picture(size: Any = (1400, 1400), mode: Any = "RGB", form: Any = "JPEG", colour: Any = 0, **options: Any) -> Any:
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, form, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "rules"),
    [
        (picture(), "a.jpg", []),
        (picture((3000, 3000)), "a.JPEG", []),
        (picture(form="PNG"), "a.png", []),
        (picture((1399, 1399)), "a.jpg", ["size"]),
        (picture((3001, 3001)), "a.jpg", ["size"]),
        (picture((1400, 1500)), "a.jpg", ["square"]),
        (picture((1400, 3100)), "a.jpg", ["square", "size"]),
        (picture(form="PNG"), "a.jpg", ["type"]),
        (picture(), "a.png", ["type"]),
        (picture(form="GIF", mode="L"), "a.gif", ["type", "rgb"]),
        (picture(mode="CMYK"), "a.jpg", ["rgb"]),
        (picture(mode="L"), "a.jpg", ["rgb"]),
        (picture(mode="RGBA", form="PNG"), "a.png", ["rgb"]),
        (picture()[:5000], "a.jpg", ["type"]),
        (b"", "a.jpg", ["type"]),
        (b"<svg/>", "a.jpg", ["type"]),
        (picture((20000, 20000), mode="1", form="PNG"), "a.png", ["type"]),
    ],
)
def test_faults(data: Any, name: Any, rules: Any) -> None:
    assert [fault.rule for fault in artwork.faults(data, name)] == rules


@pytest.mark.parametrize(
    "data",
    [
        picture((10, 20), mode="P", form="GIF"),
        picture((4000, 2000), mode="CMYK"),
        picture((1400, 1400), mode="LA", form="PNG"),
        picture((2000, 2000), mode="I;16", form="PNG"),
        picture((1500, 1400), mode="1", form="TIFF"),
    ],
)
def test_what_is_converted_has_no_faults(data: Any) -> None:
    assert list(artwork.faults(artwork.converted(data, GROUND), "cover.jpg")) == []


def colour(image: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    pixel = image.getpixel(place)
    assert isinstance(pixel, tuple)
    return pixel


def test_nothing_is_cut_off_and_what_is_clear_gets_the_ground() -> None:
    image = Image.new("RGBA", (2000, 1000), (255, 0, 0, 255))
    image.paste((0, 0, 0, 0), (0, 0, 1000, 1000))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    made = Image.open(io.BytesIO(artwork.converted(buffer.getvalue(), GROUND)))
    assert made.size == (2000, 2000)
    seen = [colour(made, place) for place in ((1000, 10), (10, 1000), (1990, 1000))]
    wanted = [(11, 70, 83), (11, 70, 83), (255, 0, 0)]
    assert all(abs(a - b) < 8 for one, other in zip(seen, wanted, strict=True) for a, b in zip(one, other, strict=True))


def test_a_turned_photograph_is_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = picture((3000, 1500), exif=exif)
    image = Image.open(io.BytesIO(artwork.converted(data, "#ffffff")))
    assert colour(image, (10, 1500))[0] > 240
    assert colour(image, (1500, 10))[0] < 15


def test_the_editor_s_picture_is_refused_with_all_that_is_wrong_or_converted_when_asked() -> None:
    show = replace(SHOW, image="bild.png")
    with pytest.raises(ConfigError) as error:
        cover.given(show, picture((100, 200), mode="RGBA", form="PNG"))
    assert [problem.message for problem in error.value.problems] == [
        "is 100 × 200 pixels, not square",
        "is 100 × 200 pixels; 1400 to 3000 are allowed",
        "has the colours RGBA, not RGB",
    ]
    data, name = cover.given(replace(show, convert_image=True), picture((100, 200), mode="RGBA", form="PNG"))
    assert (name, list(artwork.faults(data, name))) == ("cover.jpg", [])
    good = picture(form="PNG")
    assert cover.given(show, good) == (good, "cover.png")


# --- drawn ----------------------------------------------------------------------------------------------------------

WIDTH = cover.SIZE - 2 * cover.MARGIN


@pytest.mark.parametrize(
    ("title", "lines", "least"),
    [
        ("Gespräche zum Hören", ["Gespräche", "zum", "Hören"], 500),
        ("Bürgerbeteiligungsverfahren", ["Bürgerbeteiligungsverfahren"], 170),
        ("Smart-City", ["Smart-City"], 460),
        ("Stadt-Land-Fluss-Verein/Öffentlichkeit", ["Stadt-Land-", "Fluss-Verein/", "Öffentlichkeit"], 340),
    ],
)
def test_words_stay_whole_and_are_divided_behind_hyphens_of_their_own(title: Any, lines: Any, least: Any) -> None:
    text, font = cover.fitted(title, WIDTH, 1700)
    assert font.size >= least
    assert all(font.getlength(line) <= WIDTH for line in text.split("\n"))
    assert text.split("\n") == lines


@pytest.mark.parametrize("title", ["x" * 400, "Wort " * 300, "ÄÖÜ" * 40, "日"])
def test_any_text_fits(title: Any) -> None:
    text, font = cover.fitted(title, WIDTH, 1700)
    assert all(font.getlength(line) <= WIDTH for line in text.split("\n"))
    assert cover._height(text, font) <= 1700


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Verwaltungsgerichtsbarkeitsreform", ["Verwaltungsgerichts-", "barkeitsreform"]),
        ("Разговоры у реки", ["Разговоры", "у реки"]),
    ],
)
def test_long_compounds_are_divided_and_no_small_word_ends_a_line(title: Any, lines: Any) -> None:
    assert cover.fitted(title, WIDTH, 1200)[0].split("\n") == lines


def drawn(**changes: Any) -> Image.Image:
    return Image.open(io.BytesIO(cover.draw(cover.of_show(replace(SHOW, **changes)))))


def test_it_is_drawn_in_the_show_s_colours_without_faults_and_the_same_every_time() -> None:
    show = replace(SHOW, title="Über 🎙️ Öl", colours=Colours(ground="#ffffff", ink="#000000", accent="#8a1c3a"))
    face = cover.of_show(show)
    data = cover.draw(face)
    assert data == cover.draw(face)
    assert list(artwork.faults(data, "cover.jpg")) == []
    image = Image.open(io.BytesIO(data))
    assert all(level > 250 for level in colour(image, (5, 5)))
    assert min(image.convert("L").tobytes()) < 4
    assert cover.fingerprint(face) != cover.fingerprint(replace(face, colours=Colours()))


@pytest.mark.parametrize("title", ["Ja", "Gespräche zum Hören", "Wort " * 40])
def test_type_stands_on_the_ground_alone(title: Any) -> None:
    """From which the editor's colours stand out by 4.5 : 1 (publication.config)."""
    face = cover.of_show(replace(SHOW, title=title))
    one, other = (Image.open(io.BytesIO(cover.draw(replace(face, name=name)))) for name in ("eins", "zwei"))
    differing = ImageChops.difference(one, other).convert("L").point(lambda level: 255 * (level > 40)).getbbox()
    assert differing
    (_, top, _, bottom) = differing
    ground = Image.new("RGB", one.size, face.colours.ground)
    inked = ImageChops.difference(one, ground).convert("L").point(lambda level: 255 * (level > 40))
    box = inked.crop((0, 0, cover.SIZE, top - 8)).getbbox()
    assert box
    assert bottom == cover.SIZE
    assert cover.MARGIN - 40 < box[0] < box[2] < cover.SIZE - cover.MARGIN + 40
    assert 100 < box[1] < box[3] < top - 100


def test_every_show_has_an_ornament_of_its_own_and_every_episode_another_of_the_same_shapes() -> None:
    small = {title: drawn(title=title).resize((64, 64)).tobytes() for title in "ABCDEFGH"}
    for one, other in itertools.combinations(small.values(), 2):
        assert sum(abs(a - b) > 60 for a, b in zip(one, other, strict=True)) / len(one) > 0.1
    faces = [replace(cover.of_show(SHOW), title="A", name=name) for name in ("eins", "zwei")]
    assert faces[0].motif == faces[1].motif
    assert cover.draw(faces[0]) != cover.draw(faces[1])


@pytest.mark.parametrize(("title", "missing"), [("שלום", "ולםש"), ("日本のラジオ", "のオジラ日本"), ("🎙️", "")])
def test_letters_that_the_font_lacks_are_never_drawn_as_boxes(title: Any, missing: Any) -> None:
    """The ornament stands alone, and the editor is told."""
    show = replace(SHOW, title=title)
    assert cover.of_show(show).title == ""
    assert cover.missing(title) == missing
    (remark,) = remarks.wordless_cover(show)
    assert remark.message == f"is not on the cover that is made: its font has no letters for {missing or title}"
    assert list(remarks.wordless_cover(SHOW)) == list(remarks.wordless_cover(replace(show, image="a.jpg"))) == []


def test_small_covers_are_small_whatever_they_show() -> None:
    noise = Image.effect_noise((1400, 1400), 120).convert("RGB")
    buffer = io.BytesIO()
    noise.save(buffer, "JPEG", quality=95)
    for side in addresses.SMALL_COVERS:
        made = artwork.small(buffer.getvalue(), side)
        assert len(made) <= artwork.SMALL_BYTES
        assert Image.open(io.BytesIO(made)).size == (side, side)
    assert Image.open(io.BytesIO(artwork.icon(buffer.getvalue(), 180))).size == (180, 180)


def test_what_only_other_programs_open_is_no_picture() -> None:
    """Pillow hands EPS to Ghostscript."""
    data = picture(form="EPS")
    assert [fault.message for fault in artwork.faults(data, "a.jpg")] == ["is no picture"]
    with pytest.raises(ValueError, match=r"^is no picture$"):
        artwork.converted(data, GROUND)


def test_a_picture_is_measured_before_it_is_decoded() -> None:
    """A few kilobytes that would take a gigabyte."""
    data = picture((20_000, 20_000), mode="1", form="PNG")
    assert len(data) < 100_000
    assert [fault.message for fault in artwork.faults(data, "a.png")] == ["is far too large"]


def test_a_broken_colour_profile_is_the_picture_s_fault() -> None:
    with pytest.raises(ValueError, match=r"^is broken: "):
        artwork.converted(picture((16, 16), icc_profile=b"nonsense"), GROUND)


def _noted(form: str) -> bytes:
    """A picture with a place, a camera, a comment and more behind its end."""
    exif = Image.Exif()
    exif[0x010E] = "SECRET"
    exif.get_ifd(0x8825)[1] = "N"
    image = Image.effect_noise((1400, 1400), 40).convert("RGB")
    buffer = io.BytesIO()
    if form == "PNG":
        image.save(buffer, "PNG", exif=exif, pnginfo=_texts())
    else:
        image.save(buffer, "JPEG", exif=exif, comment=b"SECRET", progressive=form == "progressive", icc_profile=PROFILE)
    return buffer.getvalue() + b"SECRET" * 100


def _texts() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "SECRET")
    info.add_itxt("Author", "SECRET")
    return info


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("form", ["JPEG", "progressive", "PNG"])
def test_a_cover_is_published_without_what_is_not_seen(form: str) -> None:
    data = _noted(form)
    bare = artwork.bare(data)
    assert b"SECRET" in data
    assert b"SECRET" not in bare
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(bare)) as after:
        assert before.tobytes() == after.tobytes()
        assert not dict(after.getexif())
        assert after.info.get("icc_profile") == before.info.get("icc_profile")
    assert artwork.bare(bare) == bare


def test_a_picture_that_lies_on_its_side_is_not_published_so() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert [fault.rule for fault in artwork.faults(picture(exif=exif), "a.jpg")] == ["upright"]
    assert not list(artwork.faults(artwork.converted(picture(exif=exif), GROUND), "a.jpg"))


def test_an_episode_s_cover_is_the_picture_itself_where_it_is_one() -> None:
    sound = picture((1400, 1400), comment=b"geheim")
    assert artwork.cover(sound, GROUND) == artwork.bare(sound)
    for other in (picture((300, 200)), picture((1400, 1400), form="PNG"), picture((4000, 4000))):
        made = artwork.cover(other, GROUND)
        assert list(artwork.faults(made, "cover.jpg")) == []
        assert artwork.bare(made) == made


def test_a_page_s_picture_keeps_its_shape() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    for data, size in (
        (picture((3200, 1600)), (1600, 800)),
        (picture((100, 50), mode="RGBA", form="PNG"), (100, 50)),
        (picture((800, 400), exif=exif), (400, 800)),
        (picture((9000, 3)), (1600, 1)),
    ):
        made = artwork.upright(data, GROUND)
        with Image.open(io.BytesIO(made)) as found:
            assert (found.format, found.mode, found.size) == ("JPEG", "RGB", size)
        assert artwork.bare(made) == made


def test_what_is_converted_tells_nothing_that_is_not_seen() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    data = picture((1400, 1400), comment=b"geheim", exif=exif)
    for made in (artwork.converted(data, GROUND), artwork.upright(data, GROUND), artwork.cover(data, GROUND)):
        assert b"geheim" not in made
        assert artwork.bare(made) == made
