"""The morning's post: a paper answer scanned by the QR of its form, or its reference typed, leads to its act."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from dument.actions.codes import tidy_reference
from dument.ports.pdf import read_form_tag
from dument.procedure.states import Act
from dument.queries import office
from dument.web.access import OfficeSeat, for_office
from dument.web.office.views_desk import theirs

# The act that each form calls for.
ACT_OF_FORM = {"acceptance_form": Act.ANSWER_ACCEPT, "refusal_form": Act.ANSWER_REFUSE}
UNKNOWN = (
    "Aucun dossier de l'étude ne porte cette référence : vérifiez-la sur la lettre ou sur le formulaire."
)


class ArrivalForm(forms.Form):
    """What a hand scanner types, or a person."""

    scanned = forms.CharField(
        label="Code QR du formulaire, ou référence du dossier",
        help_text="Placez le curseur ici et scannez le QR : la lecture suffit. À défaut, tapez la référence.",
        max_length=200,
        widget=forms.TextInput({"autofocus": True, "autocomplete": "off", "spellcheck": "false"}),
    )


@for_office()
def arrival(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    """Ask for the QR or the reference of what came; lead to the act that it calls for, the post already chosen."""
    form = ArrivalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind, reference = read(form.cleaned_data["scanned"])
        if office.has_case(office_id=seat.office_id, reference=reference):
            return redirect(_where(kind, reference))
        form.add_error("scanned", UNKNOWN)
    return render(request, "office/arrival.html", {"form": form}, status=422 if form.errors else 200)


def read(scanned: str) -> tuple[str, str]:
    """Return the kind of form, empty when it is not told, and the reference, from what was scanned or typed.

    The QR of a letter holds an address that ends with its reference; that of a form says its kind too.
    """
    tag = read_form_tag(scanned.strip())
    if tag:
        return tag[0], tidy_reference(tag[1])
    address = re.search(r"[?&]ref=([\w-]+)", scanned)
    return "", tidy_reference(address[1] if address else scanned)


def _where(kind: str, reference: str) -> str:
    act = ACT_OF_FORM.get(kind)
    if act is None:
        return reverse("office:case", args=[reference])
    return f"{reverse('office:act', args=[reference, act.value])}?{urlencode({'channel': 'post'})}"


@for_office()
def sign_on(request: HttpRequest, seat: OfficeSeat, reference: str) -> HttpResponseBase:
    """Show the page on which the debtor signs at the office that he accepts to take part (R125-2 III 2°)."""
    found: Any = theirs(seat, reference)
    return render(request, "office/sign_on.html", {"case": found})
