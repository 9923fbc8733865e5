"""The store of papers falls silent while somebody verifies, saves or puts back: told, and nothing good is lost.

Each way to be silent is in tests/contracts/test_silent_store.py.
"""

from __future__ import annotations

import shutil
from uuid import uuid4

from tests.backups.trial import Trial
from tests.contracts.silent import settings_of, silent_server

SILENT = "Le stockage des documents ne répond pas"


def test_commands_say_that_the_store_is_silent(embedded: Trial) -> None:
    lived, fresh, platform = embedded.lived, embedded.folder / uuid4().hex, embedded.empty(uuid4().hex)
    folder, keys = embedded.backup("before-the-silence")
    shutil.copy(lived.var / "printed.txt", platform.var)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    lived.must(lived.act("lives", "1"))  # papers that came since
    with silent_server("half a body") as bucket:
        away = settings_of(bucket)
        looked = lived.dument("invariants", **away)
        assert (looked.returncode, looked.stdout) == (1, ""), "nothing is told as holding"
        assert looked.stderr.startswith(SILENT)

        saved = lived.dument("backup", str(fresh), **away)
        assert (saved.returncode, SILENT in saved.stderr, "relancez" in saved.stderr) == (1, True, True)
        assert [path for path in fresh.rglob("*") if path.is_file()] == []
        again = lived.dument("backup", str(folder), **away)
        assert (again.returncode, "reste entière" in again.stderr) == (1, True), again.stderr
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before

        refused = platform.dument("restore", str(folder), *embedded.held(keys), **away)
        assert (refused.returncode, SILENT in refused.stderr) == (1, True), refused.stderr
    put_back = platform.dument("restore", str(folder), *embedded.held(keys))
    assert put_back.returncode == 0, put_back.stdout + put_back.stderr
    lived.must(
        lived.dument("backup", str(folder), DUMENT_ROLE="maintenance")
    )  # which holds no key of secrets
    assert lived.dument("restore", "--check", str(folder)).returncode == 0
