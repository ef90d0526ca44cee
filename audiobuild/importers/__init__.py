"""text, HTML, Word → Interview: the structure of a document kept, its questions found, its junk left out and listed."""
