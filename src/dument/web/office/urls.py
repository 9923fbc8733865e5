"""The addresses of the office's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from dument.web.office import (
    views_acts,
    views_arrivals,
    views_calendar,
    views_desk,
    views_drafts,
    views_keeping,
    views_messages,
    views_register,
    views_sending,
    views_team,
)

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views_desk.queue, name="queue"),
    path("courrier", views_arrivals.arrival, name="arrival"),
    path("journee", views_calendar.day_sheet, name="day_sheet"),
    path("agenda", views_calendar.calendar, name="calendar"),
    path("agenda.ics", views_calendar.calendar_file, name="calendar_file"),
    path("agenda/<str:secret>.ics", views_calendar.calendar_feed, name="calendar_feed"),
    path("envois", views_sending.failed, name="sending"),
    path("equipe", views_team.team, name="team"),
    path("repertoire", views_register.register, name="register"),
    path("repertoire.csv", views_register.register_file, name="register_file"),
    path("dossiers/<str:reference>", views_desk.case, name="case"),
    path("dossiers/<str:reference>/journal", views_desk.journal, name="journal"),
    path("dossiers/<str:reference>/consultations", views_keeping.readings, name="readings"),
    path("dossiers/<str:reference>/conservation", views_keeping.hold, name="hold"),
    path("conservation", views_keeping.keeping, name="keeping"),
    path("dossiers/<str:reference>/lettre", views_desk.letter, name="letter"),
    path("dossiers/<str:reference>/suivi", views_team.assign, name="assign"),
    path("dossiers/<str:reference>/emargement", views_arrivals.sign_on, name="sign_on"),
    path("dossiers/<str:reference>/conflit", views_acts.conflict, name="conflict"),
    path("dossiers/<str:reference>/documents/<str:kind>/<int:rank>", views_desk.paper, name="paper"),
    path("dossiers/<str:reference>/pieces/<int:rank>", views_desk.evidence, name="evidence"),
    path("dossiers/<str:reference>/messages", views_messages.thread, name="messages"),
    path("dossiers/<str:reference>/messages/<int:rank>", views_messages.attachment, name="attachment"),
    path("dossiers/<str:reference>/actes/<str:word>", views_acts.act, name="act"),
    path("dossiers/<str:reference>/actes/<str:word>/projet/<str:kind>", views_drafts.draft, name="draft"),
]
