"""Rules that every language has in the same shape, built from its own words."""
