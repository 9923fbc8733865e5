"""The settings. What was given as files is taken first: every module here reads the environment as it is imported."""

import os

from dument.config.credentials import take

take(os.environ)
