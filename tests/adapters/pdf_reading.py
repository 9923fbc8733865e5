"""Reads a PDF with independent tools: its words, its pages, its fonts, its QR codes."""

from __future__ import annotations

import io
import re
import subprocess

import zxingcpp
from PIL import Image

from tests.needs import program


def _run(tool: str, *args: str, pdf: bytes) -> bytes:
    return subprocess.run([program(tool), *args], input=pdf, capture_output=True, check=True).stdout


def plain(text: str) -> str:
    """Return a text with straight apostrophes and single spaces, so that line ends do not count."""
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("\u200b", "")).strip()


def words(pdf: bytes, page: int | None = None) -> str:
    """Return the text of a file, or of one page, in reading order, made plain."""
    pages = ["-f", str(page), "-l", str(page)] if page else []
    return plain(_run("pdftotext", "-enc", "UTF-8", *pages, "-", "-", pdf=pdf).decode())


def info(pdf: bytes) -> dict[str, str]:
    """Return what pdfinfo says, by name."""
    lines = _run("pdfinfo", "-", pdf=pdf).decode().splitlines()
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def links(pdf: bytes) -> set[str]:
    """Return the addresses that the file leads to."""
    rows = _run("pdfinfo", "-url", "-", pdf=pdf).decode().splitlines()[1:]
    return {row.split(maxsplit=2)[2] for row in rows}


def fonts(pdf: bytes) -> list[tuple[str, str]]:
    """Return (name, "yes" or "no" for embedded) of each font."""
    rows = _run("pdffonts", "-", pdf=pdf).decode().splitlines()[2:]
    return [(row.split()[0], row.split()[-5]) for row in rows]


def grey_page(pdf: bytes, page: int = 1) -> Image.Image:
    """Return a page as paper shows it, at 150 dots an inch."""
    drawn = _run("pdftoppm", "-r", "150", "-gray", "-f", str(page), "-l", str(page), "-", pdf=pdf)
    return Image.open(io.BytesIO(drawn)).convert("L")


def qr_codes(pdf: bytes, page: int = 1) -> list[str]:
    """Return the texts of the QR codes of a page, as a telephone would read them on paper."""
    return [found.text for found in zxingcpp.read_barcodes(grey_page(pdf, page))]


def word_boxes(pdf: bytes, page: int = 1) -> list[tuple[float, float, float, float, str]]:
    """Return (left, top, right, bottom, word) of each word of a page, in millimetres from its top left."""
    rows = _run("pdftotext", "-bbox", "-f", str(page), "-l", str(page), "-", "-", pdf=pdf).decode()
    box = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    return [(*(float(edge) * 25.4 / 72 for edge in found[:4]), found[4]) for found in re.findall(box, rows)]
