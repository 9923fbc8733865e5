"""The rule itself, open to everybody: articles, what applies them, values, reasons of refusal, doubts."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dument.law.texts import ARTICLES, versions
from dument.procedure import diagram
from dument.procedure.machine import ACTOR_LABELS, STATE_LABELS
from dument.procedure.packs.l125 import PACK
from dument.procedure.states import Actor, State
from dument.queries import atlas
from dument.queries.reasons import reasons
from dument.web.access import anyone
from dument.web.law.answers import source, sure

PRINTED = {"l125-1": "CPCE L125-1", "l111-2": "CPCE L111-2", "l111-3": "CPCE L111-3", "2238": "C. civ. 2238"}


@anyone
@require_safe
def rule(request: HttpRequest) -> HttpResponse:
    """List the articles, code by code, and everything that is not sure."""
    told = [(source(entry.reference), entry) for entry in atlas.entries() if entry.applied]
    codes = [(code, list(group)) for code, group in groupby(told, lambda pair: pair[1].reference.code)]
    return render(
        request,
        "law/rule.html",
        {
            "codes": codes,
            "values": [
                (series, value, series.told(value), sure(value.certainty))
                for series, value in atlas.doubtful_values()
            ],
            "articles": [source(one) for one in atlas.doubtful_articles()],
            "texts": [(one, sure(one.certainty)) for one in atlas.doubtful_texts()],
            "mentions": [(one, sure(one.certainty)) for one in atlas.doubtful_mentions()],
        },
    )


@anyone
@require_safe
def article(request: HttpRequest) -> HttpResponse:
    """Show one article: its values with their days, its acts, its mentions, the functions that apply it."""
    wanted = request.GET.get("nom", "")
    found = next((entry for entry in atlas.entries() if entry.key == wanted), None)
    if found is None:
        raise Http404
    return render(
        request,
        "law/article.html",
        {
            "entry": found,
            "source": source(found.reference),
            "series": [
                (one, [(value, sure(value.certainty)) for value in one.values]) for one in found.series
            ],
            "mentions": [(one, sure(one.certainty)) for one in found.mentions],
            "reasons": [one for one in reasons() if any(basis.startswith(found.key) for basis in one.basis)],
            "wordings": [
                (text, sure(text.certainty))
                for key in ARTICLES
                if PRINTED[key] == found.key
                for text in versions(key)
            ],
        },
    )


@anyone
@require_safe
def procedure(request: HttpRequest) -> HttpResponse:
    """Show the table of the procedure: every act, who, from where to where, and every reason of a refusal."""
    lines = [
        {
            "line": line,
            "who": [ACTOR_LABELS[Actor(one)] for one in line.actors],
            "sources": [STATE_LABELS[State(one)] for one in line.sources],
            "target": STATE_LABELS[State(line.target)] if line.target != "=" else "",
        }
        for line in diagram.lines(PACK)
    ]
    return render(request, "law/procedure.html", {"lines": lines, "reasons": reasons()})
