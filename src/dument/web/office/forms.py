"""What an office fills: one form an act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dument.law.findings import Finding
from dument.law.money import in_french
from dument.law.parameters import day_in_french
from dument.law.representation import QUALITIES
from dument.procedure.cancelling import CANCELLATIONS
from dument.procedure.states import Act
from dument.queries.cases import CaseRead
from dument.queries.words import IDENTITIES, REASONS, RECIPIENTS
from dument.web.forms import AmountField, DayField
from dument.web.typed import MOST_VERSIONS

CHANNELS = {
    "post": "Par courrier (formulaire signé)",
    "office": "À l'étude, contre émargement",
    "phone": "Par téléphone",
}

UNCHANGED = ("", "Sans changement")


def radios(words: Mapping[str, str], only: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return words as choices, in their order; only some of them when they are named."""
    return [
        (word, label[0].upper() + label[1:]) for word, label in words.items() if not only or word in set(only)
    ]


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

    reason = forms.ChoiceField(label="Motif", choices=radios(REASONS), widget=forms.RadioSelect)
    words = forms.CharField(
        label="Précisez",
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
        help_text="Le créancier lit ces mots ; ils entrent au journal.",
    )


class DispatchForm(ActForm):
    """The proof of deposit."""

    deposited_on = DayField(
        label="Date de la preuve de dépôt", help_text="Celle du bordereau : elle ouvre le mois."
    )
    proof = forms.CharField(
        label="Numéro du recommandé",
        max_length=60,
        help_text="Celui que le transporteur a donné, s'il l'a donné : comparez-le au bordereau.",
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
                f"La lettre n'a été préparée que le {prepared:%d/%m/%Y} : vérifiez le bordereau."
            )
        return day


class AnswerForm(ActForm):
    """What the debtor answered by another way than online."""

    means: tuple[str, ...] = ("post", "office", "phone")
    identified = False  # a refusal is received by any means, from whoever says it (R125-2 III 3°)
    dated = False  # an acceptance counts from its posting; a refusal, whenever it comes
    conditional = frozenset({"posted_on", "identity", "quality", "authority"})
    channel = forms.ChoiceField(label="Comment la réponse est venue", widget=forms.RadioSelect)
    posted_on = DayField(
        label="Date d'envoi du formulaire",
        required=False,
        help_text="Pour un courrier : celle du cachet de la poste.",
    )
    said_by = forms.CharField(
        label="Qui a répondu",
        max_length=100,
        help_text="Le destinataire, ou la personne spécialement mandatée.",
        error_messages={
            "required": "Dites qui a répondu : « le destinataire », ou le nom de qui l'a fait pour lui."
        },
    )
    quality = forms.ChoiceField(
        label="En quelle qualité",
        choices=[("", "Le destinataire lui-même"), *radios(QUALITIES)],
        required=False,
        help_text="Sous tutelle, c'est le tuteur qui répond (C. civ. 473).",
    )
    authority = forms.CharField(
        label="Le pouvoir de qui répond pour lui",
        max_length=200,
        required=False,
        help_text="Par exemple : mandat écrit du 3 novembre, jugement du 12 mai.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    identity = forms.ChoiceField(
        label="Pièce d'identité vue",
        choices=[("", "Aucune"), *radios(IDENTITIES)],
        required=False,
        help_text="À l'étude, il en faut une. Sa nature suffit : ne notez pas son numéro.",
    )
    assisted = forms.BooleanField(label="Avec l'assistance du curateur (C. civ. 467)", required=False)

    def __init__(self, data: Any = None, *, case: CaseRead, channel: str = "") -> None:
        """Offer the means of the act; ask about assistance only where it is needed."""
        super().__init__(data, case=case, channel=channel)
        self.fields["channel"].choices = radios(CHANNELS, self.means)  # type: ignore[attr-defined]
        if case.debtor.kind != "protected_adult":
            del self.fields["assisted"]
        if "office" not in self.means:
            del self.fields["identity"]

    def clean(self) -> dict[str, Any]:
        """Ask for the day of posting of what came by post."""
        given = super().clean() or self.cleaned_data
        undated = not given.get("posted_on") and "posted_on" not in self.errors
        if self.dated and given.get("channel") == "post" and undated:
            self.add_error(
                "posted_on", "Indiquez la date d'envoi : une acceptation par courrier compte de ce jour."
            )
        if given.get("channel") == "office" and self.identified and not given.get("identity"):
            self.add_error("identity", "Dites quelle pièce vous avez vue : l'émargement vaut par l'identité.")
        if given.get("quality") not in {None, "", "relative"} and not given.get("authority"):
            self.add_error(
                "authority", "Dites d'où vient son pouvoir : un mandat, un jugement, avec sa date."
            )
        return given


class AcceptForm(AnswerForm):
    """An acceptance: never by telephone (R125-2 III 2°); signed for at the office, by somebody identified."""

    means = ("post", "office")
    identified = dated = True


class ConsentForm(AnswerForm):
    """The debtor's consent to the latest version, on paper or at the office."""

    means = ("post", "office")
    identified = dated = True
    written = forms.CharField(
        label="La somme, écrite de sa main en toutes lettres et en chiffres (C. civ. 1376)",
        max_length=300,
        required=False,
    )


