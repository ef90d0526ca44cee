"""``python -m audiobuild``."""

from audiobuild.cli.main import main

main()
