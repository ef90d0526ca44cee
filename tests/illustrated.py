"""An interview with all that may stand between paragraphs, and the pictures in it, made on the spot as a telephone makes them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from PIL import Image, ImageDraw
from programs import FRONT_MATTER, ROOT, build

SLUG = "turm"
ORIENTATION, MAKER, PLACE = 0x0112, 0x010F, 0x8825
BODY = """\
Die Einleitung liest die Erzählstimme.[^quelle]

### Was vorher geschah

Der Turm stand lange leer.

![](zier.png)

## Was ist mit dem Turm geschehen?[^2]

Wir haben ihn **renoviert**.[^1] Die Kosten stehen in der Tabelle.

![Der Turm bei Nacht. Links fließt die Spree.](<fotos/Türme 1.jpg> "Der Turm im Mai 2023")

| Ort      |                 2023 |    2024    |
|----------|---------------------:|:----------:|
| Turm[^1] |                380 € | **412** €  |
| Brücke   | [Smart City]{lang=en} | z. B. 5   |
| Haus     |                      |   12.02.   |

### Und die Leute? Kommen sie?

Sie kommen gern[^3], wie eine Besucherin schrieb:

> Wer liest, lebt zweimal.
>
> — Umberto Eco

- Ein Punkt[^2].
- Zwei Punkte.

> - Zitierter Punkt.

![Karte der Stadt](fotos/karte.webp)

## Und nun?

Danke für das Gespräch.[^1]

* * *

Schluss.

[^1]: Die Kosten trug die *Stadt*. Siehe [Bericht](https://example.org/b).

[^2]: Der Turm steht in Bad Doberan.

[^quelle]: Sie ist computererzeugt.

[^3]: Das sagen alle.
"""


def publication(folder: Path, body: str = BODY, settings: str = "") -> Path:
    """The publication of the repository with this interview alone, at an address that is no placeholder. ``settings`` stand
    above the rest of show.toml."""
    pictures(folder / "content")
    shutil.copytree(ROOT / "voices", folder / "voices")
    show = re.sub("(?m)^sample = .*\n", "", (ROOT / "content" / "show.toml").read_text("utf-8"))
    show = show.replace("example.org", "stadt-am-fluss.de")
    (folder / "content" / "show.toml").write_text(f"{settings}\n{show}", encoding="utf-8")
    (folder / "content" / f"{SLUG}.md").write_text(FRONT_MATTER + body, encoding="utf-8")
    return folder


def published(folder: Path, body: str = BODY, settings: str = "") -> Path:
    """The same, built; its episode's folder in dist/."""
    build(publication(folder, body, settings))
    return folder / "dist" / SLUG


def pictures(content: Path) -> None:
    """A photograph that lies on its side and says where it was taken, a half transparent drawing, a map as WebP."""
    (content / "fotos").mkdir(parents=True)
    tower = Image.new("RGB", (2400, 1600), "#8ac")
    draw = ImageDraw.Draw(tower)
    draw.rectangle((1000, 200, 1300, 1500), fill="#742")
    draw.polygon([(950, 220), (1350, 220), (1150, 20)], fill="#a32")
    notes = tower.getexif()
    notes[ORIENTATION], notes[MAKER] = 6, "Telephone"
    notes.get_ifd(PLACE).update({1: "N", 2: (54.0, 6.0, 25.0)})
    tower.transpose(Image.Transpose.ROTATE_90).save(content / "fotos" / "Türme 1.jpg", exif=notes, comment=b"privat")
    Image.new("RGBA", (300, 60), (200, 30, 30, 128)).save(content / "zier.png")
    Image.linear_gradient("L").resize((800, 500)).convert("RGB").save(content / "fotos" / "karte.webp")
