"""Timeline → dist/: the writers of each format, and the one module that publishes."""
