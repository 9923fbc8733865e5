"""What is asked of a claim: may it take this road, and what if the debtor refuses."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dument.queries.words import CAUSES, KINDS
from dument.web.creditor.forms import INSOLVENCIES, MERCHANTS, NOT_CREDITORS
from dument.web.forms import AmountField, DayField
from dument.web.law.forms import PlacedForm, chosen_of


class ClaimForm(PlacedForm):
    """A claim as its creditor would tell it."""

    creditor = forms.ChoiceField(
        label=_("Vous êtes"), choices=chosen_of(KINDS, NOT_CREDITORS), help_text=_("Le créancier.")
    )
    debtor = forms.ChoiceField(label=_("Votre débiteur est"), choices=chosen_of(KINDS))
    cause = forms.ChoiceField(
        label=_("D'où vient la créance ?"),
        choices=chosen_of(CAUSES),
        help_text=_("Téléphone, internet, transport de marchandises : un an seulement pour agir."),
    )
    merchants = forms.ChoiceField(
        label=_("La somme a-t-elle été facturée par un commerçant à un commerçant ?"),
        choices=MERCHANTS,
        widget=forms.RadioSelect,
        help_text=_("Société commerciale ou commerçant immatriculé, des deux côtés."),
    )
    principal = AmountField(
        label=_("Principal"), help_text=_("La somme due, toutes taxes comprises. Par exemple 1\u00a0214,20.")
    )
    interest = AmountField(
        label=_("Intérêts"), required=False, positive=False, help_text=_("Déjà courus, si vous en voulez.")
    )
    due_on = DayField(
        label=_("À payer au plus tard le"), help_text=_("L'échéance de la facture ou du contrat.")
    )
    insolvency = forms.ChoiceField(
        label=_("Le débiteur est-il insolvable ?"),
        choices=INSOLVENCIES,
        widget=forms.RadioSelect,
        initial="none",
    )
    field_order: Sequence[str] = (
        "creditor",
        "debtor",
        "cause",
        "merchants",
        "principal",
        "interest",
        "due_on",
    )

    def __init__(self, given: QueryDict, **options: Any) -> None:
        """Suppose a debtor who can pay."""
        super().__init__(given, **options)
        self.initial.setdefault("insolvency", "none")

    def amount(self, name: str) -> Decimal:
        """Return an amount of the form, zero when none was given."""
        return self.cleaned_data.get(name) or Decimal("0.00")

    @property
    def between_merchants(self) -> bool | None:
        """Return whether merchants invoiced one another; None when nobody knows."""
        return {"yes": True, "no": False}.get(self.cleaned_data["merchants"])


class EligibilityForm(ClaimForm):
    """May the claim take this road?"""

    other = AmountField(
        label=_("Autres sommes"),
        required=False,
        positive=False,
        help_text=_("Clause pénale ; entre professionnels seulement, indemnité forfaitaire de 40 €."),
    )
    field_order = (
        "creditor", "debtor", "cause", "merchants", "principal", "interest", "other", "due_on", "country",
        "postcode", "insee", "insolvency",
    )  # fmt: skip


class RefusalForm(ClaimForm):
    """What comes after a failure, or instead of the procedure?"""

    psrpc = forms.ChoiceField(
        label=_("La procédure simplifiée"),
        choices=(
            ("refused", _("Le débiteur a refusé de participer")),
            ("silent", _("Il n'a pas répondu dans le mois")),
            ("no_agreement", _("Il a participé, sans accord")),
            ("none", _("N'a pas été tentée")),
        ),
        widget=forms.RadioSelect,
        initial="refused",
    )
    contest = forms.ChoiceField(
        label=_("Que dit-il de la dette ?"),
        choices=(
            ("none", _("Il ne la conteste pas")),
            ("vague", _("Il la conteste sans vraie raison")),
            ("serious", _("Il a des raisons sérieuses")),
        ),
        widget=forms.RadioSelect,
        initial="none",
    )

    def __init__(self, given: QueryDict, **options: Any) -> None:
        """Suppose a refusal, and no contest."""
        super().__init__(given, **options)
        self.initial.setdefault("psrpc", "refused")
        self.initial.setdefault("contest", "none")
