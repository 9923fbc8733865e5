"""What a step of the draft is: a form filled from the case, and what it changes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from dument.actions.claims import DraftGiven, LineGiven, PartyGiven
from dument.law import eligibility
from dument.law.competence import Place
from dument.queries.cases import CaseRead
from dument.queries.choosing import Choice, offices_to_choose
from dument.queries.parts import PartyRead
from dument.web.below import spoken
from dument.web.creditor.drafts import given_of, place_of, with_lines
from dument.web.creditor.forms import CreditorForm, DebtorForm, LinesForm, OfficeForm, OriginForm, PartyForm
from dument.web.languages import StrOrPromise
from dument.web.refilling import posted

MERCHANT_WORDS = {True: "yes", False: "no", None: "unknown"}
MERCHANT_VALUES = {word: value for value, word in MERCHANT_WORDS.items()}


IN_TURN = "tour"


class Stage(ABC):
    """One step of a draft: its title, its form, and the draft once the form is valid."""

    title: StrOrPromise
    template = "creditor/step.html"
    lead: StrOrPromise = ""
    party_form: type[PartyForm] | None = None
    """The form that a SIREN may fill, for the steps that tell a party."""

    @abstractmethod
    def form(self, case: CaseRead, request: HttpRequest, /) -> Any:
        """Return the form (or formset) of the step: filled from the case on a first visit, else as posted."""

    @abstractmethod
    def fill(self, case: CaseRead, form: Any, /) -> DraftGiven:
        """Return the draft with what the valid form says."""

    def more(self, _case: CaseRead, _form: Any, /) -> dict[str, Any]:
        """Return what the template shows besides."""
        return {}


def _initial(who: PartyRead) -> dict[str, Any]:
    names = ("name", "kind", "siren", "address", "postcode", "city", "email", "phone", "country", "insee")
    return {name: getattr(who, name) for name in names}


class CreditorStage(Stage):
    """The creditor."""

    title = _("Vous, le créancier")
    party_form = CreditorForm

    def form(self, case: CaseRead, request: HttpRequest, /) -> Any:
        """Return his form."""
        return CreditorForm(posted(request), initial=_initial(case.creditor))

    def fill(self, case: CaseRead, form: Any, /) -> DraftGiven:
        """Return the draft with him."""
        return replace(given_of(case), creditor=PartyGiven(**form.cleaned_data))


class DebtorStage(Stage):
    """The debtor."""

    title = _("Votre débiteur")
    party_form = DebtorForm
    lead = _(
        "La lettre lui sera envoyée à cette adresse ; elle décide aussi du ressort de l'étude. Sa qualité décide du "
        "délai de prescription."
    )

    def form(self, case: CaseRead, request: HttpRequest, /) -> Any:
        """Return his form."""
        initial = _initial(case.debtor) | {"insolvency": case.facts.insolvency}
        return DebtorForm(posted(request), initial=initial)

    def fill(self, case: CaseRead, form: Any, /) -> DraftGiven:
        """Return the draft with him."""
        given = dict(form.cleaned_data)
        insolvency = given.pop("insolvency")
        return replace(given_of(case), debtor=PartyGiven(**given), insolvency=insolvency)


class LinesStage(Stage):
    """The elements of the debt."""

    title = _("Les sommes dues")
    template = "creditor/lines.html"

    def form(self, case: CaseRead, request: HttpRequest, /) -> Any:
        """Return the elements and an empty one; none may fall due later than today."""
        initial = [
            {"kind": line.kind, "label": line.label, "amount": line.amount, "due_on": line.due_on}
            for line in case.lines
        ]
        lines = LinesForm(posted(request), initial=initial)
        if request.method == "POST" and lines.is_valid():
            for form in lines.forms:
                due_on = form.cleaned_data.get("due_on")
                for finding in eligibility.due(due_on=due_on, on=case.on) if due_on else ():
                    form.add_error("due_on", ValidationError(spoken(finding.message)))
        return lines

    def fill(self, case: CaseRead, form: Any, /) -> DraftGiven:
        """Return the draft with the elements kept."""
        kept = [
            LineGiven(kind=line["kind"], label=line["label"], amount=line["amount"], due_on=line["due_on"])
            for line in form.kept()
        ]
        return with_lines(given_of(case), kept)


class OriginStage(Stage):
    """Where the claim comes from."""

    title = _("L'origine de la créance")

    def form(self, case: CaseRead, request: HttpRequest, /) -> Any:
        """Return its form."""
        told = {"merchants": MERCHANT_WORDS[case.facts.invoiced_between_merchants]} if case.cause else {}
        return OriginForm(posted(request), initial={"cause": case.cause, "basis": case.basis, **told})

    def fill(self, case: CaseRead, form: Any, /) -> DraftGiven:
        """Return the draft with it."""
        given = form.cleaned_data
        return replace(
            given_of(case),
            cause=given["cause"],
            basis=given["basis"],
            invoiced_between_merchants=MERCHANT_VALUES[given["merchants"]],
        )


class OfficeStage(Stage):
    """The office, among those of the debtor's court of appeal."""

    title = _("L'étude")
    template = "creditor/office.html"

    def form(self, case: CaseRead, request: HttpRequest, /) -> Any:
        """Return its form; no choice while the debtor's place is not known."""
        place = place_of(case)
        found = _to_choose(case, place) if place and place.applicable else ()
        choices: list[tuple[str, StrOrPromise]] = [
            (
                str(one.office.id),
                f"{one.office.name}, {one.office.postcode} {one.office.city} : {_helps(one)}",
            )
            for one in found
        ]
        if len(found) > 1:
            turn = _("Attribuer à tour de rôle : l'étude de ce ressort choisie il y a le plus longtemps")
            choices.append((IN_TURN, turn))
        initial = {"office": str(case.office.id) if case.office else ""}
        return OfficeForm(posted(request), offices=choices, initial=initial)

    def fill(self, case: CaseRead, form: Any, /) -> DraftGiven:
        """Return the draft with it."""
        chosen = form.cleaned_data["office"]
        place = place_of(case)
        if chosen == IN_TURN and place:
            chosen = next(one.office.id for one in _to_choose(case, place) if one.next)
        return replace(given_of(case), office_id=chosen)

    def more(self, case: CaseRead, form: Any, /) -> dict[str, Any]:
        """Tell which court, and why."""
        return {"place": place_of(case), "any": bool(form.fields["office"].choices)}


def _to_choose(case: CaseRead, place: Place) -> tuple[Choice, ...]:
    return offices_to_choose(
        court=place.court, departement=place.departement, city=case.debtor.city, on=case.on
    )


NEAR = (_("dans la même commune"), _("dans le même département"), _("dans le même ressort"))


def _helps(one: Choice) -> str:
    """Return what helps to choose that office, in the language of the page: how near, how busy, how quick."""
    busy = ngettext("%(count)s dossier en cours", "%(count)s dossiers en cours", one.load) % {
        "count": one.load
    }
    if one.delay is None:
        quick = gettext("délai habituel pas encore connu")
    else:
        quick = ngettext("lettre envoyée en %(days)s jour", "lettre envoyée en %(days)s jours", one.delay)
        quick %= {"days": one.delay}
    return f"{NEAR[one.near]} ; {busy if one.load else gettext('aucun dossier en cours')} ; {quick}"
