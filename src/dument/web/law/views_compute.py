"""Public computations: what it costs, interest, the month, limitation, the court."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dument.law import competence
from dument.law.courts import departements
from dument.law.days import add_months
from dument.law.deadlines import one_month
from dument.law.fees import cost_to_creditor
from dument.law.imputation import Account, Payment, account
from dument.law.interest import outside_late_payment, rate_parameter, under_the_floor
from dument.law.limitation import LimitationDay, Period, last_useful_day, period_for
from dument.law.parameters import NotInForce, Parameter, Value, parameter
from dument.law.references import cite
from dument.queries.clock import today
from dument.queries.creditor import offices_of
from dument.web.access import anyone
from dument.web.below import spoken
from dument.web.creditor.costs import OUTCOMES
from dument.web.languages import FRENCH
from dument.web.law.answers import Grounds, grounds, together
from dument.web.law.computing_forms import CostForm, InterestForm, LimitationForm, MonthForm, PlaceForm
from dument.web.law.drawings import bar, month
from dument.web.law.interest import tree
from dument.web.law.printing import page


@anyone
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the questions that the site answers to everybody."""
    return render(request, "law/index.html")


@anyone
@require_safe
def cost(request: HttpRequest) -> HttpResponse:
    """Tell what each ending costs the creditor, and that the debtor pays nothing of it."""
    form = CostForm(request.GET, today=today())
    told: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            endings = _endings(form)
        except NotInForce as unknown:
            form.add_error("on", spoken(str(unknown)))
        else:
            told |= {"endings": endings, "grounds": _together(endings)}
    return page(request, "law/cost.html", told)


def _together(endings: list[dict[str, Any]]) -> Grounds:
    """Return what all the endings stand on; only the paper shows it, in French."""
    with translation.override(FRENCH):
        return together((str(one["label"]), one["grounds"]) for one in endings)


def _endings(form: CostForm) -> list[dict[str, Any]]:
    given = form.cleaned_data
    found = []
    for outcome, label in OUTCOMES.items():
        one = cost_to_creditor(
            claim=given["principal"],
            outcome=outcome,
            on=given["on"],
            office_in=given["office"],
            coefficient=given["coefficient"],
        )
        parts = [
            (_("frais de dossier"), one.file, "principal"),
            (_("titre exécutoire"), one.title, "interest"),
            (_("recouvrement des sommes encaissées"), one.collection, "other"),
        ]
        found.append(
            {
                "label": label,
                "cost": one,
                "parts": [(name, amount) for name, amount, _ in parts if amount],
                "bar": bar(parts),
                "grounds": grounds(one.explanation, one.references, one.certainty),
            }
        )
    return found


@anyone
@require_safe
def interest(request: HttpRequest) -> HttpResponse:
    """Compute interest day by day, with part payments, and open the amount step by step."""
    form = InterestForm(request.GET, today=today())
    told: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        try:
            found = _account(form)
        except NotInForce as unknown:
            form.add_error(
                "last_day" if unknown.last and unknown.day > unknown.last else "first_day",
                spoken(str(unknown)),
            )
        else:
            told |= _interest_told(form, found)
    return page(request, "law/interest.html", told)


def _account(form: InterestForm) -> Account:
    given = form.cleaned_data
    received = [
        Payment(on=given[f"{name}_on"], amount=given[name])
        for name in ("payment1", "payment2")
        if given[name]
    ]
    return account(
        _rates(form),
        principal=given["principal"],
        first_day=given["first_day"],
        last_day=given["last_day"],
        payments=received,
    )


def _rates(form: InterestForm) -> Parameter:
    """Return the series of rates asked for; the rate of a contract is a series of one value."""
    given = form.cleaned_data
    if given["rate"] != "contract":
        return rate_parameter(given["rate"], given["creditor"])
    first: date = given["first_day"]
    agreed = Value(given["rate_pct"], first, None, cite("C. civ. 1343-1 al. 2"), "confirmed")
    return Parameter(
        name="contract",
        key="",
        label="Taux du contrat",
        unit="%",
        checked_on=given["on"],
        certainty="confirmed",
        by_period=False,
        values=(agreed,),
    )


