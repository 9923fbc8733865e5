"""What is asked of a claim: may it take this road, and what if the debtor refuses."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from dument.queries.words import CAUSES, KINDS
from dument.web.creditor.forms import INSOLVENCIES, MERCHANTS, NOT_CREDITORS, choices
from dument.web.forms import AmountField, DayField
from dument.web.law.forms import CHOOSE, PlacedForm


class ClaimForm(PlacedForm):
    """A claim as its creditor would tell it."""

    creditor = forms.ChoiceField(
        label="Vous êtes", choices=[CHOOSE, *choices(KINDS, NOT_CREDITORS)], help_text="Le créancier."
    )
    debtor = forms.ChoiceField(label="Votre débiteur est", choices=[CHOOSE, *choices(KINDS)])
    cause = forms.ChoiceField(
        label="D'où vient la créance ?",
        choices=[CHOOSE, *choices(CAUSES)],
        help_text="Téléphone, internet, transport de marchandises : un an seulement pour agir.",
    )
    merchants = forms.ChoiceField(
        label="La somme a-t-elle été facturée par un commerçant à un commerçant ?",
        choices=MERCHANTS,
        widget=forms.RadioSelect,
        help_text="Société commerciale ou commerçant immatriculé, des deux côtés.",
    )
    principal = AmountField(
        label="Principal", help_text="La somme due, toutes taxes comprises. Par exemple 1\u00a0214,20."
    )
    interest = AmountField(
        label="Intérêts", required=False, positive=False, help_text="Déjà courus, si vous en voulez."
    )
    due_on = DayField(label="À payer au plus tard le", help_text="L'échéance de la facture ou du contrat.")
    insolvency = forms.ChoiceField(
        label="Le débiteur est-il insolvable ?",
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
        label="Autres sommes",
        required=False,
        positive=False,
        help_text="Clause pénale, indemnité forfaitaire de 40 €.",
    )
    field_order = (
        "creditor", "debtor", "cause", "merchants", "principal", "interest", "other", "due_on", "country",
        "postcode", "insee", "insolvency",
    )  # fmt: skip


class RefusalForm(ClaimForm):
    """What comes after a failure, or instead of the procedure?"""

    psrpc = forms.ChoiceField(
        label="La procédure simplifiée",
        choices=(
            ("refused", "Le débiteur a refusé de participer"),
            ("silent", "Il n'a pas répondu dans le mois"),
            ("no_agreement", "Il a participé, sans accord"),
            ("none", "N'a pas été tentée"),
        ),
        widget=forms.RadioSelect,
        initial="refused",
    )
    contest = forms.ChoiceField(
        label="Que dit-il de la dette ?",
        choices=(
            ("none", "Il ne la conteste pas"),
            ("vague", "Il la conteste sans vraie raison"),
            ("serious", "Il a des raisons sérieuses"),
        ),
        widget=forms.RadioSelect,
        initial="none",
    )

    def __init__(self, given: QueryDict, **options: Any) -> None:
        """Suppose a refusal, and no contest."""
        super().__init__(given, **options)
        self.initial.setdefault("psrpc", "refused")
        self.initial.setdefault("contest", "none")
