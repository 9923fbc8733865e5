"""Pages open to everybody."""

from __future__ import annotations

import logging
from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from dument.actions.codes import tidy_reference
from dument.ports.verification import verifier
from dument.queries import letters, titles
from dument.web import throttle
from dument.web.access import anyone
from dument.web.public import samples
from dument.web.public.forms import LetterForm, TitleForm

log = logging.getLogger(__name__)


@anyone
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what the site is, for who is owed and for who got a letter."""
    return render(request, "public/home.html")


@anyone
@require_safe
def letter(request: HttpRequest) -> HttpResponse:
    """Tell who got a letter what it is and what to do."""
    return render(request, "public/letter.html")


@anyone
@require_safe
def free_help(request: HttpRequest) -> HttpResponse:
    """Tell where help costs nothing."""
    return render(request, "public/free_help.html")


@anyone
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Show the two checks: a letter by its reference, a title by its file."""
    return _checks(request)


@anyone
@require_http_methods(["GET", "POST"])
def verify_letter(request: HttpRequest) -> HttpResponse:
    """Tell which office sent the letter of a reference; the QR of a letter leads here with it."""
    form = LetterForm(request.POST if request.method == "POST" else request.GET or None)
    if not form.is_valid():
        return _checks(request, letter_form=form)
    throttle.spend(request, "letter")  # else references would be found by asking for all of them
    reference = tidy_reference(form.cleaned_data["reference"])
    found = letters.sender_of(reference)
    return render(request, "public/letter_checked.html", {"reference": reference, "sender": found})


@anyone
@require_http_methods(["GET", "POST"])
def verify_title(request: HttpRequest) -> HttpResponse:
    """Judge a PDF dropped on the page; its bytes are kept nowhere."""
    form = TitleForm(request.POST, request.FILES) if request.method == "POST" else TitleForm()
    if not form.is_valid():
        return _checks(request, title_form=form)
    throttle.spend(request, "title")
    pdf: bytes = form.cleaned_data["pdf"]
    verdict = verifier().verify(pdf)
    told = sha256(pdf).hexdigest()
    ours, withdrawn_on = titles.made_here(told), titles.withdrawn_on(told)
    if verdict.valid and verdict.trusted and not ours:  # an officer's key signed it, and no case knows of it
        log.error("title_unknown")
    shown = {"verdict": verdict, "ours": ours, "withdrawn_on": withdrawn_on}
    return render(request, "public/title_checked.html", shown)


def _checks(
    request: HttpRequest, letter_form: LetterForm | None = None, title_form: TitleForm | None = None
) -> HttpResponse:
    wrong = next((form for form in (letter_form, title_form) if form and form.errors), None)
    told = {
        "letter_form": letter_form or LetterForm(),
        "title_form": title_form or TitleForm(),
        "form": wrong,
    }
    return render(request, "public/verify.html", told, status=422 if wrong else 200)


@anyone
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the statement of accessibility."""
    return render(request, "public/accessibility.html")


@anyone
@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Show who answers for the site."""
    return render(request, "public/legal.html")


@anyone
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component, where the site is being made or shown only."""
    if not (settings.DEBUG or settings.DUMENT_DAY):
        raise Http404
    return render(request, "public/components.html", samples.all_components())
