from __future__ import annotations

import pickle
from decimal import Decimal
from pathlib import Path

import numpy as np

from audiobuild.messages import msg


def test_what_crosses_from_an_engine_is_made_of_plain_texts_and_numbers() -> None:
    inner = msg("{:.1f} s", np.float64(2.25))
    sent = msg("{} {!r} {} {} {:g}", inner, Path("a"), np.int64(3), None, Decimal("1.5"))
    there = pickle.loads(pickle.dumps(sent))  # noqa: S301 (our own)
    assert (str(there), there.template) == (str(sent), sent.template)
    assert [type(field) for field in there.fields] == [type(inner), str, int, type(None), str]
    assert type(there.fields[0].fields[0]) is float
