"""What a client of ours makes of a hostile answer: the commands ``import`` and ``check``, and the engines http and gtts."""

from __future__ import annotations

import contextlib
import io
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from unittest import mock

import requests

from attacks.hostile_answers import Answer, serving
from attacks.hostile_keys import KEY, shown
from audiobuild.cli import main as cli
from audiobuild.errors import EngineError
from audiobuild.importers import fetch
from audiobuild.model import Voice
from audiobuild.online import check as online
from audiobuild.speech.engines import gtts, http
from audiobuild.speech.services import client

WHOLE_S = 1.2
"""The deadline of a request here; the commands' own are longer."""

GRACE_S = 5
"""So much later an answer may be: two cores, shared by many threads."""

TEXT = "Die Stadt hat das Projekt gefördert."
MANNERS = client.Manners(
    concurrency=16, gap_s=0, connect_s=WHOLE_S, silence_s=0.6, response_s=WHOLE_S, response_bytes=2_000_000, attempts=2
)
_printed = threading.Lock()
_asked = threading.local()


class NoWaiting(client.Clock):
    """Time that goes on as always, except that waiting takes none."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def now(self) -> float:
        return time.monotonic() + self._skipped

    def wait(self, seconds: float) -> None:
        if not 0 <= seconds <= 86_400:
            raise AssertionError(f"a wait of {seconds} s")
        self._skipped += seconds


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What an editor would see, after so many seconds."""

    code: int
    said: str
    took_s: float


def imports(port: int) -> Outcome:
    """``audiobuild import ADDRESS --dry-run``, in this process."""
    hasty = mock.patch.dict(fetch.page.__kwdefaults__, {"whole_s": WHOLE_S, "limit_bytes": 2_000_000})
    words = ("import", f"http://127.0.0.1:{port}/page", "--dry-run", "--answer-speaker", "A")
    code, _, said, took_s = _run(hasty, *words)
    return Outcome(code=code, said=said, took_s=took_s)


def checks(port: int) -> Outcome:
    """``audiobuild check ADDRESS``: the answer in place of a feed."""
    hasty = mock.patch.dict(online.check.__kwdefaults__, {"whole_s": WHOLE_S, "each_s": WHOLE_S / 3})
    code, found, said, took_s = _run(hasty, "check", f"http://127.0.0.1:{port}/feed.xml")
    return Outcome(code=code, said=found + said, took_s=took_s)


def _run(hasty: contextlib.AbstractContextManager[object], *words: str) -> tuple[int, str, str, float]:
    """A command in this process, one at a time, made ``hasty``: exit code, what it printed to either stream, seconds."""
    out, err = io.StringIO(), io.StringIO()
    with _printed, hasty, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        began = time.monotonic()
        code = cli.run(["audiobuild", *words])
        took_s = time.monotonic() - began
    return code, out.getvalue(), err.getvalue(), took_s


def asks_openai(port: int) -> Outcome:
    """A voice of the engine http, with a key."""
    base_url = f"http://127.0.0.1:{port}"
    options: dict[str, str | int] = {"base_url": base_url, "model": "m", "voice": "v", "key_env": "ATTACKED_KEY"}
    voice = Voice(name="v", engine="http", language="de", options=options)
    os.environ["ATTACKED_KEY"] = KEY
    return _speaks(lambda: http.Http(MANNERS, NoWaiting()).synthesize(TEXT, language="de", voice=voice))


def asks_google(port: int) -> Outcome:
    """A voice of the engine gtts."""
    voice = Voice(name="v", engine="gtts", language="de")
    _asked.port = port
    return _speaks(lambda: gtts.Gtts(MANNERS, NoWaiting()).synthesize(TEXT, language="de", voice=voice))


@contextlib.contextmanager
def google_here() -> Iterator[None]:
    """What goes to Google goes to this machine instead: to the server that the thread attacks with."""

    def request(part: str, *_: object) -> requests.PreparedRequest:
        return requests.Request("POST", f"http://127.0.0.1:{_asked.port}/", data={"f.req": part}).prepare()

    with mock.patch.object(gtts, "_request", request):
        yield


def _speaks(speak: Callable[[], object]) -> Outcome:
    code, said = 0, ""
    began = time.monotonic()
    try:
        speak()
    except EngineError as error:
        code, said = error.exit_code, str(error)
    return Outcome(code=code, said=said, took_s=time.monotonic() - began)


CLIENTS: dict[str, tuple[Callable[[int], Outcome], frozenset[int]]] = {
    "import": (imports, frozenset({0, 3, 7})),
    "check": (checks, frozenset({6, 7})),
    "http": (asks_openai, frozenset({4})),
    "gtts": (asks_google, frozenset({4})),
}
"""Each with the exit codes that it may end with."""


def fault(name: str, answer: Answer) -> str | None:
    """What is wrong with how a client takes an answer; None where nothing is."""
    meet, codes = CLIENTS[name]
    attempts = {"import": 1, "check": 2}.get(name, MANNERS.attempts)
    with serving(answer) as port:
        try:
            outcome = meet(port)
        except Exception as error:
            return f"a traceback: {type(error).__name__}: {error}"
    if outcome.took_s > attempts * WHOLE_S + GRACE_S:
        return f"took {outcome.took_s:.1f} s"
    if outcome.code not in codes:
        return f"exit code {outcome.code}: {outcome.said}"
    if answer.reason and (outcome.code not in (4, 6, 7) or not re.search(answer.reason, outcome.said)):
        return f"another reason: exit code {outcome.code}: {outcome.said}"
    if leak := shown(outcome.said):
        return f"shows {leak}"
    return _unprintable(outcome.said)


def _unprintable(said: str) -> str | None:
    odd = [letter for letter in said if not letter.isprintable() and letter != "\n"]
    if odd:
        return f"prints {odd[:3]}"
    return "prints more than 2000 characters" if len(said) > 2000 else None


def mutated(answer: Answer, data: bytes, number: int) -> Answer:
    """The same with other bytes."""
    return replace(answer, name=f"mutation {number} of {answer.name}: {data[:80]!r}", pieces=lambda: [data], reason="")
