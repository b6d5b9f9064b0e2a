"""What is left out of the log: the values that an error names. A violated constraint quotes the row it met."""

import logging
import traceback
from typing import Any


class NoValues(logging.Formatter):
    """Where an error happened and of what kind, not what it said: that can be a person's name or number."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  logging's own name
        kind, _error, where = ei
        lines = traceback.format_tb(where) if where else []
        return "".join(lines) + (f"{kind.__module__}.{kind.__qualname__}" if kind else "")
