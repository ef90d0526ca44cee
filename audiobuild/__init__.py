"""audiobuild: interviews in, accessible audio publications out.

The modules stand in the order in which data flows; each imports only what stands before it
(``[tool.importlinter]`` in pyproject.toml holds the list and checks it).
"""

__version__ = "0.1.0"
