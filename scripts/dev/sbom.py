"""The list of everything the platform is made of (SBOM, CycloneDX 1.6), out of the lock: `python -m scripts.dev.sbom`.

Made anew at each release, never committed: it only tells what requirements.lock says, and which files of others
(fonts) are kept here. It names no index, and the same lock gives the same bytes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

LOCK = Path("requirements.lock")
FONTS = (Path("src/dument/web/static/dument/fonts"), Path("src/dument/adapters/pdf/fonts"))
OUTPUT = Path("var/sbom/dument.cdx.json")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")


def sbom(lock: str) -> str:
    """Return the SBOM of that lock as JSON: one component a pinned package, with its hashes, and one a font."""
    main = Component(
        name="dument", version=metadata.version("dument"), type=ComponentType.APPLICATION, bom_ref="dument"
    )
    serial = uuid5(NAMESPACE_URL, sha256(lock.encode()).hexdigest())
    bom = Bom(serial_number=serial, metadata=BomMetaData(component=main, timestamp=None))
    bom.metadata.timestamp = None  # type: ignore[assignment]  # the same lock, the same bytes
    parts = [*_packages(lock), *_fonts()]
    bom.components.update(parts)
    bom.register_dependency(main, parts)
    return str(JsonV1Dot6(bom).output_as_string(indent=2)) + "\n"


def _packages(lock: str) -> Iterator[Component]:
    for entry in re.split(r"\n(?=\S)", lock):
        found = PINNED.match(entry)
        if not found:
            continue
        name, version = found.groups()
        yield Component(
            name=name,
            version=version,
            bom_ref=f"pypi/{name}@{version}",
            purl=PackageURL("pypi", name=name, version=version),
            licenses=_licences(name),
            hashes=[
                HashType(alg=HashAlgorithm.SHA_256, content=digest)
                for digest in sorted(re.findall(r"sha256:([0-9a-f]{64})", entry))
            ],
        )


def _licences(name: str) -> list[License]:
    """Return the licence that the installed package declares as an SPDX expression, if it does."""
    try:
        told = metadata.metadata(name).get("License-Expression", "")
    except metadata.PackageNotFoundError:
        return []
    return [LicenseFactory().make_from_string(told)] if told else []


def _fonts() -> Iterator[Component]:
    for path in sorted(one for folder in FONTS for one in folder.iterdir()):
        if path.suffix in {".ttf", ".otf", ".woff2"}:
            digest = sha256(path.read_bytes()).hexdigest()
            yield Component(
                name=path.name,
                type=ComponentType.FILE,
                bom_ref=f"file/{path}",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
            )


def main() -> int:
    """Write the SBOM and say where."""
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    told = sbom(LOCK.read_text())
    OUTPUT.write_text(told)
    print(f"{OUTPUT} : {told.count('"bom-ref"')} composants, SHA-256 {sha256(told.encode()).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
