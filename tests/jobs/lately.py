"""What was left to deliver, and what the carrier took."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dument.records.cases.models import Case
from dument.records.outbox.models import Message


def the(case: Case, effect: str) -> Message:
    """Return the case's last message of that effect."""
    return Message.objects.filter(case=case, effect=effect).latest("created_at")


def slips(folder: Path) -> list[dict[str, Any]]:
    """Return the slips of every letter that the carrier took."""
    return [json.loads(slip.read_text()) for slip in sorted(folder.glob("courrier/**/bordereau.json"))]
