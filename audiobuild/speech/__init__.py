"""Script → Clips: every sentence is synthesised, levelled, encoded and kept."""
