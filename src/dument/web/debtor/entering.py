"""The letter's door: reference, code, and who is reading. Nothing of the debt shows before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dument.actions import codes, trials
from dument.queries import clock
from dument.web import visitors
from dument.web.access import anyone, let_debtor_in, let_debtor_out
from dument.web.debtor.forms import EnterForm


@anyone
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Open the case of a letter; who says the letter is not his sees and records nothing of it."""
    if request.method == "GET":
        return _door(request, EnterForm(initial={"reference": request.GET.get("ref", "")[:20]}))
    form = EnterForm(request.POST)
    if form.wrong_person:
        return redirect("debtor:wrong_person")
    if not form.is_valid():
        return _door(request, form, 422)
    told = form.cleaned_data
    try:
        case_id = codes.open_case(
            reference=told["reference"],
            code=told["code"],
            at=clock.now(),
            network=trials.network_of(visitors.address(request)),
        )
    except codes.WrongCode as wrong:
        form.add_error("code", str(wrong))
        return _door(request, form, 422)
    except trials.TooManyTrials as wait:
        form.add_error(None, str(wait))
        return _door(request, form, 429)
    let_debtor_in(request, case_id, told["helper"] if told["reader"] == "helper" else "")
    return redirect("debtor:case")


def _door(request: HttpRequest, form: EnterForm, status: int = 200) -> HttpResponse:
    return render(request, "debtor/enter.html", {"form": form}, status=status)


@anyone
@require_safe
def wrong_person(request: HttpRequest) -> HttpResponse:
    """Tell what to do with a letter that is for somebody else."""
    return render(request, "debtor/wrong_person.html")


@anyone
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the case to this browser."""
    let_debtor_out(request)
    return redirect("debtor:enter")
