"""What the office asked to send and could not be: why, since when, and the way to try again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from dument.actions.resending import try_again
from dument.queries import running
from dument.queries.clock import now
from dument.web.access import OfficeSeat, for_office


@for_office()
@require_http_methods(["GET", "POST"])
def failed(request: HttpRequest, seat: OfficeSeat) -> HttpResponseBase:
    """Show what failed for good; take one up again under its key, which the provider already knows."""
    if request.method == "POST":
        again = try_again(at=now(), office_id=seat.office_id, keys=[request.POST.get("key", "")])
        if again:
            messages.success(request, gettext("L'envoi est repris. S'il échoue encore, il reviendra ici."))
        else:
            messages.info(request, gettext("Cet envoi n'attend plus rien : quelqu'un l'a déjà repris."))
        return redirect("office:sending")
    return render(request, "office/sending.html", {"failed": running.failed(seat.office_id)})
