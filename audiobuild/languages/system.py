"""The language of the person at the terminal, by the system's settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from audiobuild.languages.registry import CODES, FALLBACK, base


def language(environment: Mapping[str, str] = os.environ) -> str:
    """The first language of :data:`CODES` that the person asks for, else English.

    By the rules of GNU gettext ("Locale Environment Variables"): ``LC_ALL``, ``LC_MESSAGES``, ``LANG``, the first that is set;
    ``LANGUAGE`` lists what is liked better, unless that one is C.
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "") or _of_windows()
    if locale.partition(".")[0] in ("", "C", "POSIX"):
        return FALLBACK
    wishes = (*environment.get("LANGUAGE", "").split(":"), locale)
    codes = (base(wish.partition(".")[0]) for wish in wishes)
    return next((code for code in codes if code in CODES), FALLBACK)


def _of_windows() -> str:
    """Windows has no such variables, and names its language by a number."""
    if sys.platform != "win32":
        return ""
    import ctypes
    import locale

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
