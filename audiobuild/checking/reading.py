"""Files of dist/ as text and JSON: what cannot be read is a finding, never an error of the program."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, TypeGuard

from audiobuild.checking.finding import File, Finding
from audiobuild.messages import msg, words_of
from audiobuild.system_errors import reason

THERE = msg("HTTP (RFC 9110, 15.5.5): what feed and page point to can be fetched")
UTF8 = msg("RFC 3629: text is UTF-8")
JSON = "RFC 8259: JSON"


@contextmanager
def access(file: File, findings: list[Finding]) -> Iterator[None]:
    """Reading a file: where it cannot be read, the block ends with a finding instead of an error."""
    try:
        yield
    except FileNotFoundError:
        findings.append(file.finding(THERE, msg("is missing")))
    except OSError as error:
        findings.append(file.finding(THERE, msg("cannot be read: {}", reason(error))))


def data(file: File, findings: list[Finding]) -> bytes | None:
    """The bytes of a file, or ``None`` with a finding."""
    with access(file, findings):
        return file.path.read_bytes()
    return None


def text(file: File, findings: list[Finding]) -> str | None:
    """The text of a file, or ``None`` with a finding."""
    content = data(file, findings)
    if content is None:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(
            file.finding(UTF8, msg("has bytes that are no text ({})", error.reason), place=msg("byte {}", error.start))
        )
        return None


def table(file: File, findings: list[Finding]) -> dict[str, Any] | None:
    """The object in a JSON file, or ``None`` with a finding."""
    content = text(file, findings)
    if content is None:
        return None
    try:
        value = json.loads(content, parse_constant=_no_json)
    except json.JSONDecodeError as error:
        findings.append(file.finding(JSON, msg("is no JSON: {}", error.msg), place=msg("line {}", error.lineno)))
        return None
    except (ValueError, RecursionError) as error:  # NaN; numbers too long, brackets too deep
        findings.append(file.finding(JSON, msg("is no JSON that programs read: {}", words_of(error))))
        return None
    if not isinstance(value, dict):
        findings.append(file.finding(JSON, msg("holds no object")))
        return None
    return value


def seconds(value: Any) -> TypeGuard[float]:
    """Whether a JSON value is a time in seconds, of less than four months."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 10**7


def _no_json(name: str) -> NoReturn:
    raise ValueError(msg("{} is no number", name))


_UNFIT = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that one format or another cannot hold."""


def plain(words: str) -> str:
    """Text with every run of white space as one space: where lines break is up to each format."""
    return " ".join(_UNFIT.sub("", words).split())


def bare(words: str) -> str:
    """Text without any white space."""
    return "".join(_UNFIT.sub("", words).split())
