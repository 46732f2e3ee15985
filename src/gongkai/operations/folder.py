"""The data folder (数据目录): there, and writable, before anything else is begun."""

import tempfile
from pathlib import Path

from gongkai.messages import UserError, message, reason_of


def make_ready(folder: Path) -> None:
    """Make the data folder, readable by its owner only, unless it is there; raises UserError when it cannot be made or written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"1")  # a full disk shows here
    except OSError as error:
        raise UserError(
            message(
                "The data folder {folder} cannot be written: {reason}. Name another one with --data or GONGKAI_DATA.",
                folder=folder,
                reason=reason_of(error),
            )
        ) from error
