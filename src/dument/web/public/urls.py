"""The addresses open to everybody."""

from __future__ import annotations

from django.urls import path

from dument.web.public import health, views
from dument.web.watching import metrics

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("lettre", views.letter, name="letter"),
    path("aide-gratuite", views.free_help, name="free_help"),
    path("verifier", views.verify, name="verify"),
    path("verifier/lettre", views.verify_letter, name="verify_letter"),
    path("verifier/titre", views.verify_title, name="verify_title"),
    path("accessibilite", views.accessibility, name="accessibility"),
    path("mentions-legales", views.legal, name="legal"),
    path("composants", views.components, name="components"),
    path("sante/vivant", health.alive, name="alive"),
    path("sante/pret", health.ready, name="ready"),
    path("metriques", metrics.show, name="metrics"),
    path(".well-known/security.txt", health.security, name="security"),
]
