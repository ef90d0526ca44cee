"""Hostile publications, documents and surroundings, through the command line: ``python -m attacks.publications``.

Every try is one command. It must end with an exit code that is an answer, within 60 s and 500 MB, without a traceback; what
it publishes must hold nothing active, private or hidden. ``--times`` takes a sample of so many, ``--only`` those whose name
holds a word, ``--cases`` reads a folder of files that were found elsewhere.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from attacks import command, documents, hostile, published, surroundings
from attacks.tally import Tally, finish

DAY = ("--date", "2024-05-01")
"""So that an import is not refused for want of a date alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Try:
    """A publication that ``prepare`` has spoilt, and the command that meets it. ``refused``: it must not end well;
    ``built``: it must."""

    name: str
    arguments: Sequence[str] = ("build", "-q", "--json")
    prepare: Callable[[Path], object] = lambda project: None
    environment: Mapping[str, str | None] = field(default_factory=dict)
    stdin: bytes = b""
    closed: Sequence[int] = ()
    fresh: bool = False
    refused: bool = False
    built: bool = False


def main() -> None:
    """Make every try, or a sample, and print what went through."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=0, help="a sample of so many (default: all)")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="")
    options.add_argument("--seconds", type=float, default=7200, help="begin no try after that (default: %(default)s)")
    options.add_argument("--cases", type=Path, default=Path(__file__).parents[2] / "shared/cases/robust")
    options.add_argument(
        "--slow", action="store_true", help="name each try that takes more than five seconds or 300 MB"
    )
    chosen = options.parse_args()
    tries = [item for item in everything(chosen.cases) if chosen.only in item.name]
    if chosen.times:
        tries = random.Random(chosen.seed).sample(tries, min(chosen.times, len(tries)))
    finish(attack(tries, slow=chosen.slow, seconds=chosen.seconds))


def attack(tries: Sequence[Try], *, slow: bool = False, seconds: float = 3600) -> Tally:
    """Make the tries, each in a publication of its own, as many as there is time for."""
    tally, end = Tally("publications"), time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="attack") as scratch:
        base = _base(Path(scratch))
        for number, item in enumerate(tries):
            if time.monotonic() > end:
                break
            place = Path(scratch) / str(number)
            shutil.copytree(base, place / "p")
            _outside(place / "outside")
            tally.count(item.name, _made(item, place / "p", slow=slow))
            for locked in place.rglob("*"):
                if locked.is_dir() and not locked.is_symlink():
                    locked.chmod(0o700)
            shutil.rmtree(place, ignore_errors=True)
    return tally


_EXPECTED = (" is silent", " is not there")
"""What check may find: their voice is the engine that says nothing, and a link may lead to a page that the site has not."""


def _base(scratch: Path) -> Path:
    """A publication that builds, with its cover drawn."""
    base = scratch / "base"
    for name, text in {
        "content/show.toml": hostile.show(),
        "content/am-kai.md": hostile.interview(),
        "voices/a.toml": hostile.voice(),
    }.items():
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_text(text)
    answer = command.run(("build", "-q"), folder=base)
    if answer.code:
        raise SystemExit(f"the publication does not build as it is: {answer.err}")
    shutil.rmtree(base / "dist")
    return base


def _outside(folder: Path) -> None:
    folder.mkdir()
    for suffix, text in {
        ".md": hostile.interview(body=f"## Was?\n\n{published.SECRET}\n"),
        ".toml": f'"Nichts" = "{published.SECRET}"\n',
        ".pls": published.SECRET,
    }.items():
        (folder / f"secret{suffix}").write_text(text)
    shutil.copy(Path(__file__).parents[1] / "docs/page.png", folder / "secret.jpg")


def _made(item: Try, project: Path, *, slow: bool) -> str | None:
    item.prepare(project)
    answer = command.run(
        item.arguments,
        folder=project if project.exists() else None,
        environment=item.environment,
        stdin=item.stdin,
        closed=item.closed,
        fresh=item.fresh,
    )
    if slow and (answer.seconds > 5 or answer.megabytes > 300):
        print(f"slow: {item.name}: {answer.seconds:.1f} s, {answer.megabytes:.0f} MB, {answer.code}", flush=True)
    if found := command.fault(answer):
        return found
    if answer.code and not answer.err.strip() and 2 not in item.closed:
        return f"exit code {answer.code} without a word"
    if item.refused and not answer.code:
        return "went through"
    if item.built and answer.code:
        return f"exit code {answer.code}: {answer.err[-300:]!r}"
    if published.SECRET in answer.out + answer.err:
        return "prints what is private"
    if not (project / "dist").is_dir():
        return None
    if item.arguments[0] == "build" and not answer.code:
        checked = command.run(("check",), folder=project, environment=item.environment, fresh=item.fresh)
        lines = [
            line
            for line in checked.out.splitlines()
            if line.startswith("dist") and not any(map(line.__contains__, _EXPECTED))
        ]
        if checked.code not in (0, 6) or lines:
            return f"check, behind a build, ends with {checked.code}: {(lines or checked.err)!r:.500}"
    return next(published.faults(project / "dist"), None)


# --- the tries ------------------------------------------------------------------------------------------------------


def everything(cases: Path | None = None) -> Iterator[Try]:
    """All tries, in order."""
    yield from _values()
    yield from _files()
    yield from _documents()
    yield from _sizes()
    yield from _names()
    yield from _arguments()
    yield from _surroundings()
    if cases and cases.is_dir():
        yield from _found(cases)


def _write(name: str, text: str, project: Path) -> None:
    (project / name).write_text(text, encoding="utf-8", errors="surrogatepass")


def _values() -> Iterator[Try]:
    """Each value in each place."""
    toml = {name: (json.dumps(text, ensure_ascii=True), json.dumps(text)) for name, text in hostile.TEXTS.items()}
    for name, (in_toml, in_yaml) in (toml | dict(hostile.VALUES)).items():
        for kind, keys, file, value in (
            (hostile.show, hostile.SHOW, "content/show.toml", in_toml),
            (hostile.voice, hostile.VOICE, "voices/a.toml", in_toml),
            (hostile.interview, hostile.MATTER, "content/am-kai.md", in_yaml),
        ):
            for key in keys:
                yield Try(name=f"{name} in {file}: {key}", prepare=partial(_write, file, kind(key, value)))
    for name, text in hostile.TEXTS.items():
        for place in hostile.BODY:
            written = hostile.interview(body=hostile.body(place, text))
            yield Try(name=f"{name} in the text: {place}", prepare=partial(_write, "content/am-kai.md", written))
        for place in hostile.LEXICON:
            written = hostile.lexicon(place, text)
            yield Try(name=f"{name} in the lexicon: {place}", prepare=partial(_write, "content/lexicon.toml", written))


def _files() -> Iterator[Try]:
    """What is no plain file, in the place of each file that an editor names, and of a document to import."""

    def plant(name: str, put: Callable[[Path, Path], object], project: Path) -> None:
        (project / name).unlink(missing_ok=True)
        put(project / name, project.parent / "outside")
        if name.endswith("jpg"):
            _write("content/show.toml", hostile.show("image", '"cover.jpg"'), project)

    for kind, put in hostile.FILES.items():
        for name in hostile.NAMED:
            for arguments in (("build", "-q"), ("voices",), ("say", "Ja.", "--dry-run")):
                refused = kind == "a link out" and name != "voices/a.toml" and arguments[0] == "build"
                prepare = partial(plant, name, put)
                yield Try(
                    name=f"{kind} as {name}: {arguments[0]}", arguments=arguments, prepare=prepare, refused=refused
                )
        prepare = partial(plant, "article", put)
        yield Try(name=f"{kind}: import", arguments=("import", "article", "--dry-run"), prepare=prepare)


def _documents() -> Iterator[Try]:
    def bring(name: str, make: Callable[[], bytes], project: Path) -> None:
        (project / name).write_bytes(make())

    for name, make in documents.HOSTILE.items():
        yield Try(name=f"import {name}", arguments=("import", name, "--json", *DAY), prepare=partial(bring, name, make))
        if not name.startswith("charset"):
            arguments = ("import", name, "--as-article", "--language", "de", "--dry-run")
            yield Try(name=f"import {name} as an article", arguments=arguments, prepare=partial(bring, name, make))


def _sizes() -> Iterator[Try]:
    """More than anybody writes: an error or a result, within the bounds."""

    def make(name: str, text: Callable[[], str], project: Path) -> None:
        _write(name, text(), project)

    for name, text in surroundings.LARGE_INTERVIEWS.items():
        yield Try(name=name, prepare=partial(make, "content/am-kai.md", text))
    for name, (file, text) in surroundings.LARGE_FILES.items():
        yield Try(name=name, prepare=partial(make, file, text))


def _names() -> Iterator[Try]:
    """Files of interviews and voices by names that nobody should give."""

    def rename(folder: str, name: str, project: Path) -> None:
        source = project / ("content/am-kai.md" if folder == "content" else "voices/a.toml")
        (project / folder / name).write_bytes(source.read_bytes())

    for name in surroundings.NAMES:
        yield Try(name=f"content/{name!r}.md", prepare=partial(rename, "content", f"{name}.md"), refused=True)
        yield Try(name=f"voices/{name!r}.toml", prepare=partial(rename, "voices", f"{name}.toml"))


def _arguments() -> Iterator[Try]:
    """Each text as a word of the command line."""

    def article(project: Path) -> None:
        _write("article.txt", documents.PLAIN, project)

    words = {name: text for name, text in hostile.TEXTS.items() if "\0" not in text} | {"half a character": "\udcff"}
    for name, text in words.items():
        for arguments in surroundings.commands(text):
            yield Try(name=f"{name}: {' '.join(arguments)[:60]!r}", arguments=arguments, prepare=article)


def _surroundings() -> Iterator[Try]:
    for name, around in surroundings.AROUND.items():
        for arguments in (
            ("build",),
            ("check",),
            ("say", "Ja — „so“.", "--dry-run"),
            ("import", "-", *DAY),
            ("voices", "--json"),
        ):
            yield Try(
                name=f"{name}: {arguments[0]}",
                arguments=arguments,
                environment=around.environment,
                closed=around.closed,
                prepare=around.prepare,
                fresh=around.fresh,
                stdin=documents.PLAIN.encode(),
                built=around.fresh and arguments[0] == "build",
            )


def _found(cases: Path) -> Iterator[Try]:
    """Files that were found elsewhere: show.toml, interviews, documents, by their names."""

    def copy(source: Path, name: str, project: Path) -> None:
        text = source.read_bytes()
        for wanted in (b"de-moderation", b"de-gast", b"de-erzaehlung"):
            text = text.replace(wanted, b"a") if name.startswith("content/") else text
        (project / name).write_bytes(text)

    for path in sorted(cases.iterdir()):
        if path.suffix == ".toml":
            yield Try(name=path.name, prepare=partial(copy, path, "content/show.toml"), refused=True)
        elif path.suffix == ".md":
            yield Try(name=path.name, prepare=partial(copy, path, f"content/{path.name}"), refused=True)
        else:
            yield Try(name=path.name, arguments=("import", path.name, *DAY), prepare=partial(copy, path, path.name))


if __name__ == "__main__":
    main()
