"""How a provider is chosen: a dotted path in the settings, loaded once."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def _load(path: str) -> Any:
    from django.utils.module_loading import import_string

    return import_string(path)()


def provider(setting: str) -> Any:
    """Return the provider whose dotted path that setting holds; one instance a path."""
    from django.conf import settings

    return _load(getattr(settings, setting))
