"""Say what a test needs from the machine, and which command brings it."""

from __future__ import annotations

import shutil

import pytest


def program(*names: str) -> str:
    """Return the path of the first of these programs that is installed; else skip, naming the command to run.

    Under CI=true a skip is a failure (see conftest.py).
    """
    for name in names:
        if path := shutil.which(name):
            return path
    pytest.skip(f"« {names[0]} » manque sur cette machine : « ./dev system » l'apporte.")
