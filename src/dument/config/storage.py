"""The bucket of `dument.adapters.storage.s3.S3Store`: made with object lock, and with no default retention."""

from __future__ import annotations

import os

DUMENT_S3_ENDPOINT = os.environ.get("DUMENT_S3_ENDPOINT", "")
DUMENT_S3_REGION = os.environ.get("DUMENT_S3_REGION", "us-east-1")
DUMENT_S3_BUCKET = os.environ.get("DUMENT_S3_BUCKET", "")
DUMENT_S3_KEY = os.environ.get("DUMENT_S3_KEY", "")
DUMENT_S3_SECRET = os.environ.get("DUMENT_S3_SECRET", "")
DUMENT_S3_LOCK_DAYS = int(os.environ.get("DUMENT_S3_LOCK_DAYS", "30"))
DUMENT_S3_PATIENCE = float(os.environ.get("DUMENT_S3_PATIENCE", "10"))  # seconds
DUMENT_S3_LONGEST = float(os.environ.get("DUMENT_S3_LONGEST", "30"))  # seconds
