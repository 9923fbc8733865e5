"""The form of a fact learned during a case: who said it, on what proof, what it changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dument.law import competence
from dument.law.parameters import day_in_french
from dument.law.representation import PROTECTIONS
from dument.queries.words import FACTS, INSOLVENCIES, TRACKING
from dument.web.below import spoken
from dument.web.forms import DayField
from dument.web.office.forms import UNCHANGED, ActForm, radios


class FactForm(ActForm):
    """A fact learned during the case."""

    conditional = frozenset(
        {"protection", "insolvency", "merchants", "address", "postcode", "city", "happened_on"}
    )
    kind = forms.ChoiceField(
        label=_("Fait appris"),
        widget=forms.RadioSelect,
        choices=lambda: (
            ("insolvency", _("Procédure collective ou surendettement")),
            ("merchants", _("Facturation entre commerçants")),
            ("address", _("Nouvelle adresse du débiteur")),
            ("payment", _("Paiement direct au créancier")),
            ("death", _("Décès")),
            ("capacity", _("Mesure de protection du débiteur")),
            *radios(FACTS, TRACKING),
        ),
    )
    protection = forms.ChoiceField(
        label=_("Mesure de protection"),
        choices=lambda: [UNCHANGED, *radios(PROTECTIONS, ("curatorship", "guardianship"))],
        required=False,
        help_text=_(
            "Pour une mesure de protection : sous curatelle, le curateur assiste le débiteur ; sous tutelle, le "
            "tuteur répond pour lui."
        ),
    )
    insolvency = forms.ChoiceField(
        label=_("Insolvabilité"),
        choices=lambda: [UNCHANGED, *radios(INSOLVENCIES)],
        required=False,
        help_text=_("Pour une procédure collective ou un surendettement."),
    )
    merchants = forms.ChoiceField(
        label=_("Facturée entre commerçants"),
        choices=(UNCHANGED, ("yes", _("Oui")), ("no", _("Non"))),
        required=False,
        help_text=_("Pour une facturation entre commerçants."),
    )
    address = forms.CharField(
        label=_("Nouvelle adresse"),
        max_length=200,
        required=False,
        help_text=_("Pour un changement d'adresse."),
    )
    postcode = forms.CharField(label=_("Code postal"), max_length=5, required=False)
    city = forms.CharField(label=_("Ville"), max_length=80, required=False)
    happened_on = DayField(
        label=_("Quand"),
        required=False,
        help_text=_("Pour le suivi de la lettre : le jour donné par La Poste. Il ne change rien au mois."),
    )
    said_by = forms.CharField(label=_("Qui l'a dit"), max_length=160)
    text = forms.CharField(
        label=_("La preuve, en quelques mots"), widget=forms.Textarea({"rows": 4}), max_length=1000
    )

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind of fact needs."""
        given = super().clean() or self.cleaned_data
        kind = given.get("kind")
        if kind in TRACKING and "happened_on" not in self.errors:
            self._check_tracking(given.get("happened_on"))
        if kind == "insolvency" and not given.get("insolvency"):
            self.add_error("insolvency", gettext("Dites laquelle, ou qu'aucune n'est plus connue."))
        if kind == "merchants" and not given.get("merchants"):
            self.add_error("merchants", gettext("Dites si la créance a été facturée entre commerçants."))
        if kind == "capacity" and not given.get("protection"):
            self.add_error("protection", gettext("Dites si c'est une curatelle ou une tutelle."))
        if kind == "address":
            for name in ("address", "postcode", "city"):
                if not given.get(name):
                    self.add_error(name, gettext("Indiquez la nouvelle adresse en entier."))
            try:
                competence.communes_of(given.get("postcode", ""))
            except competence.UnknownPlace as unknown:
                self.add_error("postcode", spoken(str(unknown)))
        return given

    def _check_tracking(self, day: date | None) -> None:
        """Ask for the day of what the carrier told: between the letter's dispatch and today."""
        sent = self.case.facts.month.dispatched_on if self.case.facts.month else self.case.facts.prepared_on
        if day is None:
            self.add_error("happened_on", gettext("Indiquez le jour que donne le suivi de la lettre."))
        elif day > self.case.on or sent is None or day < sent:
            self.add_error(
                "happened_on", gettext("Ce jour n'est pas entre l'envoi de la lettre et aujourd'hui.")
            )

    def words(self) -> str:
        """Return the proof in a few words, with the day of what the carrier told."""
        day, text = self.cleaned_data.get("happened_on"), str(self.cleaned_data["text"])
        return f"Le {day_in_french(day)}. {text}" if day else text

    def changes(self) -> dict[str, object]:
        """Return what the fact changes in the case."""
        given = self.cleaned_data
        match given["kind"]:
            case "insolvency":
                return {"insolvency": given["insolvency"]}
            case "capacity":
                return {"kind": "protected_adult", "protection": given["protection"]}
            case "merchants":
                return {"invoiced_between_merchants": given["merchants"] == "yes"}
            case "address":
                found = competence.communes_of(given["postcode"])
                insee = found[0].insee if len(found) == 1 else ""
                return {name: given[name] for name in ("address", "postcode", "city")} | {"insee": insee}
        return {}
