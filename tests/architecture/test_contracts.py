"""Each import contract holds on the tree, and breaks on a copy to which one forbidden line was added."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")

# contract -> (file that offends, forbidden import)
OFFENCES = [
    ("layers", "law/__init__.py", "dument.procedure"),
    ("layers", "procedure/__init__.py", "dument.ports"),
    ("layers", "ports/__init__.py", "dument.records"),
    ("layers", "records/__init__.py", "dument.actions"),
    ("layers", "actions/__init__.py", "dument.adapters"),
    ("layers", "actions/__init__.py", "dument.queries"),
    ("layers", "queries/__init__.py", "dument.actions"),
    ("layers", "queries/__init__.py", "dument.adapters"),
    ("layers", "web/__init__.py", "dument.adapters"),
    ("layers", "web/__init__.py", "dument.jobs"),
    ("layers", "jobs/__init__.py", "dument.web"),
    ("layers", "adapters/__init__.py", "dument.config"),
    ("layers", "web/__init__.py", "dument.config"),
    ("layers", "config/__init__.py", "dument.cli"),
    ("layers", "a_new_folder/__init__.py", "dument.law"),  # every folder has its place among the layers
    ("pure", "law/__init__.py", "django"),
    ("pure", "law/__init__.py", "os"),
    ("pure", "procedure/__init__.py", "time"),
    ("pure", "procedure/packs/__init__.py", "random"),
    ("web", "web/__init__.py", "dument.records.cases"),
    ("ports", "ports/__init__.py", "pyhanko"),
    ("providers", "adapters/letters/__init__.py", "dument.adapters.storage"),
    ("records", "records/money/__init__.py", "dument.records.documents"),
    ("records", "records/cases/__init__.py", "dument.records.journal"),
]


def declared() -> set[str]:
    """Return the contracts of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {contract["id"] for contract in project["tool"]["importlinter"]["contracts"]}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a copy of the package, alone."""
    copy = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", copy)
    ignored = shutil.ignore_patterns("__pycache__", "data", "texts", "static", "templates", "fonts")
    shutil.copytree(ROOT / "src", copy / "src", ignore=ignored)
    return copy


@pytest.fixture
def offended(tree: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Return the copy with one line more; the line is taken back afterwards."""
    name, line = request.param
    path = tree / "src" / "dument" / name
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\nimport {line}\n")
    yield tree
    if before is None:
        shutil.rmtree(path.parent)
    else:
        path.write_text(before)


def lint(tree: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a copy of the tree."""
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    return subprocess.run(
        [LINT, "--no-logo", "--no-cache", *chosen],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree / "src"), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_holds(tree: Path) -> None:
    result = lint(tree)
    assert result.returncode == 0, result.stdout
    assert f"{len(declared())} kept, 0 broken" in result.stdout


def test_every_contract_has_an_offence() -> None:
    assert {contract for contract, _, _ in OFFENCES} == declared()


@pytest.mark.parametrize(
    ("contract", "offended", "line"),
    [(contract, (name, line), line) for contract, name, line in OFFENCES],
    ids=[f"{contract}: {name} imports {line}" for contract, name, line in OFFENCES],
    indirect=["offended"],
)
def test_contract_bites(contract: str, offended: Path, line: str) -> None:
    result = lint(offended, contract)
    assert result.returncode == 1, result.stdout
    assert f"-> {line} (l." in result.stdout or "a_new_folder" in result.stdout
