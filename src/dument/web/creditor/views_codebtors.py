"""The other debtors of a draft's claim: added, each with his own draft, and taken away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dument.actions import codebtors as actions
from dument.actions.claims import NotADraft, PartyGiven
from dument.actions.codebtors import BadCodebtor
from dument.law.codebtors import SOLIDARITY
from dument.procedure.states import State
from dument.queries.cases import CaseRead
from dument.queries.clock import now
from dument.queries.creditor import owner_of
from dument.web.access import CreditorSeat, for_creditor
from dument.web.below import spoken
from dument.web.creditor.drafts import missing_of
from dument.web.creditor.forms import DebtorForm, choices
from dument.web.creditor.found import BACK, in_step, mine
from dument.web.forms import AmountField
from dument.web.refilling import refillable

OWES = {
    "equal": _("Une part égale à celle des autres : c'est la règle (C. civ. 1309)"),
    "share": _("Une part que la loi ou le contrat fixe autrement (C. civ. 1309)"),
    "whole": _("Le tout : les débiteurs sont solidaires (C. civ. 1310, 1313)"),
}
STEPS = {"debiteur": _("choisir son adresse"), "etude": _("choisir son étude")}


class CodebtorForm(DebtorForm):
    """Another debtor, and what he owes: a share unless solidarity is told with what states it."""

    owes = forms.ChoiceField(
        label=_("Que doit-il ?"), choices=list(OWES.items()), widget=forms.RadioSelect, initial="equal"
    )
    share = AmountField(
        label=_("Sa part, hors intérêts"),
        required=False,
        help_text=_(
            "Seulement si elle n'est pas égale. Elle est retirée des sommes de ce brouillon, avec ses intérêts."
        ),
    )
    source = forms.ChoiceField(
        label=_("D'où vient la solidarité ?"),
        required=False,
        choices=lambda: choices(SOLIDARITY),
        widget=forms.RadioSelect,
        help_text=_(
            "Seulement s'il doit le tout. La solidarité est légale ou conventionnelle ; elle ne se présume pas "
            "(C. civ. 1310)."
        ),
    )
    words = forms.CharField(
        label=_("La clause, l'article ou l'usage"),
        required=False,
        max_length=120,
        help_text=_(
            "Seulement s'il doit le tout. Par exemple : article 7 du bail ; C. civ. 220. La lettre et le titre "
            "le citent."
        ),
    )

    def __init__(self, *args: Any, case: CaseRead, **options: Any) -> None:
        """Ask no more how they owe once it is known: the debtors of one claim all owe alike."""
        super().__init__(*args, **options)
        self.solidarity = case.solidarity
        if case.solidarity:
            for name in ("owes", "share", "source", "words"):
                del self.fields[name]
        elif case.debtors > 1:
            for name in ("source", "words"):
                del self.fields[name]
            kept = [(word, label) for word, label in OWES.items() if word != "whole"]
            self.fields["owes"].choices = kept  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what goes with the answer."""
        given = super().clean()
        asked = {"whole": ("source", "words"), "share": ("share",)}.get(given.get("owes", ""), ())
        told = {
            "source": _("Dites d'où vient la solidarité : sans elle, chacun ne doit que sa part."),
            "words": _("Citez la clause, l'article ou l'usage qui prévoit la solidarité."),
            "share": _("Dites quelle part il doit."),
        }
        for name in asked:
            if not given.get(name) and name not in self.errors:
                self.add_error(name, told[name])
        return given

    def how(self) -> dict[str, Any]:
        """Return what he owes, as the action takes it."""
        given = self.cleaned_data
        owes = given.get("owes", "whole")
        if owes != "whole":
            return {"share": given["share"] if owes == "share" else None}
        if self.solidarity:
            return {"solidarity": self.solidarity}
        return {"solidarity": f"{SOLIDARITY[given['source']]} ({given['words']})"}

    def debtor(self) -> PartyGiven:
        """Return him."""
        given = self.cleaned_data
        return PartyGiven(**{name: given[name] for name in PartyGiven.__dataclass_fields__})


@for_creditor
@refillable
@in_step
def codebtors(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Show the claim's other debtors, or add one; his draft is then like this one."""
    found = _draft(seat, reference)
    form = CodebtorForm(request.POST or None, case=found)
    if request.method == "POST" and form.is_valid():
        debtor, insolvency = form.debtor(), form.cleaned_data["insolvency"]
        try:
            actions.add(
                creditor_id=owner_of(found.id),
                case_id=found.id,
                debtor=debtor,
                insolvency=insolvency,
                **form.how(),
            )
        except BadCodebtor as bad:
            form.add_error("share" if "share" in form.fields else None, spoken(str(bad)))
        else:
            return redirect(request.get_full_path())
    checked = BACK in request.GET  # opened from the check page, it leads back there
    on = (
        reverse("creditor:check", args=[reference])
        if checked
        else reverse("creditor:margin", args=[reference])
    )
    told = {"case": found, "form": form, "others": others_of(found), "on": on}
    refused = request.method == "POST"
    return render(request, "creditor/codebtors.html", told, status=422 if refused else 200)


def others_of(found: CaseRead) -> list[dict[str, Any]]:
    """Return the other debtors who were not given up, each with the steps that his draft still needs."""
    return [
        {"one": one, "missing": [(word, STEPS[word]) for word in missing_of(one)]}
        for one in found.codebtors
        if not one.given_up
    ]


@for_creditor
@in_step
def remove(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Take another debtor's draft away."""
    if request.method != "POST":
        raise Http404
    found = _draft(seat, reference)
    asked = request.POST.get("codebtor", "")
    other = next((one for one in found.codebtors if one.reference == asked), None)
    if other is None:
        raise Http404
    actions.remove(creditor_id=owner_of(found.id), case_id=found.id, other_id=other.id, by=seat.by, at=now())
    return redirect("creditor:codebtors", reference)


def _draft(seat: CreditorSeat, reference: str) -> CaseRead:
    found = mine(seat, reference)
    if found.state is not State.DRAFT:
        raise NotADraft(str(_("Ce dossier a été confié à l'étude : ses débiteurs ne changent plus.")))
    return found
