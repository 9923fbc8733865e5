"""The debtor's budget: computed and told back, never kept unless he shares it."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from dument.law.budgets import Budget, budget
from dument.law.money import in_french
from dument.web.forms import AmountField

# What the office reads stays in French, whatever the language of the page.
CHARGES = {
    "housing": (_("Loyer ou prêt du logement"), "logement"),
    "energy": (_("Eau, électricité, chauffage, téléphone"), "énergie et abonnements"),
    "food": (_("Nourriture et vie courante"), "vie courante"),
    "transport": (_("Transports"), "transports"),
    "health": (_("Assurances et santé"), "assurances et santé"),
    "children": (_("Enfants, pensions versées"), "enfants et pensions"),
    "debts": (_("Crédits et autres dettes, chaque mois"), "crédits et dettes"),
}


class BudgetForm(forms.Form):
    """A month: what comes in, what goes out. What is left empty counts for nothing."""

    income = AmountField(
        label=_("Ce qui rentre chaque mois"),
        help_text=_("Salaires, retraites, allocations, pensions reçues : de tout le foyer."),
        positive=False,
    )

    def __init__(self, *args: object, **options: object) -> None:
        """Add one field a charge."""
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for name, (label, _told) in CHARGES.items():
            self.fields[name] = AmountField(label=label, required=False, positive=False)

    def computed(self, debt: Decimal) -> Budget:
        """Return the budget toward a debt of that many euros."""
        charges = [self.cleaned_data[name] or Decimal(0) for name in CHARGES]
        return budget(income=self.cleaned_data["income"], charges=charges, debt=debt)

    def told(self, debt: Decimal) -> str:
        """Return the budget in one French sentence, for the office."""
        found = self.computed(debt)
        paid = [
            f"{words} {in_french(self.cleaned_data[name])}"
            for name, (_label, words) in CHARGES.items()
            if self.cleaned_data[name]
        ]
        return (
            f"Ressources du foyer : {in_french(found.income)} par mois. Charges : {in_french(found.charges)}"
            f"{' (' + ', '.join(paid) + ')' if paid else ''}. Reste : {in_french(found.left)}. "
            f"Peut proposer : {in_french(found.monthly)} par mois."
        )
