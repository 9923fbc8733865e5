"""Rebuild the file of communes of the law library from the npm package @etalab/decoupage-administratif.

    npm pack @etalab/decoupage-administratif@6.0.0
    python scripts/communes.py etalab-decoupage-administratif-6.0.0.tgz --read-on 2026-11-23

Communes change each 1 January: run it again with the year's version, then run the tests of competence.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "src" / "dument" / "law" / "data"
KINDS = {
    "commune-actuelle": "",
    "arrondissement-municipal": "arrondissement",
    "commune-deleguee": "deleguee",
    "commune-associee": "associee",
}

NOTE = """# communes.csv

- **Source**: `data/communes.json` of the npm package `@etalab/decoupage-administratif`, version {version}
  (made by Etalab from the Insee and La Poste registers).
- **Read on**: {day}. **Rebuilt by**: `scripts/communes.py`. Communes change each 1 January.
- **Columns**: `insee` code, `name`, `departement` or collectivity, `postcodes` (separated by spaces; none
  for the five districts of the Terres australes), `kind` (empty for a commune, else `arrondissement`,
  `deleguee`, `associee`), `part_of`: the city of an arrondissement; the commune that holds a *commune
  déléguée* or *associée*, whose postcodes are the ones listed.
- **Left out**: {left_out} (no court of appeal is known for them); population, Siren, former codes;
  *communes déléguées* that bear the name and the code of the commune that holds them.
- A commune can lie in another département than its code says: Escaufourt, 02285, is in 59.
- No CEDEX codes: look for the commune by its name.

## Licence of the source

{licence}
"""


def main() -> int:
    """Write communes.csv and communes.md; return the exit status."""
    parser = argparse.ArgumentParser(description="Reconstruit le fichier des communes.")
    parser.add_argument("package", type=Path, help="archive .tgz obtenue par « npm pack »")
    parser.add_argument("--read-on", type=dt.date.fromisoformat, required=True, help="jour de lecture")
    given = parser.parse_args()
    with tarfile.open(given.package) as archive:
        communes = json.loads(_read(archive, "data/communes.json"))
        version = json.loads(_read(archive, "package.json"))["version"]
        licence = _read(archive, "LICENSE")
    known = _departements()
    left_out = sorted({c["nom"] for c in communes if c["departement"] not in known})
    rows = _rows([c for c in communes if c["departement"] in known])
    with (DATA / "communes.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["insee", "name", "departement", "postcodes", "kind", "part_of"])
        writer.writerows(rows)
    note = NOTE.format(version=version, day=given.read_on, left_out=", ".join(left_out), licence=licence)
    (DATA / "communes.md").write_text(note, encoding="utf-8")
    sys.stdout.write(f"{len(rows)} lignes, version {version}.\n")
    return 0


def _read(archive: tarfile.TarFile, name: str) -> str:
    member = archive.extractfile(f"package/{name}")
    if member is None:
        raise SystemExit(f"L'archive ne contient pas « {name} » : est-ce bien le paquet attendu ?")
    return member.read().decode("utf-8").strip()


def _departements() -> set[str]:
    with (DATA / "courts_by_departement.csv").open(encoding="utf-8", newline="") as lines:
        return {row["departement"] for row in csv.DictReader(lines)}


def _rows(communes: list[dict[str, Any]]) -> list[tuple[str, str, str, str, str, str]]:
    current = {c["code"]: c for c in communes if c["type"] == "commune-actuelle"}
    rows = []
    for c in communes:
        kind = KINDS[c["type"]]
        part_of = c.get("chefLieu") or c.get("commune") or ""
        holder = current[part_of] if kind.endswith("ee") else c
        if holder is not c and (c["code"], c["nom"]) == (part_of, holder["nom"]):
            continue
        rows.append(
            (c["code"], c["nom"], c["departement"], " ".join(holder.get("codesPostaux", [])), kind, part_of)
        )
    # The commune itself first: a commune déléguée may bear the code of the commune that holds it.
    return sorted(rows, key=lambda row: (row[0], row[4], row[1]))


if __name__ == "__main__":
    sys.exit(main())
