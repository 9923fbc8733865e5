"""Our own settings, database options included, with the peers' applications beside ours."""

from __future__ import annotations

from dument.config.settings import *  # noqa: F403 - Django reads its settings from one module
from dument.config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "viewflow", "viewflow.workflow", "dument.cli.benchmarks.peers"]
