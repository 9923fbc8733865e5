"""What an office fills: one form an act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from dument.law.findings import Finding
from dument.law.money import in_french
from dument.procedure.cancelling import CANCELLATIONS
from dument.procedure.states import Act
from dument.queries.cases import CaseRead
from dument.queries.words import REASONS, RECIPIENTS
from dument.web.below import spoken
from dument.web.forms import AmountField, DayField
from dument.web.languages import StrOrPromise
from dument.web.templatetags.french import day as told_day
from dument.web.typed import MOST_VERSIONS

UNCHANGED = ("", _("Sans changement"))


def radios(words: Mapping[str, StrOrPromise], only: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return words as choices, in their order and in the language of the page; only some when they are named."""
    told = {word: gettext(str(label)) for word, label in words.items() if not only or word in set(only)}
    return [(word, label[0].upper() + label[1:]) for word, label in told.items()]


class ActForm(forms.Form):
    """An act decided on the version of the case that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_VERSIONS)

    def __init__(self, data: Any = None, *, case: CaseRead, channel: str = "") -> None:
        """Keep the case; `channel` is how an answer came, when it is known already."""
        self.case = case
        super().__init__(data, initial={"version": case.version, "channel": channel, **self.first(case)})

    def first(self, _case: CaseRead) -> dict[str, Any]:
        """Return what the form shows on a first visit."""
        return {}


class ReasonForm(ActForm):
    """Why an office declines or ends."""

    reason = forms.ChoiceField(label=_("Motif"), choices=lambda: radios(REASONS), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Précisez"),
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
        help_text=_("Le créancier lit ces mots ; ils entrent au journal."),
    )


class DispatchForm(ActForm):
    """The proof of deposit."""

    deposited_on = DayField(
        label=_("Date de la preuve de dépôt"), help_text=_("Celle du bordereau : elle ouvre le mois.")
    )
    proof = forms.CharField(
        label=_("Numéro du recommandé"),
        max_length=60,
        help_text=_("Celui que le transporteur a donné, s'il l'a donné : comparez-le au bordereau."),
    )

    def first(self, case: CaseRead) -> dict[str, Any]:
        """Return the carrier's number."""
        return {"proof": case.handover.number if case.handover else ""}

    def clean_deposited_on(self) -> date:
        """Refuse a deposit earlier than the letter itself."""
        day: date = self.cleaned_data["deposited_on"]
        prepared = self.case.facts.prepared_on
        if prepared and day < prepared:
            raise ValidationError(
                gettext("La lettre n'a été préparée que le %(on)s : vérifiez le bordereau.")
                % {"on": f"{prepared:%d/%m/%Y}"}
            )
        return day


class PaymentForm(ActForm):
    """What the debtor paid."""

    amount = AmountField(label=_("Montant reçu"))
    recipient = forms.ChoiceField(
        label=_("Payé"), choices=lambda: radios(RECIPIENTS), widget=forms.RadioSelect, initial="officer"
    )
    received_on = DayField(
        label=_("Reçu le"),
        required=False,
        help_text=_(
            "Le jour où la somme est arrivée : jamais avant l'issue constatée (CPCE R125-7). Vide : aujourd'hui."
        ),
    )

    def first(self, case: CaseRead) -> dict[str, Any]:
        """Show today."""
        return {"received_on": case.on}


