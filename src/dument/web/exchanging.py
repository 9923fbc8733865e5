"""The thread of messages of a case, the same for the creditor and for the office."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from dument.actions import exchanges
from dument.actions._move import By
from dument.actions.claims import MAX_EVIDENCE_BYTES, BadEvidence
from dument.actions.exchanges import MOST_TEXT, BadExchange
from dument.procedure.states import Actor
from dument.queries.cases import CaseRead
from dument.queries.clock import now
from dument.queries.exchanges import ExchangeRead, thread
from dument.web.below import spoken
from dument.web.file_fields import TrueFileField
from dument.web.files import kept_upload
from dument.web.forms import FileDrop

AREAS = {Actor.CREDITOR: "creditor", Actor.OFFICER: "office"}


class ExchangeForm(forms.Form):
    """A message to the other side."""

    answers = forms.TypedChoiceField(
        label=_("Vous répondez à"), required=False, coerce=int, empty_value=None, choices=()
    )
    text = forms.CharField(label=_("Votre message"), widget=forms.Textarea({"rows": 5}), max_length=MOST_TEXT)
    file = TrueFileField(
        kinds=("pdf", "png", "jpeg"),
        label=_("Joindre un fichier"),
        required=False,
        widget=FileDrop(),
        help_text=_("PDF, PNG ou JPEG, 10 Mo au plus."),
    )
    question = forms.BooleanField(label=_("C'est une question : j'attends une réponse"), required=False)

    def __init__(self, *args: object, asked: Sequence[ExchangeRead], **options: object) -> None:
        """Offer the questions that wait for an answer; without any, nothing is asked."""
        super().__init__(*args, **options)  # type: ignore[arg-type]
        if not asked:
            del self.fields["answers"]
            return
        labels = [(one.rank, f"{one.rank}. {one.text[:80]}") for one in asked]
        self.fields["answers"].choices = [("", _("Aucune question en particulier")), *labels]  # type: ignore[attr-defined]

    def clean_file(self) -> tuple[str, bytes] | None:
        """Return the name and the bytes of the file, or None; one too big is not read."""
        file = self.cleaned_data.get("file")
        if not file:
            return None
        if file.size > MAX_EVIDENCE_BYTES:
            raise forms.ValidationError(
                _("Ce fichier dépasse 10 Mo : réduisez-le, ou partagez-le en plusieurs.")
            )
        return file.name, file.read()


def exchange(request: HttpRequest, by: By, found: CaseRead) -> HttpResponseBase:
    """Show the thread of a case to one side, which has read it then; write what it posts."""
    area = AREAS[by.actor]
    rows = thread(found.id)
    asked = [one for one in rows if one.waits and one.side != area]
    form = ExchangeForm(request.POST or None, request.FILES or None, asked=asked, initial=_first(asked))
    if request.method == "POST" and form.is_valid():
        try:
            exchanges.write(case_id=found.id, by=by, at=now(), **form.cleaned_data)
        except BadEvidence as bad:
            form.add_error("file", spoken(str(bad)))
        except BadExchange as bad:
            form.add_error(None, spoken(str(bad)))
        else:
            return redirect(f"{area}:messages", found.reference)
    if found.unread and request.method == "GET":
        exchanges.mark_read(case_id=found.id, actor=by.actor, at=now())
    told = {"case": found, "thread": rows, "form": form, "area": area, "asked": asked}
    return render(request, f"{area}/messages.html", told, status=422 if form.errors else 200)


def _first(asked: Sequence[ExchangeRead]) -> dict[str, object]:
    return {"answers": asked[-1].rank} if asked else {}


def joined(found: CaseRead, rank: int) -> HttpResponse:
    """Return the file joined to one message of a case, to be saved; raise Http404 when there is none."""
    for one in thread(found.id):
        if one.rank == rank and one.sha256:
            return kept_upload(one.sha256, one.media_type, f"{found.reference}-message-{rank}")
    raise Http404
