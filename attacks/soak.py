"""A publication that is edited and built again and again is the same as one that is built for the first time."""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from attacks import subject
from attacks.tally import Tally, finish
from audiobuild.publication.config import DIST, STATE
from audiobuild.site import stamps
from audiobuild.speech import cache

PRUNED_EVERY = 10

SENTENCES = [
    *(
        "Das ist gut.",
        "Es regnet heute.",
        "Wir fangen früh an.",
        "Am 3. Mai um 10:30 Uhr.",
        "Vielleicht.",
        "Nein, nie.",
    ),
    *("Das kostet 12,50 Euro.", "Die Stadt wächst.", "Alle waren da.", "Niemand weiß es.", "Das bleibt so."),
]
NAMES = ["Anna Süd", "Ben Nord", "Cem West", "Dora Ost"]


@dataclass
class Episode:
    """What can be edited of an episode: its title, its day, who speaks, and the questions with their answers."""

    title: str
    day: int
    names: list[str]
    exchanges: list[list[str]] = field(default_factory=list)
    id: str = ""

    def text(self) -> str:
        """The interview's file."""
        body = "\n\n".join(f"## {one[0]}\n\n" + "\n\n".join(one[1:]) for one in self.exchanges)
        date = f"2024-{1 + self.day // 28 % 12:02}-{1 + self.day % 28:02}"
        return (
            f"---\ntitle: {self.title}\nid: {self.id}\ndate: {date}\nlanguage: de\nspeakers:\n"
            f"  - {{name: {self.names[0]}, role: question}}\n  - {{name: {self.names[1]}, role: answer}}\n---\n\n{body}\n"
        )


def edit(episodes: dict[str, Episode], dice: random.Random) -> str:
    """One random edit; what it was."""
    slug = dice.choice(sorted(episodes)) if episodes else "folge-1"
    kind = dice.choice(("sentence",) * 4 + ("chapter", "unchapter", "title", "date", "speaker", "episode", "unepisode"))
    if not episodes or (kind == "episode" and len(episodes) < 6):
        slug = f"folge-{dice.randrange(1, 20)}"
        episodes[slug] = Episode(
            title="Neu",
            day=dice.randrange(300),
            names=dice.sample(NAMES, 2),
            exchanges=[_exchange(dice)],
            id=f"soak-{dice.randrange(10**9)}",
        )
        return f"episode {slug}"
    episode = episodes[slug]
    if kind == "sentence":
        chapter = dice.choice(episode.exchanges)
        place = dice.randrange(1, len(chapter) + 1)
        chapter[place : place + dice.randrange(2)] = [dice.choice(SENTENCES)] if len(chapter) < 6 else []
        chapter[1:] = chapter[1:] or ["Gut."]
    elif kind == "chapter" and len(episode.exchanges) < 4:
        episode.exchanges.insert(dice.randrange(len(episode.exchanges) + 1), _exchange(dice))
    elif kind == "unchapter" and len(episode.exchanges) > 1:
        del episode.exchanges[dice.randrange(len(episode.exchanges))]
    elif kind == "title":
        episode.title = f"Folge {dice.randrange(1000)}"
    elif kind == "date":
        episode.day = dice.randrange(300)
    elif kind == "speaker":
        episode.names = dice.sample(NAMES, 2)
    elif kind == "unepisode" and len(episodes) > 1:
        del episodes[slug]
    return f"{kind} {slug}"


def _exchange(dice: random.Random) -> list[str]:
    return [f"Was ist {dice.randrange(50)}?", *dice.sample(SENTENCES, dice.randrange(1, 3))]


@subject.one_moment()
def attack(times: int, seed: int) -> Tally:
    """Edit, build, and build the same content in an empty folder."""
    tally, dice = Tally("soak"), random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        root, clean = Path(name, "p"), Path(name, "clean")
        episodes: dict[str, Episode] = {}
        for number in range(times):
            said = [edit(episodes, dice) for _ in range(dice.randrange(1, 4))]
            texts = {slug: episode.text() for slug, episode in episodes.items()}
            subject.publication(root, texts)
            _remove_episodes_that_are_gone(root, set(texts))
            one = dice.choice(sorted(texts)) if dice.random() < 0.2 else ""
            if one and number:  # some editors build the one that they changed, and the others later
                subject.build(root, one)
            subject.build(root)
            shutil.rmtree(clean, ignore_errors=True)
            subject.publication(clean, texts)
            subject.build(clean)
            same = subject.dist(root) == subject.dist(clean)
            tally.count(f"{number}: {'; '.join(said)}", None if same else "differs from a clean build")
            if number % PRUNED_EVERY == 0:
                tally.count(f"{number}: prune", _unbounded(root, clean))
    return tally


def _remove_episodes_that_are_gone(root: Path, slugs: set[str]) -> None:
    """As ``build`` asks the editor to."""
    for path in (root / DIST).glob("folge-*") if (root / DIST).is_dir() else ():
        if path.name not in slugs:
            shutil.rmtree(path)


def _unbounded(root: Path, clean: Path) -> str | None:
    """Pruned of all that no episode uses, the cache is as large as that of a clean build."""
    kept = cache.of(root)
    kept.prune(days=0, megabytes=0, in_use=stamps.load(root / STATE).all_clips)
    now, new = kept.sizes()["clips"], cache.of(clean).sizes()["clips"]
    return None if now == new else f"{now} are left, a clean build needs {new}"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    finish(attack(options.times, options.seed))


if __name__ == "__main__":
    main()
