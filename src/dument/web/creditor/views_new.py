"""A new claim: an invoice dropped, or a first element typed."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext

from dument.actions import claims
from dument.actions.claims import BadEvidence, DraftGiven
from dument.ports.invoices import InvoiceRead, InvoiceUnreadable, reader
from dument.queries.creditor import Myself, myself
from dument.web.access import CreditorSeat, for_creditor
from dument.web.below import spoken
from dument.web.carried import Carried, carried, forget
from dument.web.creditor.drafts import invoice_draft, tells_enough, typed_draft, with_carried
from dument.web.creditor.forms import InvoiceForm, TypedForm

ONCE, TOLD = "drafts_begun", "invoices"
KEPT = 20


@for_creditor
def new(request: HttpRequest, seat: CreditorSeat) -> HttpResponseBase:
    """Offer the two ways to begin, and begin."""
    told_before = carried(request)
    invoice, typed = InvoiceForm(prefix="f"), TypedForm(prefix="s", initial=_first_words(told_before))
    begun = request.session.get(ONCE, {})
    if request.method == "POST" and (sent := request.POST.get("once", "")[:40]) in begun:
        return redirect("creditor:case", begun[sent])  # a double click
    if request.method == "POST":
        creditor = myself(_creditor_chosen(request, seat))
        if request.POST.get("how") == "typed":
            typed = TypedForm(request.POST, prefix="s")
            if typed.is_valid():
                draft = typed_draft(creditor, **typed.cleaned_data)
                return _begin(request, creditor, with_carried(draft, told_before) if told_before else draft)
        else:
            invoice = InvoiceForm(request.POST, request.FILES, prefix="f")
            read, content = _read(invoice)
            if read and tells_enough(read):
                return _begin(request, creditor, invoice_draft(creditor, read), read, content)
            if read:
                typed = _half_filled(invoice, read)
    told = {"invoice": invoice, "typed": typed, "seat": seat, "once": secrets.token_urlsafe(12)}
    told["carried"] = told_before
    failed = request.method == "POST"
    return render(request, "creditor/new.html", told, status=422 if failed else 200)


def _first_words(told: Carried | None) -> dict[str, Any]:
    """Return what the typed form shows of the answers given on a public page."""
    return {"amount": told.principal, "due_on": told.due_on} if told else {}


def _creditor_chosen(request: HttpRequest, seat: CreditorSeat) -> UUID:
    chosen = request.POST.get("creditor", "")
    for place in seat.who.creditors:
        if str(place.creditor_id) == chosen or len(seat.who.creditors) == 1:
            return place.creditor_id
    raise Http404


def _read(form: InvoiceForm) -> tuple[InvoiceRead | None, bytes]:
    """Return the invoice and its bytes, or None with the reason on the form."""
    if not form.is_valid():
        return None, b""
    file = form.cleaned_data["invoice"]
    content = file.read()
    try:
        read = reader().read(content, filename=file.name)
    except InvoiceUnreadable as unreadable:
        again = gettext("Vous pouvez aussi saisir la créance ci-dessous.")
        form.add_error("invoice", format_html("{} {}", spoken(unreadable.message), again))
        return None, b""
    if not read.is_claim:
        form.add_error("invoice", spoken(read.not_claim_reason))
        return None, b""
    return read, content


def _half_filled(form: InvoiceForm, read: InvoiceRead) -> TypedForm:
    """Return the typed form with what the invoice says, and tell what it does not."""
    form.add_error(
        "invoice",
        gettext(
            "La facture est lue, mais elle ne dit pas tout : complétez ci-dessous ce qui manque (montant encore dû, "
            "échéance)."
        ),
    )
    known = {"label": f"Facture n° {read.number}", "amount": read.amount_due, "due_on": read.due_on}
    return TypedForm(prefix="s", initial=known)


def _begin(
    request: HttpRequest,
    creditor: Myself,
    draft: DraftGiven,
    read: InvoiceRead | None = None,
    content: bytes = b"",
) -> HttpResponseBase:
    """Save the draft, its invoice as first evidence, and remember what was read for the next page."""
    once = request.POST.get("once", "")[:40]
    case = claims.save(creditor_id=creditor.id, given=draft, once=once)
    forget(request)
    begun = {**request.session.get(ONCE, {}), once: case.reference}
    request.session[ONCE] = dict(list(begun.items())[-KEPT:])
    if read is None:
        return redirect("creditor:step", case.reference, "debiteur")
    joined = True
    try:
        claims.add_evidence(case_id=case.pk, name=f"Facture {read.number}.pdf", content=content)
    except BadEvidence:
        joined = False  # an XML file is no evidence that a debtor can read: its PDF is asked for
    told = {**request.session.get(TOLD, {}), case.reference: _told(read, creditor, joined)}
    request.session[TOLD] = dict(list(told.items())[-KEPT:])
    return redirect("creditor:case", case.reference)


def _told(read: InvoiceRead, creditor: Myself, joined: bool) -> dict[str, Any]:
    """Return what the person must know of the invoice, as plain values for the session."""
    return {
        "number": read.number,
        "type": read.type_name,
        "due_on_deduced": read.due_on_deduced,
        "due_on_how": read.due_on_how,
        "defects": [
            {"rule": one.rule, "message": one.message, "error": one.level == "error", "times": one.times}
            for one in read.defects
        ],
        "joined": joined,
        "other_seller": read.seller.name if _differs(read, creditor) else "",
    }


def _differs(read: InvoiceRead, creditor: Myself) -> bool:
    """Tell whether the invoice seems to come from somebody else than the creditor."""
    if read.seller.siren and creditor.siren:
        return read.seller.siren != creditor.siren
    return bool(read.seller.name) and read.seller.name.casefold() != creditor.name.casefold()
