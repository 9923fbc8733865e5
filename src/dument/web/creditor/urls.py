"""The addresses of the creditor's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from dument.web.creditor import (
    views_acts,
    views_cases,
    views_check,
    views_codebtors,
    views_data,
    views_draft,
    views_margin,
    views_messages,
    views_new,
)

app_name = "creditor"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views_cases.cases, name="cases"),
    path("mes-donnees", views_data.my_data, name="my_data"),
    path("nouveau", views_new.new, name="new"),
    path("<str:reference>", views_cases.case, name="case"),
    path("<str:reference>/documents/<str:kind>/<int:rank>", views_cases.paper, name="paper"),
    path("<str:reference>/pieces/<int:rank>", views_cases.evidence, name="evidence"),
    path("<str:reference>/pieces/retirer", views_draft.remove_evidence, name="remove_evidence"),
    path("<str:reference>/pieces/deplacer", views_draft.move_evidence, name="move_evidence"),
    path("<str:reference>/pieces", views_draft.evidence, name="evidence_step"),
    path("<str:reference>/codebiteurs", views_codebtors.codebtors, name="codebtors"),
    path("<str:reference>/codebiteurs/retirer", views_codebtors.remove, name="remove_codebtor"),
    path("<str:reference>/marge", views_margin.margin, name="margin"),
    path("<str:reference>/messages", views_messages.thread, name="messages"),
    path("<str:reference>/messages/<int:rank>", views_messages.attachment, name="attachment"),
    path("<str:reference>/verifier", views_check.check, name="check"),
    path("<str:reference>/confie", views_check.filed, name="filed"),
    path("<str:reference>/consentir", views_acts.consent, name="consent"),
    path("<str:reference>/contre-proposition", views_acts.counter_offer, name="counter_offer"),
    path("<str:reference>/retirer", views_acts.withdraw, name="withdraw"),
    path("<str:reference>/executer", views_acts.appoint, name="appoint"),
    path("<str:reference>/reprendre", views_acts.copy, name="copy"),
    path("<str:reference>/<str:word>", views_draft.step, name="step"),
]
