"""The addresses of the debtor, from the letter's code on."""

from __future__ import annotations

from django.urls import path

from dument.web.debtor import views

app_name = "debtor"
urlpatterns = [
    path("repondre", views.enter, name="enter"),
    path("repondre/quitter", views.leave, name="leave"),
]
