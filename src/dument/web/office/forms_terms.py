"""What an office fills to propose: an amount, and how it is paid."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dument.law import schedules
from dument.law.money import BadAmount, euros
from dument.procedure.facts import Instalment
from dument.queries.cases import CaseRead
from dument.web.below import spoken
from dument.web.forms import AmountField, DayField, told_amount
from dument.web.office.forms import ActForm


class ProposeForm(ActForm):
    """An amount and its terms."""

    amount = AmountField(label=_("Montant proposé"))
    how = forms.ChoiceField(
        label=_("Paiement"),
        widget=forms.RadioSelect,
        choices=(
            ("once", _("En une fois, le lendemain de la fin du mois")),
            ("equal", _("En échéances mensuelles égales")),
            ("rows", _("Selon un échéancier que je saisis")),
        ),
    )
    count = forms.IntegerField(
        label=_("Nombre d'échéances"),
        min_value=1,
        max_value=360,
        required=False,
        help_text=_("Si elles sont égales."),
    )
    first_day = DayField(
        label=_("Première échéance"),
        required=False,
        help_text=_("Si elles sont égales. Par exemple 1 12 2026"),
    )
    rows = forms.CharField(
        label=_("Échéancier"),
        widget=forms.Textarea({"rows": 4}),
        required=False,
        max_length=5000,
        help_text=_("Une échéance par ligne : la date, puis le montant. Par exemple : 01/12/2026 414,20"),
    )
    acceleration = forms.BooleanField(
        label=_("Ajouter la clause de déchéance du terme (après une mise en demeure restée sans effet)"),
        required=False,
    )
    long = forms.BooleanField(label=_("Je confirme un plan aussi long"), required=False)

    def __init__(self, data: Any = None, *, case: CaseRead, channel: str = "") -> None:
        """Ask to confirm a long plan only when one is typed."""
        super().__init__(data, case=case, channel=channel)
        self.plan: tuple[Instalment, ...] = ()
        count = str((data or {}).get("count", "")).strip()
        if not (count.isdecimal() and schedules.needs_confirmation(count=int(count), on=case.on)):
            del self.fields["long"]

    def first(self, case: CaseRead) -> dict[str, Any]:
        """Begin with the whole claim."""
        return {"amount": case.facts.claimed, "how": "once"}

    def clean(self) -> dict[str, Any]:
        """Draw the plan."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        if given["how"] == "equal":
            self._equal(given)
        elif given["how"] == "rows":
            self._typed(given.get("rows", ""))
        if "long" in self.fields and given["how"] == "equal" and not given.get("long"):
            self.add_error(
                "long",
                gettext("%(count)s échéances : confirmez que ce plan est voulu.") % {"count": given["count"]},
            )
        return given

    def _equal(self, given: dict[str, Any]) -> None:
        for name, what in (
            ("count", gettext("Indiquez le nombre d'échéances.")),
            ("first_day", gettext("Indiquez la date de la première échéance.")),
        ):
            if not given.get(name):
                self.add_error(name, what)
        if self.errors:
            return
        if given["first_day"] < self.case.on:
            self.add_error("first_day", gettext("Cette date est passée."))
            return
        places = [self.case.office.departement] if self.case.office else []
        try:
            drawn = schedules.equal_instalments(
                amount=given["amount"], count=given["count"], first_day=given["first_day"], territories=places
            )
        except schedules.BadSchedule as bad:
            self.add_error("count", spoken(str(bad)))
            return
        self.plan = tuple(Instalment(on=one.on, amount=one.amount) for one in drawn)

    def _typed(self, text: str) -> None:
        rows = [line for line in text.splitlines() if line.strip()]
        if not rows:
            self.add_error("rows", gettext("Saisissez au moins une échéance."))
            return
        try:
            self.plan = tuple(read_row(line) for line in rows)
        except ValidationError as bad:
            self.add_error("rows", bad)
            return
        days = [self.case.on, *(part.on for part in self.plan)]
        if any(after < before for before, after in pairwise(days)):
            self.add_error(
                "rows", gettext("Les échéances se suivent, à partir d'aujourd'hui : vérifiez les dates.")
            )


_ROW = re.compile(r"\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})[\s;:,]+(.+?)\s*")


def read_row(line: str) -> Instalment:
    """Return the instalment that a line writes: "01/12/2026 414,20". Raises ValidationError."""
    found = _ROW.fullmatch(line)
    if not found:
        raise ValidationError(
            gettext("« %(line)s » : écrivez la date puis le montant, « 01/12/2026 414,20 ».")
            % {"line": line.strip()[:40]}
        )
    day, month, year, amount = found.groups()
    try:
        paid = euros(amount)
        if paid <= 0:
            raise ValidationError(
                gettext("« %(line)s » : une échéance est toujours positive.") % {"line": line.strip()[:40]}
            )
        return Instalment(on=date(int(year), int(month), int(day)), amount=paid)
    except BadAmount as bad:
        raise ValidationError(told_amount(bad)) from bad
    except ValueError as bad:
        raise ValidationError(
            gettext("« %(line)s » : ce jour n'existe pas.") % {"line": line.strip()[:40]}
        ) from bad
