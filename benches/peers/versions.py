"""Prints the versions of Python and of the peers as one JSON object."""

import json
import platform
from importlib.metadata import version

print(json.dumps({"Python": platform.python_version(), **{name: version(name) for name in ("scikit-learn", "lightgbm", "numpy")}}))
