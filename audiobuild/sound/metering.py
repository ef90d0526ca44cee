"""How loud a levelled sentence is, and how loud it would be with another gain.

A sentence is measured as it is heard, in silence: the blocks of BS.1770 that reach into the pauses count as well. So the powers
of sentences add up to that of an episode. The gate is where the episode's will be, since the episode's loudness is known.

The limiter takes loudness away: of a dB more, 0.3 to 0.8 LU are left (docs/decisions.md#all-speakers-are-made-as-loud). How
much is found without limiting the sound again: it is K-weighted once, and its power in each millisecond multiplied by the gain
that the limiter would have there.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from audiobuild.model import OFFSETS_DB, Audio
from audiobuild.sound import level
from audiobuild.sound.loudness import BLOCK_HOPS, GATE_LU, HOP_MS, Powers, Samples, blocks, lufs, power, powers

_REACH_MS = (BLOCK_HOPS - 1) * HOP_MS
"""So far blocks reach into the silence."""

_UNCHANGED = OFFSETS_DB.index(0.0)


def loudness(runs: Iterable[tuple[Samples, Samples]], audio: Audio) -> tuple[tuple[float, ...], int]:
    """The gated loudness in LUFS at each of the offsets, of runs that follow each other; and for how many milliseconds they are
    above the gate. Nothing, and 0, where there is no sound. A run is its samples before the limiter, and their magnitudes."""
    heard = [_behind_the_limiter(samples, magnitudes, audio.sample_rate_hz) for samples, magnitudes in runs]
    whole = np.concatenate(heard or [np.zeros((len(OFFSETS_DB), 0))], axis=1)
    padded = np.pad(whole, ((0, 0), (_REACH_MS, _REACH_MS + -whole.shape[1] % HOP_MS)))
    rows = [blocks(row.reshape(-1, HOP_MS).mean(axis=1)) for row in padded]
    loud = rows[_UNCHANGED] > power(audio.loudness_lufs + GATE_LU)
    if not loud.any():
        return (), 0
    return tuple(round(lufs(row[loud].mean()), 2) for row in rows), HOP_MS * int(loud.sum())


def _behind_the_limiter(samples: Samples, magnitudes: Samples, rate_hz: int) -> Powers:
    """The mean power of each millisecond, a row for each of the offsets."""
    weighted = powers([samples], rate_hz, level.LIMITER_HOP_MS)
    if not len(weighted):
        return np.zeros((len(OFFSETS_DB), 0))
    highest = level.highest(magnitudes, rate_hz * level.LIMITER_HOP_MS // 1000)[: len(weighted)]
    rows = []
    for offset_db in OFFSETS_DB:
        factor = 10 ** (offset_db / 20)
        gains = factor * level.gains(highest * np.float32(factor), level.CEILING)
        rows.append(weighted * (gains[:-1] ** 2 + gains[:-1] * gains[1:] + gains[1:] ** 2) / 3)
    return np.stack(rows)