class CancelPaymentForm(ActForm):
    """Which payment counts no more, and why."""

    receipt = forms.ChoiceField(label=_("Paiement à annuler"), widget=forms.RadioSelect)
    because = forms.ChoiceField(
        label=_("Motif"), choices=lambda: radios(CANCELLATIONS), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Précisez"),
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        required=False,
        help_text=_("Le créancier et le débiteur lisent ces mots ; ils entrent au journal."),
    )

    def __init__(self, data: Any = None, *, case: CaseRead, channel: str = "") -> None:
        """Offer the payments that count, the last one first."""
        super().__init__(data, case=case, channel=channel)
        self.fields["receipt"].choices = [  # type: ignore[attr-defined]
            (
                str(one.id),
                gettext("%(amount)s, le %(on)s, %(recipient)s")
                % {
                    "amount": in_french(one.amount),
                    "on": told_day(one.on),
                    "recipient": spoken(one.recipient),
                },
            )
            for one in reversed(case.receipts)
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for words where the reason says nothing."""
        given = super().clean() or self.cleaned_data
        if given.get("because") == "other" and not given.get("words", "").strip():
            self.add_error("words", gettext("Dites pourquoi : les parties liront ce motif."))
        return given


class CorrectForm(ActForm):
    """An entry that corrects another."""

    number = forms.IntegerField(label=_("Numéro de l'inscription à corriger"), min_value=1)
    words = forms.CharField(
        label=_("Ce qui est corrigé"),
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
        help_text=_(
            "L'inscription première reste telle quelle ; la correction s'ajoute. Un paiement enregistré à tort "
            "continue de compter : annulez-le."
        ),
    )
    letter_number = forms.CharField(
        label=_("Numéro exact du recommandé"),
        max_length=60,
        required=False,
        help_text=_(
            "Seulement si l'inscription de l'envoi porte un numéro faux : les actes à venir citeront celui-ci. "
            "Ceux déjà signés ne changent pas, ni le jour du dépôt."
        ),
    )

    def clean_number(self) -> int:
        """Refuse a number that is no entry's."""
        number: int = self.cleaned_data["number"]
        there = len(self.case.journal.entries)
        if number > there:
            raise ValidationError(
                ngettext(
                    "Le journal compte %(count)s inscription.",
                    "Le journal compte %(count)s inscriptions.",
                    there,
                )
                % {"count": there}
            )
        return number

    def clean(self) -> dict[str, Any]:
        """Refuse a letter's number beside a line that is not the dispatch's."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        line = given.get("number")
        if given.get("letter_number") and line:
            told = next((one for one in self.case.journal.entries if one.number == line), None)
            if told is None or told.type != Act.RECORD_DISPATCH:
                self.add_error(
                    "letter_number", gettext("Donnez, au-dessus, le numéro de l'inscription de l'envoi.")
                )
        return given


class ConflictForm(ActForm):
    """The officer's declaration on conflicts of interest."""

    conflict = forms.ChoiceField(
        label=_("Votre déclaration"),
        widget=forms.RadioSelect,
        choices=(
            ("none", _("Aucun lien avec une partie, ni moi, ni mes associés, ni les salariés de l'étude")),
            ("doubt", _("Un doute : j'en réfère au président de la chambre régionale")),
            ("family_tie", _("Un lien de parenté ou d'alliance avec une partie")),
        ),
    )


# What the officer says when he decides: of a power he checks, that it is enough; of the rest, that he goes on.
DECIDED = {
    "authority_to_answer": _("J'ai vérifié ce pouvoir : il suffit"),
    "authority_to_agree": _("J'ai vérifié ce mandat : il est exprès, il suffit"),
}


class DecisionsForm(forms.Form):
    """What the law leaves to the officer: for each finding, a box and a written reason, both needed."""

    def __init__(self, data: Any = None, *, findings: Sequence[Finding], first: bool = False) -> None:
        """Make two fields a finding; on a first visit `data` is only what was prepared, and nothing is wrong yet."""
        super().__init__(None if first else data, initial=data if first else None)
        self.findings = tuple(findings)
        for finding in self.findings:
            self.fields[f"decide_{finding.code}"] = forms.BooleanField(
                label=DECIDED.get(finding.code, _("Je décide de passer outre")),
                error_messages={"required": _("Sans votre décision, l'acte reste fermé : cochez la case.")},
            )
            self.fields[f"reason_{finding.code}"] = forms.CharField(
                label=_("Votre raison, par écrit"),
                widget=forms.Textarea({"rows": 4}),
                max_length=2000,
                error_messages={"required": _("Écrivez votre raison : elle entre au journal.")},
            )

    def asked(self) -> list[tuple[Finding, forms.BoundField, forms.BoundField]]:
        """Return each finding with its box and its reason."""
        return [(one, self[f"decide_{one.code}"], self[f"reason_{one.code}"]) for one in self.findings]

    def decided(self) -> dict[str, str]:
        """Return the reason of each finding decided."""
        return {one.code: self.cleaned_data[f"reason_{one.code}"] for one in self.findings}
