"""Files that an editor names, read: within bounds, and never with more than a list of problems as an answer.

Whoever can write into a publication may be careless, or somebody else. So a file is read in one way only, by :mod:`.files`;
what is written in YAML or TOML goes through :mod:`.tables`. Both raise :class:`audiobuild.errors.InputError`.
"""
