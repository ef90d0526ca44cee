from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest

from audiobuild.errors import InputError
from audiobuild.inputs import files


def refused(path: Path, **bounds: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        files.text(path, place="content/a.md", **bounds)
    return [f"{problem.place}: {problem.message}" for problem in caught.value.problems]


def test_a_file_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf\xc3\xa4\r\nb\t\n")
    assert files.text(path, place="a.md", inside=tmp_path) == "ä\r\nb\t\n"
    assert files.data(path, place="a.md", most_bytes=10) == path.read_bytes()


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    for name, put, told in (
        ("folder", Path.mkdir, "is a folder, no file"),
        ("pipe", os.mkfifo, "is a pipe, no file"),
        ("zero", lambda path: path.symlink_to("/dev/zero"), "is a device, no file"),
        ("loop", lambda path: path.symlink_to("loop"), "cannot be read: its links lead in a circle"),
        ("nowhere", lambda path: path.symlink_to("gone"), "cannot be read: no such file or folder"),
    ):
        put(tmp_path / name)
        assert refused(tmp_path / name) == [f"content/a.md: {told}"]
    assert refused(tmp_path / ("a" * 300)) == ["content/a.md: cannot be read: the name is too long"]
    assert refused(tmp_path / "a\0b") == ["content/a.md: cannot be read: embedded null byte"]


def test_sizes_are_bounded_before_and_while_reading(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(10**12)
    assert refused(path) == ["content/a.md: is larger than 4 MB"]
    path.write_bytes(b"x" * 2001)
    assert refused(path, most_bytes=2000) == ["content/a.md: is larger than 2 kB"]
    assert len(files.data(path, place="", most_bytes=2001)) == 2001


def test_links_stay_inside(tmp_path: Path) -> None:
    inside, outside = tmp_path / "content", tmp_path / "elsewhere"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "a.md").write_text(folder.name)
    (inside / "here.md").symlink_to("a.md")
    (inside / "out.md").symlink_to(outside / "a.md")
    (inside / "folder").symlink_to(outside)
    assert files.text(inside / "here.md", place="", inside=inside) == "content"
    for path in (inside / "out.md", inside / "folder" / "a.md", inside / ".." / "elsewhere" / "a.md", outside / "a.md"):
        assert refused(path, inside=inside) == ["content/a.md: leads out of content/"]
    (tmp_path / "alias").symlink_to(inside)  # the folder itself may lie elsewhere
    assert files.text(tmp_path / "alias" / "a.md", place="", inside=tmp_path / "alias") == "content"


def test_a_pipe_that_somebody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = threading.Event()

    def read() -> None:
        refused(tmp_path / "pipe")
        done.set()

    threading.Thread(target=read, daemon=True).start()
    assert done.wait(20)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"a\xff", ["content/a.md: is not UTF-8 text (byte 1)"]),
        ("title".encode("utf-16"), ["content/a.md: is UTF-16 text"]),
        (b"a\x07\nb\xe2\x80\xae\xe2\x81\xa6\nc\n\0", [
            "content/a.md:1: holds U+0007, a character that nobody sees",
            "content/a.md:2: holds U+202E, a character that nobody sees",
            "content/a.md:4: holds U+0000, a character that nobody sees",
        ]),
    ],
)  # fmt: skip
def test_what_is_no_text(tmp_path: Path, data: bytes, told: list[str]) -> None:
    (tmp_path / "a.md").write_bytes(data)
    assert refused(tmp_path / "a.md") == told


def test_the_first_twenty_lines_are_told() -> None:
    assert len(list(files.hidden("\x07\n" * 100_000, "a"))) == 20


def test_files_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", ".#a.md", "a.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in files.listed(tmp_path, ".md", place="")] == ["a.md", "b.md"]
    assert files.listed(tmp_path / "gone", ".md", place="") == ()
    with pytest.raises(InputError, match=r"content: cannot be read: a part of the path is no folder"):
        files.listed(tmp_path / "a.md", ".md", place="content")


def test_a_name_in_capitals_is_meant_to_be_read(tmp_path: Path) -> None:
    for name in ("a.md", "b.MD", ".c.MD", "d.txt"):
        (tmp_path / name).touch()
    with pytest.raises(InputError) as caught:
        files.listed(tmp_path, ".md", place="content")
    assert str(caught.value) == f"{tmp_path.name}/b.MD: is not read: its name must end in .md\n    Rename it: b.md"
    (tmp_path / "b.MD").unlink()
    assert files.listed(tmp_path, ".md", place="content") == (tmp_path / "a.md",)
