"""Files that people give: the ending of a name must say what the first bytes say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dument.web.watching import security

ENDINGS = {"pdf": ("pdf",), "png": ("png",), "jpeg": ("jpg", "jpeg", "jpe", "jfif"), "xml": ("xml",)}
PDF_WITHIN = 1024  # where readers look for its mark (ISO 32000-1, annex H.3.4.1)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# A name may end by a day or a number ("Facture 12.2026"); a kind of file has a letter.
ENDING = re.compile(r"\.([a-z0-9]*[a-z][a-z0-9]*)$")
OTHER = _(
    "Le nom de ce fichier finit par « .%(ending)s », mais son contenu est d'une autre sorte (%(kind)s). Choisissez le "
    "bon fichier, ou renommez celui-ci."
)


def kind_of(start: bytes) -> str:
    """Return what a file is, told by its first bytes: a word of ENDINGS, empty for any other kind."""
    if start.startswith(b"\x89PNG\r\n"):
        return "png"
    if start.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if b"%PDF-" in start:
        return "pdf"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return "xml" if text.startswith((b"<", *UTF_16)) else ""


class TrueFileField(forms.FileField):
    """A file of one of these kinds (words of ENDINGS), named as what it is.

    A name without an ending says nothing wrong. What is of no kind of ours is left to who reads it, whose sentence says
    more. The file is given back from its first byte.
    """

    def __init__(self, *, kinds: tuple[str, ...], **options: Any) -> None:
        """Keep the kinds."""
        self.kinds = kinds
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse a file whose name says another kind than its first bytes."""
        file = super().clean(data, initial)
        if not file:
            return file
        found, named = kind_of(file.read(PDF_WITHIN)), ENDING.search(file.name.lower())
        file.seek(0)
        if found in self.kinds and named and named[1] not in ENDINGS[found]:
            security.tell("file_refused", what=found)
            raise ValidationError(OTHER, params={"ending": named[1], "kind": found.upper()})
        return file


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Files given at once, each judged by itself: those to keep, and the others by their name, with the reason."""

    kept: tuple[UploadedFile[bytes], ...]
    refused: tuple[tuple[str, str], ...]


class SeveralFiles(forms.FileField):
    """Files chosen at once; `one` judges each. Given back as Judged: one wrong file does not lose the others."""

    def __init__(self, *, one: forms.FileField, **options: Any) -> None:
        """Keep what judges one file, its sentences with it."""
        self.one = one
        super().__init__(error_messages=one.error_messages, **options)

    def clean(self, data: Sequence[UploadedFile[bytes]], _initial: Any = None) -> Judged:
        """Return the files judged; raise ValidationError when none was chosen."""
        kept, refused = [], []
        for file in data or [super().clean(None)]:
            try:
                kept.append(self.one.clean(file))
            except ValidationError as bad:
                refused.append((str(file.name), " ".join(bad.messages)))
        return Judged(kept=tuple(kept), refused=tuple(refused))
