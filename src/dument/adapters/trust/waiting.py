"""Run the asynchronous parts of the signature library from ordinary code."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def wait[Result](job: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """Return what `job` answers, even when this thread already runs an event loop (a browser test does)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(job())
    with ThreadPoolExecutor(1) as other_thread:
        return other_thread.submit(lambda: asyncio.run(job())).result()
