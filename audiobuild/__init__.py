"""audiobuild: interviews in, accessible audio publications out.

What stands in ``__init__.pyi`` is the API for programs of other people, docs/api.md; all else may change. Each name is
imported when it is first used, so ``import audiobuild`` takes a moment.

The modules stand in the order in which data flows; each imports only what stands before it
(``[tool.importlinter]`` in pyproject.toml holds the list and checks it).
"""

import os
from importlib import import_module

__version__ = "0.1.0"

_NAMES = {
    "checking": ("Finding", "Report", "check"),
    "errors": (
        *("AudiobuildError", "CheckError", "ConfigError", "ContentError", "EngineError", "InputError", "Missing"),
        *("OutputError", "Problem", "RemoteError"),
    ),
    "messages": ("Message", "msg"),
    "model": ("Speech", "Voice", "Word"),
    "pipeline": ("Built", "Hooks", "build"),
    "publication.config": ("Publication", "load"),
    "speech.engines": ("Engine",),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}

# pydantic would look for plug-ins in the metadata of all installed packages, fail if any of it is damaged, and load what others
# wrote into the main process.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"


def __getattr__(name: str) -> object:
    """A name of the API, from the module that has it (PEP 562)."""
    if module := _MODULES.get(name):
        return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
