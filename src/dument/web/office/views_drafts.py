"""What an act would sign, read before it is signed."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from dument.actions import previews
from dument.ports.pdf import MentionsMissing
from dument.procedure.states import Act
from dument.queries.clock import now
from dument.web.access import OfficeSeat, for_office
from dument.web.files import as_paper
from dument.web.office.views_desk import theirs

# Who prepares for another does not put his own name under the act.
TO_SIGN = "Nom du commissaire de justice qui signera"


@for_office()
def draft(request: HttpRequest, seat: OfficeSeat, reference: str, word: str, kind: str) -> HttpResponseBase:
    """Give a paper of an act as it would be signed now; what is against the act is told instead, when it is closed."""
    found = theirs(seat, reference)
    by = seat.by if seat.is_officer else replace(seat.by, name=TO_SIGN)
    try:
        content = previews.preview(case_id=found.id, act=Act(word), kind=kind, by=by, at=now())
    except MentionsMissing as missing:
        told = {"sentence": str(missing), "back": f"/etude/dossiers/{reference}"}
        return render(request, "refused.html", told, status=409)
    except (ValueError, previews.NoDraft) as none:
        raise Http404 from none
    return as_paper(content, f"{reference}-{kind}-projet.pdf")
