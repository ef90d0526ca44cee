"""Attacks on the promises of docs/reliability.md. Each is a command, ``python -m attacks.NAME``, that ends with how many
were tried and how many failed; short runs of each are tests (tests/test_attacks.py and others)."""
