"""How the weights of an import are found, and how good it is."""