class PaymentForm(ActForm):
    """What the debtor paid."""

    amount = AmountField(label="Montant reçu")
    recipient = forms.ChoiceField(
        label="Payé", choices=radios(RECIPIENTS), widget=forms.RadioSelect, initial="officer"
    )
    received_on = DayField(
        label="Reçu le",
        required=False,
        help_text="Le jour où la somme est arrivée : jamais avant l'issue constatée (CPCE R125-7). Vide : aujourd'hui.",
    )

    def first(self, case: CaseRead) -> dict[str, Any]:
        """Show today."""
        return {"received_on": case.on}


class CancelPaymentForm(ActForm):
    """Which payment counts no more, and why."""

    receipt = forms.ChoiceField(label="Paiement à annuler", widget=forms.RadioSelect)
    because = forms.ChoiceField(label="Motif", choices=radios(CANCELLATIONS), widget=forms.RadioSelect)
    words = forms.CharField(
        label="Précisez",
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        required=False,
        help_text="Le créancier et le débiteur lisent ces mots ; ils entrent au journal.",
    )

    def __init__(self, data: Any = None, *, case: CaseRead, channel: str = "") -> None:
        """Offer the payments that count, the last one first."""
        super().__init__(data, case=case, channel=channel)
        self.fields["receipt"].choices = [  # type: ignore[attr-defined]
            (str(one.id), f"{in_french(one.amount)}, le {day_in_french(one.on)}, {one.recipient}")
            for one in reversed(case.receipts)
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for words where the reason says nothing."""
        given = super().clean() or self.cleaned_data
        if given.get("because") == "other" and not given.get("words", "").strip():
            self.add_error("words", "Dites pourquoi : les parties liront ce motif.")
        return given


class CorrectForm(ActForm):
    """An entry that corrects another."""

    number = forms.IntegerField(label="Numéro de l'inscription à corriger", min_value=1)
    words = forms.CharField(
        label="Ce qui est corrigé",
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
        help_text="L'inscription première reste telle quelle ; la correction s'ajoute. Un paiement enregistré à tort "
        "continue de compter : annulez-le.",
    )
    letter_number = forms.CharField(
        label="Numéro exact du recommandé",
        max_length=60,
        required=False,
        help_text="Seulement si l'inscription de l'envoi porte un numéro faux : les actes à venir citeront celui-ci. "
        "Ceux déjà signés ne changent pas, ni le jour du dépôt.",
    )

    def clean_number(self) -> int:
        """Refuse a number that is no entry's."""
        number: int = self.cleaned_data["number"]
        there = len(self.case.journal.entries)
        if number > there:
            raise ValidationError(f"Le journal compte {there} inscriptions.")
        return number

    def clean(self) -> dict[str, Any]:
        """Refuse a letter's number beside a line that is not the dispatch's."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        line = given.get("number")
        if given.get("letter_number") and line:
            told = next((one for one in self.case.journal.entries if one.number == line), None)
            if told is None or told.type != Act.RECORD_DISPATCH:
                self.add_error("letter_number", "Donnez, au-dessus, le numéro de l'inscription de l'envoi.")
        return given


class ConflictForm(ActForm):
    """The officer's declaration on conflicts of interest."""

    conflict = forms.ChoiceField(
        label="Votre déclaration",
        widget=forms.RadioSelect,
        choices=(
            ("none", "Aucun lien avec une partie, ni moi, ni mes associés, ni les salariés de l'étude"),
            ("doubt", "Un doute : j'en réfère au président de la chambre régionale"),
            ("family_tie", "Un lien de parenté ou d'alliance avec une partie"),
        ),
    )


# What the officer says when he decides: of a power he checks, that it is enough; of the rest, that he goes on.
DECIDED = {
    "authority_to_answer": "J'ai vérifié ce pouvoir : il suffit",
    "authority_to_agree": "J'ai vérifié ce mandat : il est exprès, il suffit",
}


class DecisionsForm(forms.Form):
    """What the law leaves to the officer: for each finding, a box and a written reason, both needed."""

    def __init__(self, data: Any = None, *, findings: Sequence[Finding], first: bool = False) -> None:
        """Make two fields a finding; on a first visit `data` is only what was prepared, and nothing is wrong yet."""
        super().__init__(None if first else data, initial=data if first else None)
        self.findings = tuple(findings)
        for finding in self.findings:
            self.fields[f"decide_{finding.code}"] = forms.BooleanField(
                label=DECIDED.get(finding.code, "Je décide de passer outre"),
                error_messages={"required": "Sans votre décision, l'acte reste fermé : cochez la case."},
            )
            self.fields[f"reason_{finding.code}"] = forms.CharField(
                label="Votre raison, par écrit",
                widget=forms.Textarea({"rows": 4}),
                max_length=2000,
                error_messages={"required": "Écrivez votre raison : elle entre au journal."},
            )

    def asked(self) -> list[tuple[Finding, forms.BoundField, forms.BoundField]]:
        """Return each finding with its box and its reason."""
        return [(one, self[f"decide_{one.code}"], self[f"reason_{one.code}"]) for one in self.findings]

    def decided(self) -> dict[str, str]:
        """Return the reason of each finding decided."""
        return {one.code: self.cleaned_data[f"reason_{one.code}"] for one in self.findings}
