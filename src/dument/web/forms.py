"""Fields that people fill: amounts, days, files; and the renderer that gives every field its label and error."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from dument.law.money import BadAmount, euros


def told_amount(bad: BadAmount) -> str:
    """Return what is wrong with an amount: the law library says it in French, the other languages more shortly."""
    if (get_language() or "fr").startswith("fr"):
        return str(bad)
    return gettext("Ce n'est pas un montant en euros ; écrire par exemple 1214,20.")


class Renderer(DjangoTemplates):
    """Renders every field of every form by `components/field.html`."""

    field_template_name = "components/field.html"
    form_template_name = "components/form.html"


class Amount(forms.TextInput):
    """A box for euros."""

    template_name = "components/amount.html"


class AmountField(forms.CharField):
    """An amount as typed ("1 214,20"), given as a Decimal of euros; `positive` refuses zero."""

    widget = Amount

    def __init__(self, *, positive: bool = True, **options: Any) -> None:
        """Keep whether zero is refused."""
        self.positive = positive
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """Return the Decimal, or None when empty and optional."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = euros(text)
        except BadAmount as bad:
            raise ValidationError(told_amount(bad)) from bad
        if self.positive and amount <= 0:
            raise ValidationError(_("Le montant doit être supérieur à zéro."))
        return amount

    def prepare_value(self, value: Any) -> Any:
        """Return what the box shows."""
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value


class Day(forms.MultiWidget):
    """Three boxes: day, month, year."""

    template_name = "components/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Name the boxes."""
        parts = {"day": (_("Jour"), 2), "month": (_("Mois"), 2), "year": (_("Année"), 4)}
        super().__init__(
            {
                name: forms.TextInput({"title": label, "maxlength": most})
                for name, (label, most) in parts.items()
            },
            attrs,
        )

    def decompress(self, value: date | None) -> list[int | None]:
        """Return the three numbers of a day."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A day typed in three boxes, given as a date."""

    widget = Day

    def __init__(self, **options: Any) -> None:
        """Make the three numbers."""
        numbers = [
            forms.IntegerField(min_value=low, max_value=high)
            for low, high in ((1, 31), (1, 12), (1900, 2200))
        ]
        options.setdefault("help_text", _("Par exemple 13 10 2026"))
        messages = {
            "required": _("Indiquez le jour, le mois et l'année."),
            "incomplete": _("Indiquez le jour, le mois et l'année."),
        }
        super().__init__(fields=numbers, error_messages=messages, **options)

    def compress(self, data_list: list[int]) -> date | None:
        """Return the day of the three numbers."""
        if not data_list:
            return None
        if None in data_list:  # a day that may be left out, begun and not finished
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        day, month, year = data_list
        try:
            return date(year, month, day)
        except ValueError as bad:
            raise ValidationError(_("Ce jour n'existe pas dans le calendrier.")) from bad


class FileDrop(forms.FileInput):
    """A zone where a file is dropped or chosen."""

    template_name = "components/file.html"


class FilesDrop(FileDrop):
    """The same for several files at once: a list of them, empty when none is chosen."""

    allow_multiple_selected = True

    def value_from_datadict(self, _data: Any, files: Any, name: str) -> Any:
        """Return every file of that name."""
        return files.getlist(name)
