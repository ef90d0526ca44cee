"""Ctrl-C and SIGTERM at random moments: once or three times in a row, to the command alone or to its whole group.

    python -m attacks.interrupts [--times 200] [--seed 1]

Each must end within two seconds with 130 or 143 (with 0 only if it was done), without a traceback, and leave no process
behind. The moments begin when the command has begun to listen; what Python does before that is not ours. Among the commands are
builds whose engine hangs: in a process, in a thread, asleep or holding the interpreter.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from attacks.plugins import installed, publication
from attacks.tally import Tally, finish

WITHIN_S = 2.0
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}

HANGING = """
import ctypes, time
from audiobuild.speech.engines.silence import Silence

class Engine(Silence):
    workers = {workers!r}
    def problems(self, voice):
        return ()
    def synthesize(self, text, **options):
        {how}
"""
HANGS = (
    "time.sleep(600)",
    "ctypes.CDLL(None).sleep(600)",
    "ctypes.PyDLL(None).sleep(600)",
    "\n        while True: pass",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """What is interrupted: its words, its environment, and how long it takes by itself."""

    name: str
    words: tuple[str, ...]
    environment: dict[str, str]
    seconds: float


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        finish(attack(Path(folder), arguments.times, arguments.seed))


def attack(folder: Path, times: int, seed: int) -> Tally:
    """Interrupt the commands by turns, ``times`` in all."""
    tally = Tally("interrupts")
    source = random.Random(seed)
    some = tuple(commands(folder))
    for index in range(times):
        command = some[index % len(some)]
        number = source.choice((signal.SIGINT, signal.SIGINT, signal.SIGTERM))
        often, group = source.choice((1, 3, 3)), source.random() < 0.5
        moment = source.random() * command.seconds
        case = f"{command.name}, {number.name} {often} times after {moment:.3f} s{' to the group' * group}"
        tally.count(case, interrupted(command, number, often, group, moment))
    return tally


def commands(folder: Path) -> Iterator[Command]:
    """A build of everything, one that finds all done, other commands, and builds that hang."""
    new, built = publication(folder / "new"), publication(folder / "built")
    usual = dict(os.environ)
    run(["build", "-C", str(built), "-q"], usual)
    article = folder / "article.txt"
    article.write_text("Wie geht es?\n\nGut geht es uns allen hier.\n\nUnd morgen?\n\nAuch morgen geht es gut.\n")
    for name, words in (
        ("build", ("build", "-C", str(new), "-j", "2")),
        ("build again", ("build", "-C", str(built))),
        ("check", ("check", "-C", str(built))),
        ("say", ("say", "-C", str(new), "-o", str(folder / "x.wav"), "Guten Tag.")),
        ("import", ("import", "-C", str(new), str(article), "--dry-run")),
        ("--help", ("--help",)),
    ):
        yield Command(name=name, words=words, environment=usual, seconds=3 if name == "build" else 0.8)
    for index, how in enumerate(HANGS):
        for workers in ("processes", "threads"):
            home = publication(folder / f"hangs-{index}-{workers}")
            name = f"hangs{index}{workers}"
            environment = installed(
                folder / name, HANGING.format(workers=workers, how=how), name=name, voices=home / "voices"
            )
            words = ("build", "-C", str(home), "-j", "2")
            yield Command(name=f"{how.strip()} in {workers}", words=words, environment=environment, seconds=2)


def run(words: list[str], environment: dict[str, str]) -> None:
    """A command that is left in peace."""
    subprocess.run([sys.executable, "-m", "audiobuild", *words], env=environment, check=True, stdout=subprocess.DEVNULL)


def interrupted(command: Command, number: signal.Signals, often: int, group: bool, moment: float) -> str | None:
    """What went wrong; ``None`` if nothing did."""
    if "new" in command.words[-1] or command.name == "build":
        subprocess.run(["rm", "-rf", f"{command.words[2]}/.audiobuild"], check=True)
    words = [sys.executable, "-m", "audiobuild", *command.words]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, env=command.environment, stdout=pipe, stderr=pipe, start_new_session=True) as running:
        send = os.killpg if group else os.kill
        try:
            wait_until_it_listens(running)
            time.sleep(moment)
            began = time.monotonic()
            for _ in range(often):
                if running.poll() is None:
                    send(running.pid, number)
                    time.sleep(0.02)
            _, said = running.communicate(timeout=30)
            took = time.monotonic() - began
        except subprocess.TimeoutExpired:
            return "it did not end in 30 s"
        finally:
            left = gone(running.pid)
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
    if running.returncode not in (0, CODES[number]) or (running.returncode == 0 and "hangs" in " ".join(command.words)):
        return f"exit code {running.returncode}: {said.decode(errors='replace')[-300:]}"
    if any(word in said for word in (b"Traceback", b"Exception", b"Error")):
        return f"it said {said.decode(errors='replace')[-300:]!r}"
    if took > WITHIN_S:
        return f"it took {took:.1f} s"
    return left


def wait_until_it_listens(running: subprocess.Popen[bytes]) -> None:
    """Python itself catches SIGINT from its start; whoever catches SIGTERM is audiobuild."""
    while running.poll() is None:
        with suppress(OSError):
            status = Path(f"/proc/{running.pid}/status").read_text()
            (caught,) = (line for line in status.splitlines() if line.startswith("SigCgt"))
            if int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1:
                return
        time.sleep(0.001)


def gone(group: int) -> str | None:
    """Whether all processes of a group end soon; those that are left."""
    end = time.monotonic() + 3
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return None
        except PermissionError:
            pass
        time.sleep(0.02)
    return "processes are left"


if __name__ == "__main__":
    main()
