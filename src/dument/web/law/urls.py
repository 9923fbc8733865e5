"""The addresses of the public pages of law."""

from __future__ import annotations

from django.urls import path

from dument.web.law import views_claim, views_compute, views_rule

app_name = "law"
urlpatterns = [
    path("ma-creance", views_claim.eligible, name="eligible"),
    path("ma-creance/commencer", views_claim.begin, name="begin"),
    path("calculs", views_compute.index, name="index"),
    path("calculs/cout", views_compute.cost, name="cost"),
    path("calculs/interets", views_compute.interest, name="interest"),
    path("calculs/delai", views_compute.month_of, name="month"),
    path("calculs/prescription", views_compute.limitation, name="limitation"),
    path("calculs/ressort", views_compute.place, name="place"),
    path("calculs/si-on-refuse", views_claim.refused, name="refused"),
    path("la-regle", views_rule.rule, name="rule"),
    path("la-regle/article", views_rule.article, name="article"),
    path("la-regle/procedure", views_rule.procedure, name="procedure"),
]
