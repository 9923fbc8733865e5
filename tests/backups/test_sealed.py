"""A backup made for a recipient: nothing in clear on its disk, and only his identity opens it."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path
from uuid import uuid4

import pyrage
import pytest

from dument.cli.backups.envelope import Unusable, opening, sealing
from dument.cli.backups.keys import read
from tests.backups.trial import Trial
from tests.needs import program

# Of every case of the platform that lived.
WORDS = ("Débiteur de mesure", "Créancier de mesure", "facture n° 1", "etude@demo.example")


def told(*paths: Path) -> list[str]:
    """Return which of these words can be read in those files."""
    content = b"".join(path.read_bytes() for path in paths)
    return [word for word in WORDS if word.encode() in content]


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An identity as `age-keygen` writes it, and its recipient."""
    made = pyrage.x25519.Identity.generate()
    path = tmp_path_factory.mktemp("age") / "identite.txt"
    path.write_text(f"# created: 2026-10-13\n# public key: {made.to_public()}\n{made}\n")
    return path, str(made.to_public())


def test_an_encrypted_backup_opens_with_its_identity_alone(trial: Trial, identity: tuple[Path, str]) -> None:
    path, recipient = identity
    folder, keys = trial.folder / "sealed", trial.folder / "sealed-keys"
    for _ in range(2):  # the second adds nothing
        said = trial.lived.must(
            trial.lived.dument(
                "backup", str(folder), "--keys", str(keys), "--recipient", recipient, *trial.apart
            )
        )
    assert "en clair" not in said
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert {one.name.rpartition(".")[2] for one in files} == {"age", "json"}
    assert [one.name for one in files if one.suffix == ".json"] == ["manifeste.json"]
    assert all(one.read_bytes().startswith(b"age-encryption.org/v1") for one in files if one.suffix == ".age")
    assert told(*files) == []
    assert trial.lived.dument("restore", str(folder), "--check").returncode == 0

    platform = trial.empty(uuid4().hex)
    shutil.copy(trial.lived.var / "printed.txt", platform.var)
    given = ["restore", str(folder), *trial.held(keys)]
    closed = platform.dument(*given)
    assert closed.returncode == 1
    assert "--identity" in closed.stderr
    other = trial.folder / f"{uuid4().hex}.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()))
    refused = platform.dument(*given, "--identity", str(other))
    assert refused.returncode == 1
    assert "ne s'ouvre pas" in refused.stderr
    opened = platform.dument(*given, "--identity", str(path))
    assert (opened.returncode, "tiennent" in opened.stdout) == (0, True), opened.stdout + opened.stderr
    assert platform.breaches() == []
    assert not list(platform.var.rglob(".restauration-*"))


def test_the_age_program_opens_what_we_encrypt(tmp_path: Path, identity: tuple[Path, str]) -> None:
    path, recipient = identity
    kept = sealing([recipient]).keep(tmp_path / "papier", io.BytesIO(b"un titre"))
    told = subprocess.run([program("age"), "-d", "-i", str(path), str(kept)], capture_output=True, check=True)
    assert told.stdout == b"un titre"


def test_clear_and_encrypted_never_share_a_folder(trial: Trial, identity: tuple[Path, str]) -> None:
    folder, _ = trial.backup("clear")
    mixed = trial.lived.dument("backup", str(folder), "--recipient", identity[1])
    assert mixed.returncode == 1
    assert "dossier neuf" in mixed.stderr
    assert told(folder / "manifeste.json") == []
    if trial.cluster is None:  # PostgreSQL's dump is compressed: nothing can be read in it, nor proven by it
        assert told(folder / "base.sqlite3") == list(WORDS)
    assert trial.lived.dument("restore", str(folder), "--check").returncode == 0


def test_keys_have_a_holder_of_their_own(embedded: Trial, identity: tuple[Path, str], tmp_path: Path) -> None:
    """Never in clear, never for whoever opens the backup; nobody else's identity opens them, nor is one guessed."""
    path, recipient = identity
    folder, keys = tmp_path / "data", tmp_path / "keys"
    asked = ["backup", str(folder), "--keys", str(keys), "--recipient", recipient]
    for holder in ((), ("--keys-recipient", recipient), (*embedded.apart, "--keys-recipient", recipient)):
        refused = embedded.lived.dument(*asked, *holder)
        assert (refused.returncode, "--keys-recipient" in refused.stderr) == (1, True), refused.stderr
    keys.mkdir()
    (keys / "cles.json").write_text("{}")
    refused = embedded.lived.dument(*asked, *embedded.apart)
    assert (refused.returncode, "en clair" in refused.stderr) == (1, True)
    assert not folder.exists(), "refused before anything is written"
    (keys / "cles.json").unlink()

    embedded.lived.must(embedded.lived.dument(*asked, *embedded.apart))
    platform = embedded.empty(uuid4().hex)
    given = ["restore", str(folder), "--identity", str(path), "--keys", str(keys)]
    for said, more in (("--keys-identity", ()), ("ne s'ouvre pas", ("--keys-identity", str(path)))):
        refused = platform.dument(*given, *more)
        assert (refused.returncode, said in refused.stderr) == (1, True), refused.stderr
    assert not list(platform.var.iterdir()), "nothing was put back"


def test_an_archive_of_keys_writes_in_its_own_place_only(tmp_path: Path, identity: tuple[Path, str]) -> None:
    """Whoever knows a recipient can encrypt for him: what the archive says of itself is not believed."""
    path, recipient = identity
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, content in (("cles.json", b"{}"), ("authority/../../dehors", b"x"), ("base.sqlite3", b"x")):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    made.seek(0)
    sealing([recipient]).keep(tmp_path / "keys" / "cles.tar", made)
    kept = read(tmp_path / "keys", path)
    with pytest.raises(tarfile.OutsideDestinationError):
        kept.put_back(tmp_path / "var")
    assert {one.name for one in tmp_path.iterdir()} == {"keys", "var"}
    assert not (tmp_path / "var" / "base.sqlite3").exists()
    for content in (b"", b"bonjour"):
        sealing([recipient]).keep(tmp_path / "keys" / "cles.tar", io.BytesIO(content))
        with pytest.raises(Unusable, match="ne contient pas de clés"):
            read(tmp_path / "keys", path)


def test_what_is_no_recipient_and_no_identity_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="age-keygen"):
        sealing(["age1nimporte"])
    for content in ("bonjour", "# rien\n"):
        (tmp_path / "identite").write_text(content)
        with pytest.raises(Unusable, match="identité"):
            opening(tmp_path / "identite")
