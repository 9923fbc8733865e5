"""The morning's post: the QR of a paper answer, scanned or photographed, or its reference typed, leads to its act."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from dument.actions.codes import tidy_reference
from dument.ports import photos
from dument.ports.pdf import read_form_tag
from dument.procedure.states import Act
from dument.queries import office
from dument.web.access import OfficeSeat, for_office
from dument.web.below import spoken
from dument.web.file_fields import TrueFileField
from dument.web.forms import FileDrop
from dument.web.office.views_desk import theirs

# The act that each form calls for.
ACT_OF_FORM = {"acceptance_form": Act.ANSWER_ACCEPT, "refusal_form": Act.ANSWER_REFUSE}
UNKNOWN = _(
    "Aucun dossier de l'étude ne porte cette référence : vérifiez-la sur la lettre ou sur le formulaire."
)
NO_CODE = _(
    "Aucun code QR n'a pu être lu sur cette photo. Reprenez-la de plus près, bien éclairée et nette, ou tapez la "
    "référence imprimée sur le formulaire."
)
SEVERAL = _("Plusieurs codes QR sont sur cette photo : photographiez un seul formulaire à la fois.")


class ArrivalForm(forms.Form):
    """What a hand scanner types, or a person; else a photograph of the form."""

    scanned = forms.CharField(
        label=_("Code QR du formulaire, ou référence du dossier"),
        help_text=_(
            "Placez le curseur ici et scannez le QR : la lecture suffit. À défaut, tapez la référence."
        ),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autofocus": True, "autocomplete": "off", "spellcheck": "false"}),
    )
    photo = TrueFileField(
        kinds=("png", "jpeg"),
        label=_("Ou une photo du formulaire"),
        help_text=_(
            "JPEG ou PNG, 10 Mo au plus. Le code QR bien visible, à plat, sans reflet. La photo est lue puis "
            "oubliée : le papier et son enveloppe restent la preuve."
        ),
        required=False,
        widget=FileDrop({"accept": "image/jpeg,image/png"}),
    )

    def clean_photo(self) -> str:
        """Return what the code of the photograph holds, empty without a photograph."""
        photo = self.cleaned_data["photo"]
        if not photo:
            return ""
        try:
            codes = photos.reader().codes(photo.read(photos.MOST_BYTES + 1))
        except photos.NotRead as why:
            raise forms.ValidationError(spoken(str(why))) from why
        if not codes:
            raise forms.ValidationError(NO_CODE)
        if len(codes) > 1:
            raise forms.ValidationError(SEVERAL)
        return codes[0]

    def clean(self) -> dict[str, Any]:
        """Return the data; one of the two is needed, and what was typed prevails."""
        given = super().clean() or {}
        if not self.errors and not (given.get("scanned") or given.get("photo")):
            self.add_error("scanned", _("Scannez le code, tapez la référence ou choisissez une photo."))
        return given


@for_office()
def arrival(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    """Ask for the QR or the reference of what came; lead to the act that it calls for, the post already chosen."""
    form = ArrivalForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        field = "scanned" if form.cleaned_data["scanned"] else "photo"
        kind, reference = read(form.cleaned_data[field])
        if office.has_case(office_id=seat.office_id, reference=reference):
            return redirect(_where(kind, reference))
        form.add_error(field, UNKNOWN)
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
