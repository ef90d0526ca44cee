# The API with its types: `__init__.py` imports each name when it is first used. tests/test_api.py compares the two.
from audiobuild.checking import Finding as Finding
from audiobuild.checking import Report as Report
from audiobuild.checking import check as check
from audiobuild.errors import AudiobuildError as AudiobuildError
from audiobuild.errors import CheckError as CheckError
from audiobuild.errors import ConfigError as ConfigError
from audiobuild.errors import ContentError as ContentError
from audiobuild.errors import EngineError as EngineError
from audiobuild.errors import InputError as InputError
from audiobuild.errors import Missing as Missing
from audiobuild.errors import OutputError as OutputError
from audiobuild.errors import Problem as Problem
from audiobuild.errors import RemoteError as RemoteError
from audiobuild.messages import Message as Message
from audiobuild.messages import msg as msg
from audiobuild.model import Speech as Speech
from audiobuild.model import Voice as Voice
from audiobuild.model import Word as Word
from audiobuild.pipeline import Built as Built
from audiobuild.pipeline import Hooks as Hooks
from audiobuild.pipeline import build as build
from audiobuild.publication.config import Publication as Publication
from audiobuild.publication.config import load as load
from audiobuild.speech.engines import Engine as Engine

__version__: str
