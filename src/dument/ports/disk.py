"""How full the disks are: the platform stops writing before they do.

On a full disk PostgreSQL refuses writes cleanly, then stops at the next read and cannot start again (measured):
at the limit, pages read and acts wait.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from django.conf import settings

EVERY = 5.0
_seen: dict[str, tuple[float, float]] = {}


def share_used(folder: str) -> float:
    """Return the share of the disk of that folder that is used, 0 to 1, looked at every five seconds at most."""
    looked_at, share = _seen.get(folder, (-EVERY, 0.0))
    if time.monotonic() - looked_at >= EVERY:
        disk = shutil.disk_usage(folder if Path(folder).exists() else "/")
        share = disk.used / disk.total
        _seen[folder] = (time.monotonic(), share)
    return share


def full() -> str:
    """Return the first folder whose disk reached the limit (`DUMENT_DISK_LIMIT`), empty when none did."""
    for folder in settings.DUMENT_DISKS:
        if share_used(folder) >= settings.DUMENT_DISK_LIMIT:
            return str(folder)
    return ""
