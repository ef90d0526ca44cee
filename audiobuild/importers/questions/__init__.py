"""Who asks and who answers: the units of a document, each with its side."""
