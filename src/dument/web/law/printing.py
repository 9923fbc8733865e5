"""A public answer as a page, or as a PDF when the address says `format=pdf`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import content_disposition_header

from dument.law.money import in_french
from dument.law.orientation import Orientation
from dument.law.parameters import day_in_french
from dument.ports.pdf import Computation, typesetter
from dument.queries.clock import today
from dument.web import throttle
from dument.web.languages import FRENCH
from dument.web.law.answers import Grounds

type Told = dict[str, Any]
type Pair = tuple[str, str]


def page(request: HttpRequest, template: str, told: Told) -> HttpResponse:
    """Return the page of a question, or its answer as a PDF; without an answer, the page and its errors."""
    form = told["form"]
    if request.GET.get("format") == "pdf" and "grounds" in told:
        throttle.spend(request, "pdf")
        link = f"{settings.SITE_URL}{request.path}?{form.link()}"
        with translation.override(FRENCH):  # a paper quotes the law: it is in French, whoever asks for it
            return _file(request, printed(template, told, link))
    return render(request, template, told, status=422 if form.errors else 200)


def printed(template: str, told: Told, link: str) -> Computation:
    """Return what the PDF of an answer says, from what its view tells the template of its page."""
    question, answer = ANSWERS[template]
    sentence, *details = answer(told)
    grounds: Grounds = told["grounds"]
    return {
        "question": question,
        "day": today().isoformat(),
        "given": told["form"].told(),
        "answer": sentence[1],
        "details": [{"label": label, "value": value} for label, value in details if value],
        "steps": [*_runs(told), *grounds.steps],
        "sources": [
            {
                "cited": one.cited,
                "title": one.title,
                "certainty": one.sure.label,
                "read_on": one.read_on.isoformat(),
            }
            for one in grounds.sources
        ],
        "certainty": grounds.sure.label,
        "link": link,
    }


def _file(request: HttpRequest, data: Computation) -> HttpResponse:
    name = f"dument-{request.path.rsplit('/', 1)[-1]}-{data['day']}.pdf"
    return HttpResponse(
        typesetter().render("computation", data),
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _runs(told: Told) -> list[str]:
    """Return the runs of days of an interest, as its tree shows them; nothing for the other questions."""
    leaves = [leaf for year in told.get("tree", ()) for leaf in year.leaves]
    return [f"{leaf.label} : {leaf.product} ({leaf.source.cited}, {leaf.sure.label})" for leaf in leaves]


# Each question yields its answer first, then what completes it. The sentences are those of the pages.


def _cost(told: Told) -> Iterator[Pair]:
    totals = sorted({one["cost"].total for one in told["endings"]})
    yield "Réponse", " à ".join(in_french(one) for one in (totals[0], totals[-1])) + ", selon l'issue"
    for one in told["endings"]:
        yield (
            str(one["label"]),
            f"{in_french(one['cost'].total)} ; pour le débiteur : {in_french(one['cost'].debtor)}",
        )
    yield "Taxes", "Toutes taxes comprises."


def _interest(told: Told) -> Iterator[Pair]:
    account, last = told["account"], told["form"].cleaned_data["last_day"]
    yield "Réponse", f"Au {day_in_french(last)} : {in_french(account.interest)} d'intérêts"
    yield "Reste dû", in_french(told["due"])
    yield "dont principal", in_french(account.principal_left)
    yield "dont intérêts", in_french(account.interest_left)
    yield "Déjà payé", in_french(told["paid"]) if told["paid"] else ""
    yield "Trop-perçu à rendre", in_french(told["surplus"]) if told["surplus"] else ""
    if told["low"]:
        yield (
            "À savoir",
            "Entre professionnels, un taux de pénalités de retard convenu ne peut pas descendre sous trois fois le "
            "taux légal (C. com., art. L441-10) : celui-ci est plus bas.",
        )
    if told["flat"]:
        yield (
            "Indemnité forfaitaire, en sus",
            f"{in_french(told['flat'][0])} par facture (C. com., art. D441-5)",
        )


def _month(told: Told) -> Iterator[Pair]:
    deadline = told["deadline"]
    yield "Réponse", f"Jusqu'au {day_in_french(deadline.raw)} à minuit"
    for step in told["steps"]:
        when = day_in_french(step["on"]).capitalize() if "on" in step else "Ensuite"
        yield when, f"{step['what']} ({step['article']})"


def _limitation(told: Told) -> Iterator[Pair]:
    period, limit = told["period"], told["limit"]
    last = day_in_french(limit.last_day)
    if told["expired"]:
        yield "Réponse", f"Le délai a pris fin le {last}"
    elif limit.suspended:
        yield "Réponse", f"Le délai est suspendu ; au plus tôt jusqu'au {last}"
    else:
        yield "Réponse", f"Jusqu'au {last} à minuit"
    nature = "Forclusion" if period.forclusion else "Prescription"
    yield "Nature et durée du délai", f"{nature} de {period.years} an{'s' if period.years > 1 else ''}."


def _place(told: Told) -> Iterator[Pair]:
    name = str(told["court"].full_name)
    yield "Réponse", name[:1].upper() + name[1:]
    if not told["place"].applicable:
        yield "Procédure simplifiée", "La procédure de l'article L125-1 n'y est pas ouverte."
    for one in told["offices"]:
        yield "Étude de ce ressort", f"{one.name}, {one.address}, {one.postcode} {one.city}, {one.phone}"


VERDICTS = {
    "yes": "Oui",
    "no": "Non, pas par cette procédure",
    "officer": "Un commissaire de justice doit en décider",
}


def _eligible(told: Told) -> Iterator[Pair]:
    yield "Réponse", VERDICTS[told["verdict"]]
    for label, findings in (
        ("Parce que", told["reasons"]),
        ("À décider par le commissaire", told["warnings"]),
    ):
        for one in findings:
            yield label, f"{one.message} ({' · '.join(one.basis)})"
    yield "Dernier jour pour saisir un juge", day_in_french(told["limit"].last_day)
    if told["elsewhere"]:
        yield "Allez plutôt là", f"{told['elsewhere'].answer.label}. {told['elsewhere'].does}"
        yield from _route(told["elsewhere"].answer)


def _refused(told: Told) -> Iterator[Pair]:
    answer = told["elsewhere"].answer
    yield "Réponse", answer.label
    yield "Cette voie", told["elsewhere"].does
    yield from _route(answer)
    for one in answer.alarms:
        when = (
            f"le {day_in_french(one.if_today)}, si {one.event} a lieu ce jour" if one.if_today else one.event
        )
        yield "Jour à ne pas manquer", f"{one.label} : {day_in_french(one.on) if one.on else when}"
    for why in answer.forbidden.values():
        yield "À ne pas faire", why
    for one, certainty in told["outlooks"]:
        cost = in_french(one.always) + ("" if one.complete else ", plus ce qui n'est pas connu d'avance")
        silence = f"si le débiteur se tait : {one.silence}"
        yield one.label, f"coût : {cost} ; durée : {one.delay} ; {silence} ({certainty.label})"
    yield "À savoir", "Aucune chance de succès n'est chiffrée : aucune donnée publique ne le permet."


def _route(answer: Orientation) -> Iterator[Pair]:
    yield "Devant", answer.court.name
    yield "Formulaire", " ".join(filter(None, (answer.form.answer, answer.form.sentence)))
    yield "Frais du greffe", answer.filing_fee.sentence
    yield "Tentative amiable", answer.amicable.sentence
    yield "Avocat", answer.lawyer.sentence


ANSWERS: dict[str, tuple[str, Callable[[Told], Iterator[Pair]]]] = {
    "law/cost.html": ("Combien cela coûte ?", _cost),
    "law/interest.html": ("Quels intérêts ?", _interest),
    "law/month.html": ("Quel délai ?", _month),
    "law/limitation.html": ("Jusqu'à quand agir ?", _limitation),
    "law/place.html": ("Quel commissaire, quelle cour ?", _place),
    "law/eligible.html": ("Ma créance est-elle recouvrable ainsi ?", _eligible),
    "law/refused.html": ("Et si on refuse ?", _refused),
}
