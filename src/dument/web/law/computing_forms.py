"""What is asked before a computation: cost, interest, month, limitation, court."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from dument.law.courts import departements
from dument.law.interest import outside_late_payment
from dument.queries.words import CAUSES, KINDS
from dument.web.below import spoken
from dument.web.creditor.forms import NOT_CREDITORS
from dument.web.forms import AmountField, DayField
from dument.web.law.forms import PlacedForm, RuleForm, chosen_of

SERVICES_OF_ONE_YEAR = {
    "telecom": gettext_noop("téléphone, internet (opérateur)"),
    "carriage": gettext_noop("transport de marchandises"),
}
"""Services whose claim lives one year: asked here only, where the period is what is sought."""


class CostForm(RuleForm):
    """What does it cost?"""

    principal = AmountField(
        label=_("Somme réclamée"), help_text=_("En principal. Par exemple 1\u00a0214,20.")
    )
    office = forms.CharField(
        label=_("Département de l'étude"),
        required=False,
        max_length=3,
        help_text=_("Pour la TVA et la majoration d'outre-mer : 13, 2A, 974… Sans lui, la métropole."),
    )
    coefficient = forms.BooleanField(
        label=_("L'étude applique au titre le coefficient de l'article A444-46 (non confirmé)"),
        required=False,
    )

    def clean_office(self) -> str:
        """Refuse what is no département."""
        code = str(self.cleaned_data["office"]).strip().upper()
        if code and code not in departements():
            raise ValidationError(
                gettext("« %(code)s » n'est le code d'aucun département ; écrire par exemple 13, 2A ou 974.")
                % {"code": code}
            )
        return code


class InterestForm(RuleForm):
    """How much interest?"""

    principal = AmountField(
        label=_("Principal"), help_text=_("La somme qui porte intérêt. Par exemple 1\u00a0214,20.")
    )
    creditor = forms.ChoiceField(
        label=_("Le créancier est"),
        choices=chosen_of(KINDS, NOT_CREDITORS),
        help_text=_("Le taux légal d'un particulier n'est pas celui d'un professionnel (CMF L313-2)."),
    )
    debtor = forms.ChoiceField(label=_("Le débiteur est"), choices=chosen_of(KINDS))
    rate = forms.ChoiceField(
        label=_("À quel taux ?"),
        choices=(
            ("legal", _("Taux de l'intérêt légal")),
            (
                "late_payment",
                _("Pénalités de retard entre professionnels, faute de taux convenu (C. com. L441-10)"),
            ),
            ("contract", _("Taux écrit dans le contrat")),
        ),
        widget=forms.RadioSelect,
        initial="legal",
    )
    rate_pct = forms.CharField(
        label=_("Taux du contrat, par an"),
        required=False,
        max_length=10,
        help_text=_("En pourcentage, par exemple 4,5."),
    )
    first_day = DayField(
        label=_("Premier jour qui porte intérêt"),
        help_text=_(
            "Le lendemain de la mise en demeure, ou de l'échéance si le contrat ou la loi le prévoit."
        ),
    )
    last_day = DayField(
        label=_("Dernier jour compté"), required=False, help_text=_("Compris. Par défaut, le jour du calcul.")
    )
    payment1 = AmountField(label=_("Premier paiement reçu"), required=False)
    payment1_on = DayField(label=_("Reçu le"), required=False)
    payment2 = AmountField(label=_("Deuxième paiement reçu"), required=False)
    payment2_on = DayField(label=_("Reçu le"), required=False)

    def __init__(self, given: QueryDict, **options: Any) -> None:
        """Suppose the legal rate."""
        super().__init__(given, **options)
        self.initial.setdefault("rate", "legal")

    def clean_rate_pct(self) -> Decimal | None:
        """Return a percentage between 0 and 100, three decimals at most."""
        text = str(self.cleaned_data["rate_pct"]).replace("%", "").replace("\u00a0", "").strip()
        if not text:
            return None
        try:
            rate = Decimal(text.replace(",", "."))
        except InvalidOperation:
            raise ValidationError(
                gettext("« %(text)s » n'est pas un taux ; écrire par exemple 4,5.") % {"text": text}
            ) from None
        exponent = rate.as_tuple().exponent
        if not rate.is_finite() or not 0 < rate <= 100 or not isinstance(exponent, int) or exponent < -3:
            raise ValidationError("Un taux va de 0 à 100 % par an, avec trois décimales au plus.")
        return rate

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, a rate without place, a payment without its day."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("first_day"), given.get("last_day")
        if last is None and "last_day" not in self.errors:
            last = given["last_day"] = given.get("on") or self.today
        if first and last and first > last and "last_day" not in self.errors:
            name = "last_day" if self.data.get("last_day_year") else "first_day"
            self.add_error(
                name,
                gettext("Ces deux jours sont inversés : le premier (%(first)s) suit le dernier (%(last)s).")
                % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"},
            )
        outside = outside_late_payment(creditor=given.get("creditor", ""), debtor=given.get("debtor", ""))
        if given.get("rate") == "late_payment" and outside:
            self.add_error("rate", spoken(outside))
        if given.get("rate") == "contract" and not given.get("rate_pct") and "rate_pct" not in self.errors:
            self.add_error("rate_pct", _("Indiquez le taux écrit dans le contrat."))
        for name in ("payment1", "payment2"):
            self._check_payment(given, name, first, last)
        return given

    def _check_payment(self, given: dict[str, Any], name: str, first: date | None, last: date | None) -> None:
        amount, on = given.get(name), given.get(f"{name}_on")
        if amount and not on and f"{name}_on" not in self.errors:
            self.add_error(f"{name}_on", _("Indiquez le jour de ce paiement."))
        if on and not amount and name not in self.errors:
            self.add_error(name, _("Indiquez le montant reçu ce jour-là."))
        if on and first and last and not first <= on <= last:
            self.add_error(
                f"{name}_on",
                gettext("Ce jour n'est pas entre le %(first)s et le %(last)s.")
                % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"},
            )


class MonthForm(PlacedForm):
    """When does the month end?"""

    dispatched_on = DayField(
        label=_("La lettre est envoyée le"), help_text=_("Le jour de la preuve de dépôt.")
    )
    office = forms.CharField(
        label=_("Département de l'étude"),
        required=False,
        max_length=3,
        help_text=_("Pour ses jours fériés : 67, 974…"),
    )
    field_order = ("dispatched_on", "country", "postcode", "insee", "office")

    def needs_place(self) -> bool:
        """Take a month without a place: no local holiday counts then."""
        return False

    clean_office = CostForm.clean_office


class LimitationForm(RuleForm):
    """Until when may the claim be brought before a judge?"""

    creditor = forms.ChoiceField(label=_("Le créancier est"), choices=chosen_of(KINDS, NOT_CREDITORS))
    debtor = forms.ChoiceField(label=_("Le débiteur est"), choices=chosen_of(KINDS))
    cause = forms.ChoiceField(
        label=_("D'où vient la créance ?"), choices=chosen_of(CAUSES | SERVICES_OF_ONE_YEAR)
    )
    due_on = DayField(label=_("À payer au plus tard le"))
    suspended_on = DayField(
        label=_("Accord de participer constaté le"),
        required=False,
        help_text=_("Par le commissaire de justice, s'il y en a eu un (C. civ. 2238)."),
    )
    resumed_on = DayField(label=_("Fin de la procédure constatée le"), required=False)
    ended_by = forms.ChoiceField(
        label=_("Comment a-t-elle pris fin ?"),
        choices=(
            ("refused", _("Par un refus du débiteur, constaté")),
            ("expired", _("Par la fin du mois, sans refus")),
        ),
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Après un refus constaté, il reste six mois au moins (C. civ. 2238) ; après le silence, non."
        ),
    )
    acknowledged_on = DayField(
        label=_("Dette reconnue par le débiteur le"),
        required=False,
        help_text=_("Par écrit, par un acompte (C. civ. 2240)."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before its beginning, and a recognition before the debt."""
        given = super().clean() or self.cleaned_data
        due, begun, ended = given.get("due_on"), given.get("suspended_on"), given.get("resumed_on")
        if ended and not begun and "suspended_on" not in self.errors:
            self.add_error(
                "suspended_on", _("Indiquez aussi le jour où l'accord de participer a été constaté.")
            )
        if begun and ended and ended < begun:
            self.add_error(
                "resumed_on", _("Ces deux jours sont inversés : la fin précède l'accord de participer.")
            )
        if ended and not given.get("ended_by") and "ended_by" not in self.errors:
            self.add_error(
                "ended_by", _("Indiquez si la procédure a pris fin par un refus constaté, ou sans refus.")
            )
        for name in ("suspended_on", "acknowledged_on"):
            day = given.get(name)
            if day and due and day < due:
                self.add_error(
                    name,
                    gettext("Ce jour précède l'échéance (%(due)s) : le délai ne courait pas encore.")
                    % {"due": f"{due:%d/%m/%Y}"},
                )
        return given


class PlaceForm(forms.Form):
    """Which court of appeal? By postcode, or by name."""

    lieu = forms.CharField(
        label=_("Code postal ou commune du débiteur"),
        max_length=80,
        help_text=_("Par exemple 13001, ou Saint-Étienne."),
    )
    aerodrome = forms.BooleanField(label=_("L'adresse est sur l'emprise même d'un aéroport"), required=False)

    def link(self) -> str:
        """Return the words of the address that give this very answer again, the commune chosen included."""
        names = ("lieu", "insee", "aerodrome")
        return urlencode([(name, self.data[name]) for name in names if self.data.get(name)])

    def told(self) -> list[dict[str, str]]:
        """Return what was answered, in words, as RuleForm does."""
        rows = [{"label": str(self.fields["lieu"].label), "value": str(self.cleaned_data["lieu"])}]
        if self.cleaned_data["aerodrome"]:
            rows.append({"label": str(self.fields["aerodrome"].label), "value": gettext("oui")})
        return rows
