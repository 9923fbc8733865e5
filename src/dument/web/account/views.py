"""One's own account."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dument.queries.who import Who
from dument.web.access import signed_in


@signed_in
@require_safe
def home(request: HttpRequest, who: Who) -> HttpResponse:
    """Show who is signed in, his seats and his second factor; an office member without one sets it up first."""
    protected = is_mfa_enabled(request.user)
    if who.offices and not protected:
        return redirect("mfa_activate_totp")
    return render(request, "account/home.html", {"who": who, "protected": protected})