def _interest_told(form: InterestForm, found: Account) -> dict[str, Any]:
    given = form.cleaned_data
    paid = sum(((given[name] or Decimal(0)) for name in ("payment1", "payment2")), Decimal(0))
    surplus = sum((one.surplus for one in found.imputations), Decimal(0))
    left = [
        (_("reste du principal"), found.principal_left, "principal"),
        (_("reste des intérêts"), found.interest_left, "interest"),
        (_("déjà payé"), paid - surplus, "paid"),
    ]
    flat = None
    if given["rate"] == "late_payment":
        value = parameter("flat_indemnity").on(given["last_day"])
        flat = (value.amount, grounds((), (value.reference,), value.certainty))
    low = _under_the_floor(given)
    return {
        "account": found,
        "due": found.principal_left + found.interest_left,
        "paid": paid,
        "surplus": surplus,
        "bar": bar(left),
        "tree": tree(found.segments),
        "flat": flat,
        "low": low,
        "grounds": grounds(
            (*found.explanation, *low),
            [*found.references, *((cite("C. com. L441-10 II"),) if low else ()), cite("Service-public F783")],
            "unconfirmed" if low else found.certainty,
        ),
    }


def _under_the_floor(given: dict[str, Any]) -> tuple[str, ...]:
    """Return why a contract's rate is too low for penalties between professionals, on the days known."""
    if given["rate"] != "contract" or outside_late_payment(
        creditor=given["creditor"], debtor=given["debtor"]
    ):
        return ()
    known = parameter("legal_rate_other").values
    first = max(given["first_day"], known[0].since)
    last = min(given["last_day"], known[-1].until or given["last_day"])
    return under_the_floor(rate_pct=given["rate_pct"], first_day=first, last_day=last)


@anyone
@require_safe
def month_of(request: HttpRequest) -> HttpResponse:
    """Tell when the month ends, with and without extension, and draw it."""
    form = MonthForm(request.GET, today=today())
    told: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        sent: date = given["dispatched_on"]
        places = tuple(filter(None, (form.place.territory if form.place else "", given["office"])))
        try:
            found = one_month(dispatched_on=sent, territories=places)
        except NotInForce as unknown:
            form.add_error("dispatched_on", spoken(str(unknown)))
        else:
            told |= {
                "deadline": found,
                "sent": sent,
                "calendar": month(dispatched_on=sent, deadline=found, territories=places),
                "grounds": grounds(found.explanation, found.references, found.certainty),
                "steps": _month_steps(sent, found.raw, found.extended_local),
            }
    return page(request, "law/month.html", told)


def _month_steps(sent: date, raw: date, last: date) -> list[dict[str, Any]]:
    steps = [
        {
            "on": sent,
            "what": gettext_noop("La lettre part. Plus aucun paiement jusqu'à l'issue."),
            "article": "CPCE L125-1 al. 2, R125-7",
        },
        {
            "on": raw,
            "what": gettext_noop("Dernier jour du mois, à minuit."),
            "article": "CPCE R125-2 III 2° · CPC 641",
        },
    ]
    if last != raw:
        steps.append(
            {
                "on": last,
                "what": gettext_noop("Dernier jour si le délai est reporté au jour ouvrable."),
                "article": "CPC 642",
            }
        )
    steps.append(
        {
            "what": gettext_noop("Sans accord, le commissaire de justice constate l'expiration."),
            "article": "CPCE R125-5 2°",
            "next": True,
        }
    )
    return steps


