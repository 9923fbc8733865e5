"""How far the creditor lets the officer go: a step of the draft, then changed until an agreement is noted."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from dument.actions.margins import MarginFixed, set_margin
from dument.law.schedules import MOST_INSTALMENTS
from dument.procedure.margin import BadMargin, Margin
from dument.procedure.states import State
from dument.queries.clock import now
from dument.queries.margins import MarginRead, margin_of_creditor
from dument.web.access import CreditorSeat, for_creditor
from dument.web.below import spoken
from dument.web.creditor.found import BACK, behind, mine
from dument.web.forms import AmountField
from dument.web.refilling import refillable


class MarginForm(forms.Form):
    """The four bounds of the margin."""

    instalments = forms.IntegerField(
        label=_("Nombre d'échéances, au plus"),
        min_value=1,
        max_value=MOST_INSTALMENTS,
        help_text=_("1 : en une seule fois."),
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    months = forms.IntegerField(
        label=_("Durée, au plus"),
        min_value=1,
        max_value=MOST_INSTALMENTS,
        help_text=_("En mois, à compter de la fin du mois de la procédure."),
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    rebate = AmountField(
        label=_("Remise, au plus"),
        positive=False,
        help_text=_("Ce à quoi vous renoncez pour être payé sans juge. 0 : aucune remise."),
    )
    floor = AmountField(
        label=_("Jamais moins de"),
        positive=False,
        required=False,
        help_text=_("Le total au-dessous duquel vous n'acceptez rien, quoi qu'il arrive."),
    )


@for_creditor
@refillable
def margin(request: HttpRequest, seat: CreditorSeat, reference: str) -> HttpResponseBase:
    """Show the margin and keep it; on a draft, go on to the next step."""
    found = mine(seat, reference)
    kept = margin_of_creditor(creditor_ids=seat.creditor_ids, reference=reference)
    form = MarginForm(request.POST or None, initial=_initial(kept))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = Margin(**(given | {"floor": given["floor"] or Decimal(0)}))
        try:
            set_margin(case_id=found.id, by=seat.by, at=now(), margin=asked)
        except BadMargin as bad:
            form.add_error(None, spoken(str(bad)))
        except MarginFixed as fixed:
            return behind(request, str(fixed))
        else:
            if found.state is State.DRAFT:
                if BACK in request.GET:
                    return redirect("creditor:check", reference)
                return redirect("creditor:step", reference, "etude")
            messages.success(
                request, _("Votre marge est transmise à l'étude. Le débiteur ne la voit jamais.")
            )
            return redirect("creditor:case", reference)
    told = {"case": found, "form": form, "kept": kept, "draft": found.state is State.DRAFT}
    return render(request, "creditor/margin.html", told, status=422 if form.errors else 200)


def _initial(kept: MarginRead | None) -> dict[str, object]:
    if kept is None:
        return {}
    bounds = kept.margin
    return {
        "instalments": bounds.instalments,
        "months": bounds.months,
        "rebate": bounds.rebate,
        "floor": bounds.floor or None,
    }
