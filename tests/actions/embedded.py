"""The settings of a process that writes to an embedded database of its own, with the quick providers."""

from dument.config.settings import *  # noqa: F403 - settings are read by name
from tests.fakes import SETTINGS

globals().update(SETTINGS)
