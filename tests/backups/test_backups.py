"""A backup is put back elsewhere and proven; one that was touched, or cut short, is refused."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from uuid import uuid4

import pytest

from dument.cli.backups.manifest import sha256_of
from dument.cli.drills.platform import Platform
from tests.backups.trial import Trial


def restored(trial: Trial, folder: Path, keys: Path) -> tuple[Platform, int, str]:
    """Put the backup back on an empty platform, where the carrier still knows its letters."""
    platform = trial.empty(uuid4().hex)
    shutil.copy(trial.lived.var / "printed.txt", platform.var)
    done = platform.dument("restore", str(folder), *trial.held(keys))
    return platform, done.returncode, done.stdout + done.stderr


def test_a_backup_is_put_back_whole(trial: Trial) -> None:
    folder, keys = trial.backup("whole")
    told = json.loads((folder / "manifeste.json").read_text())
    assert (told["cases"], told["seal_number"]) == (2, 1)
    assert "printed.txt" not in str(told["files"])
    platform, status, said = restored(trial, folder, keys)
    assert (status, "tiennent" in said) == (0, True), said
    assert platform.breaches() == []
    assert platform.dument("journal", "verify").returncode == 0
    own = platform.var / "keys" / "code.key"
    own.write_text("la clé que cette plate-forme a maintenant")
    again = platform.dument("restore", str(folder), *trial.held(keys))
    assert again.returncode == 1
    assert "n'est pas vide" in again.stderr
    assert own.read_text() == "la clé que cette plate-forme a maintenant"
    own.write_text((trial.lived.var / "keys" / "code.key").read_text())
    platform.must(platform.act("letters", "1"))  # life goes on


def test_letters_gone_after_the_backup_are_not_sent_twice(trial: Trial) -> None:
    trial.lived.must(trial.lived.act("letters", "2"))
    folder, keys = trial.backup("before")
    trial.lived.must(trial.lived.act("drain"))
    platform, status, said = restored(trial, folder, keys)
    assert status == 0, said
    platform.must(platform.act("drain"))
    assert platform.letters() == trial.lived.letters()
    assert {len(lines) for lines in platform.letters().values()} == {1}
    assert platform.breaches() == []


def test_keys_are_never_beside_what_they_open(embedded: Trial) -> None:
    folder = embedded.folder / "apart"
    assert embedded.lived.dument("backup", str(folder), "--keys", str(folder / "keys")).returncode == 2
    assert embedded.lived.dument("backup", str(folder / "data"), "--keys", str(folder)).returncode == 2
    assert not folder.exists()
    folder, keys = embedded.backup("apart")
    kept = [path.read_bytes() for path in (embedded.lived.var / "keys").glob("*.key")]
    assert len(kept) == 4
    kept += [path.read_bytes() for path in (embedded.lived.var / "authority").rglob("*.key")]
    files = [path for where in (folder, keys) for path in where.rglob("*") if path.is_file()]
    assert [path for path in files for key in kept if key in path.read_bytes()] == []
    assert [path.name for path in keys.iterdir()] == ["cles.tar.age"]
    assert keys.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("touched", ["base", "papiers", "manifeste"])
def test_a_backup_that_was_touched_is_refused(embedded: Trial, touched: str) -> None:
    folder, keys = embedded.backup(f"touched-{touched}")
    path = next(
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and touched in str(path.relative_to(folder))
    )
    path.write_bytes(path.read_bytes()[:-1])
    _, status, said = restored(embedded, folder, keys)
    assert status == 1
    assert "abîmée" in said or "n'est pas une sauvegarde entière" in said
    assert embedded.empty(uuid4().hex).dument("restore", "--check", str(folder)).returncode == 1


def test_a_history_rewritten_before_the_backup_is_named(embedded: Trial) -> None:
    folder, keys = embedded.backup("rewritten")
    base = sqlite3.connect(folder / "base.sqlite3")
    with base:
        base.execute("DROP TRIGGER journal_event_no_update")
        base.execute("UPDATE journal_event SET actor_id = 'autre' WHERE number = 2")
    base.close()
    told = json.loads((folder / "manifeste.json").read_text())
    told["files"]["base.sqlite3"] = sha256_of(folder / "base.sqlite3")
    (folder / "manifeste.json").write_text(json.dumps(told))
    _, status, said = restored(embedded, folder, keys)
    assert status == 1
    assert "ligne n° 2 : elle a été modifiée" in said