@anyone
@require_safe
def limitation(request: HttpRequest) -> HttpResponse:
    """Tell the last day to bring a claim before a judge."""
    form = LimitationForm(request.GET, today=today())
    told: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        period = period_for(cause=given["cause"], creditor=given["creditor"], debtor=given["debtor"])
        try:
            found = last_useful_day(
                due_on=given["due_on"],
                period=period,
                suspended_on=given["suspended_on"],
                resumed_on=given["resumed_on"],
                acknowledged_on=given["acknowledged_on"],
                refused=given["ended_by"] != "expired",
            )
        except NotInForce as unknown:
            form.add_error("suspended_on", spoken(str(unknown)))
        else:
            told |= {
                "period": period,
                "limit": found,
                "expired": found.expired_on(given["on"]),
                "soon": not found.suspended and found.last_day < add_months(given["on"], 3),
                "steps": _limitation_steps(given, period, found),
                "grounds": grounds(
                    found.explanation,
                    (period.reference, *found.references),
                    found.certainty,
                ),
            }
    return page(request, "law/limitation.html", told)


def _limitation_steps(given: dict[str, Any], period: Period, found: LimitationDay) -> list[dict[str, Any]]:
    """Return the life of the claim: its due day, the events that moved the last day, and that day."""
    ending = gettext_noop("Le refus est constaté : le temps reprend, six mois au moins.")
    if given["ended_by"] == "expired":
        ending = gettext_noop("Le mois a passé sans refus : le temps reprend.")
    events = [
        (
            given["suspended_on"],
            gettext_noop("L'accord de participer est constaté : le temps s'arrête."),
            "C. civ. 2238 al. 1",
        ),
        (given["resumed_on"], ending, "C. civ. 2238 al. 3"),
        (
            given["acknowledged_on"],
            gettext_noop("La dette est reconnue : un délai neuf, de même durée."),
            "C. civ. 2240",
        ),
    ]
    counted = [one for one in events if one[0] and one[0] <= found.last_day and not period.forclusion]
    last = gettext_noop(
        "Dernier jour pour saisir le juge, à minuit : un dimanche ou un jour férié ne le reporte pas."
    )
    if found.suspended:
        last = gettext_noop("Dernier jour, au plus tôt : le temps est encore arrêté.")
    steps = [
        (
            given["due_on"],
            gettext_noop("La somme est à payer : le temps court à partir du lendemain."),
            "C. civ. 2228",
        ),
        *sorted(counted),
        (found.last_day, last, "C. civ. 2229"),
    ]
    return [{"on": on, "what": what, "article": article} for on, what, article in steps]


@anyone
@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """Tell which court of appeal an address lies in, and the offices of that court known here."""
    form = PlaceForm(request.GET or None)
    told: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        typed = " ".join(form.cleaned_data["lieu"].split())
        airport = form.cleaned_data["aerodrome"]
        found = _place(typed, request.GET.get("insee", ""), airport)
        if isinstance(found, str):
            form.add_error("lieu", found)
        elif isinstance(found, tuple):
            told["candidates"] = found
        else:
            told |= {
                "place": found,
                "court": competence.court(found.court),
                "offices": offices_of(found.court) if found.applicable else (),
                "grounds": grounds(found.explanation, found.references, _sure_of(found.departement)),
            }
    return page(request, "law/place.html", told)


def _place(typed: str, insee: str, airport: bool) -> competence.Place | tuple[competence.Commune, ...] | str:
    """Return the place, or the communes to choose from, or the sentence that says why there is none."""
    try:
        if insee:
            return competence.court_of_commune(insee, airport=airport)
        if typed.isdecimal():
            return competence.court_of(postcode=typed, airport=airport)
    except competence.AmbiguousPlace as shared:
        return shared.candidates
    except competence.UnknownPlace as unknown:
        return spoken(str(unknown))
    found = competence.search_communes(typed)
    if not found:
        return gettext(
            "« %(typed)s » n'est le nom d'aucune commune connue : vérifiez l'orthographe, ou donnez le code postal."
        ) % {"typed": typed}
    if len(found) == 1:
        return competence.court_of_commune(found[0].insee, airport=airport)
    return found


def _sure_of(departement: str) -> str:
    return departements()[departement].certainty
