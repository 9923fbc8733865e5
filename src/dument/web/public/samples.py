"""What the page of components shows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from dument.law.findings import Finding
from dument.web.forms import AmountField, DayField, FileDrop


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nom", help_text="Tel qu'il figure sur la facture.")
    nickname = forms.CharField(label="Surnom", required=False)
    amount = AmountField(label="Montant")
    due_on = DayField(label="Échéance")
    quality = forms.ChoiceField(
        label="Qualité",
        choices=[("artisan", "Artisan"), ("consumer", "Particulier")],
        widget=forms.RadioSelect,
    )
    cause = forms.ChoiceField(label="Cause", choices=[("service", "Travaux"), ("home_lease", "Bail")])
    proof = forms.FileField(label="Pièce justificative", widget=FileDrop())
    words = forms.CharField(label="Message", widget=forms.Textarea)
    read = forms.BooleanField(label="J'ai lu et je confirme")


def all_components() -> dict[str, Any]:
    """Return the context of the page: an empty form, a wrong one, and samples of each list."""
    return {
        "empty": SampleForm(auto_id="vide_%s"),
        "form": SampleForm(
            {"amount": "12,345", "due_on_day": "31", "due_on_month": "2", "due_on_year": "2026"}
        ),
        "rows": [
            {"label": "Créancier", "value": "Menuiserie Aubépine"},
            {"label": "Fondement", "value": "Facture n° 2026-41 du 3 mars 2026", "href": "#"},
            {"label": "Total", "value": "1 214,20 €", "total": True},
        ],
        "tasks": [
            {"label": "Le débiteur", "href": "#", "status": "fait", "tone": "good"},
            {
                "label": "Les pièces",
                "href": "#",
                "status": "à faire",
                "tone": "warn",
                "hint": "PDF ou photo.",
            },
            {"label": "Le mandat", "status": "plus tard"},
        ],
        "steps": [
            {"on": date(2026, 10, 1), "what": "Lettre envoyée", "article": "CPCE L125-1 al. 2"},
            {"on": date(2026, 10, 13), "what": "Acceptation constatée", "article": "CPCE R125-3"},
            {"what": "Proposition d'accord", "next": True},
        ],
        "choices": [
            {"label": label, "href": "#"} for label in ("Accepter", "Comprendre ou discuter", "Refuser")
        ],
        "reasons": [
            Finding("late", "Le délai d'un mois a pris fin le 13/11/2026 à minuit.", ("CPCE L125-1 al. 2",))
        ],
        "tones": [
            ("", "neutre"),
            ("active", "en cours"),
            ("good", "fait"),
            ("warn", "à voir"),
            ("bad", "refusé"),
        ],
        "amount": Decimal("1214.20"),
    }
