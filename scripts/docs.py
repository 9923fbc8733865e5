"""Write the pages that code can write: `python -m scripts.docs [--check]`.

To add a page: one line in PAGES, and a function that returns the whole text. It must give the same text each
time (no date of the day, no path of this machine), or the check would never pass.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

# page -> "module:function"
PAGES: dict[str, str] = {
    "docs/procedure.md": "scripts.pages.procedure:text",
    "docs/law.md": "scripts.pages.law:text",
    "docs/letters.md": "scripts.pages.letters:text",
    "docs/data.md": "scripts.pages.data:text",
}


def render(source: str) -> str:
    """Return the text of a page, from the function named `module:function`."""
    module, _, function = source.partition(":")
    text = getattr(importlib.import_module(module), function)()
    if not isinstance(text, str):
        raise TypeError(f"{source} doit rendre un texte.")
    return text.rstrip("\n") + "\n"


def stale() -> list[str]:
    """Return the pages whose file is not what the code writes today."""
    return [
        page
        for page, source in PAGES.items()
        if not Path(page).is_file() or Path(page).read_text() != render(source)
    ]


def write() -> None:
    """Write every page."""
    for page, source in PAGES.items():
        Path(page).parent.mkdir(parents=True, exist_ok=True)
        Path(page).write_text(render(source))
        print(page)


if __name__ == "__main__":
    if "--check" not in sys.argv:
        write()
    elif late := stale():
        sys.exit("Pages à refaire par « ./dev docs » : " + ", ".join(late))
