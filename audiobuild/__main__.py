"""``python -m audiobuild``."""

from audiobuild.cli.start import main

main()
