"""A harness for the scorer until the command line has ``import``."""

import json
import sys
from datetime import date
from pathlib import Path

from audiobuild.importers import read
from audiobuild.importers.review import as_json

path = Path(sys.argv[-1])
found = read(path.read_bytes(), name=path.name, today=date.today())
sys.stdout.write(json.dumps(as_json(found), ensure_ascii=False, indent=1))
