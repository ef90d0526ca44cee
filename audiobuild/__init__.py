"""audiobuild: interviews in, accessible audio publications out.

The modules stand in the order in which data flows; each imports only what stands before it
(``[tool.importlinter]`` in pyproject.toml holds the list and checks it).
"""

import os

__version__ = "0.1.0"

# pydantic would look for plug-ins in the metadata of all installed packages, fail if any of it is damaged, and load what others
# wrote into the main process.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
