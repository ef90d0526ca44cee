"""audiobuild with its modules loaded: each command is a fork of one process, which has imported all of them.

A command of its own needs a second to import what it needs, and tests call some thousand: half of the time that they took.
What runs is ``python -m audiobuild``, with its own standard streams, folder and environment.

Run as a program, it forks a command for each connection to the socket that it is given, until its standard input ends.
"""

from __future__ import annotations

import atexit
import gc
import io
import json
import os
import pkgutil
import runpy
import select
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path

_AT_START = ("PYTHON", "LC_", "LANG=", "LD_", "OMP_", "OPENBLAS_")
"""Variables that a process reads when it starts, and never again."""


def can_run(options: Mapping[str, object]) -> bool:
    """Whether a command with these options of :func:`subprocess.run` may be a fork."""
    environment = options.get("env")
    same = environment is None or (isinstance(environment, Mapping) and _at_start(environment) == _at_start(os.environ))
    return same and options.keys() <= {"env", "cwd", "input"} and hasattr(os, "fork")


def run(
    words: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: str | Path | None = None,
    input: str | None = None,  # noqa: A002 (as subprocess.run calls it)
) -> subprocess.CompletedProcess[str]:
    """What ``subprocess.run([sys.executable, "-m", "audiobuild", *words], capture_output=True, text=True)`` gives."""
    request = {
        "words": words,
        "cwd": os.fspath(cwd or Path.cwd()),
        "environment": {**(os.environ if env is None else env)},
    }
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        stdin.write((input or "").encode())
        stdin.seek(0)
        with socket.socket(socket.AF_UNIX) as link:
            link.connect(_server())
            streams = [0 if input is None else stdin.fileno(), stdout.fileno(), stderr.fileno()]
            socket.send_fds(link, [b"."], streams)
            link.sendall(json.dumps(request).encode())
            link.shutdown(socket.SHUT_WR)
            code = int(link.recv(20))
        command = [sys.executable, "-m", "audiobuild", *words]
        return subprocess.CompletedProcess(command, code, _text(stdout), _text(stderr))


def _at_start(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if f"{name}=".startswith(_AT_START)}


def _text(file: io.IOBase) -> str:
    file.seek(0)
    return io.TextIOWrapper(io.BytesIO(file.read()), "utf-8").read()


@cache
def _server() -> str:
    """The path of the socket, where the process listens that all commands of this one are forked from."""
    folder = tempfile.TemporaryDirectory(prefix="audiobuild-")
    atexit.register(folder.cleanup)
    path = f"{folder.name}/socket"
    process = subprocess.Popen([sys.executable, __file__, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    atexit.register(process.communicate)
    assert process.stdout.readline() == b"ready\n"
    return path


def _serve(path: str) -> None:
    """Raises SystemExit in each fork, as its command ends, so that its interpreter ends as every other."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    _import_all()
    gc.collect()
    gc.freeze()
    os.write(1, b"ready\n")
    while listener.fileno() in select.select([listener.fileno(), 0], [], [])[0]:
        link, _ = listener.accept()
        if not os.fork():
            listener.close()
            _answer(link)
            return
        link.close()
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _import_all() -> None:
    import audiobuild

    for module in pkgutil.walk_packages(audiobuild.__path__, "audiobuild."):
        if not module.name.endswith("__main__"):
            with suppress(ImportError):  # of an extra that is not installed
                import_module(module.name)


def _answer(link: socket.socket) -> None:
    """Run the command that is asked for in a process, and wait for it in another."""
    _, streams, _, _ = socket.recv_fds(link, 1, 3)
    request = json.loads(b"".join(iter(lambda: link.recv(1 << 16), b"")))
    child = os.fork()
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        link.sendall(str(code).encode())
        os._exit(0)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    link.close()
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["cwd"])
    time.tzset()
    sys.argv[1:] = request["words"]
    sys.path[0] = request["cwd"]
    runpy.run_module("audiobuild", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _serve(sys.argv[1])
