"""T23: what the platform is made of is told, whole, and is what was locked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scripts.dev.sbom import sbom

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text()


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
    assert len(locked) > 100
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
