"""Attacks on what the docs promise of reliability. Each is a command, ``python -m attacks.NAME``, that ends with how many were
tried and how many failed; short runs of each are tests."""
