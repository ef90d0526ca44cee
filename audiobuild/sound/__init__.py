"""Samples ↔ frames: level, loudness, MPEG Layer III."""
