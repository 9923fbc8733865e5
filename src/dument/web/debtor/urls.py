"""The addresses of the debtor, from the letter's code on."""

from __future__ import annotations

from django.urls import path

from dument.web.debtor import answering, entering, reading

app_name = "debtor"
urlpatterns = [
    path("repondre", entering.enter, name="enter"),
    path("repondre/pas-moi", entering.wrong_person, name="wrong_person"),
    path("repondre/quitter", entering.leave, name="leave"),
    path("repondre/dossier", reading.case, name="case"),
    path("repondre/dossier/comprendre", reading.understand, name="understand"),
    path("repondre/dossier/preuve", reading.proof, name="proof"),
    path("repondre/dossier/piece/<int:rank>", reading.evidence, name="evidence"),
    path("repondre/dossier/document/<str:kind>/<int:rank>", reading.paper, name="paper"),
    path("repondre/dossier/accepter", answering.accept, name="accept"),
    path("repondre/dossier/refuser", answering.refuse, name="refuse"),
    path("repondre/dossier/proposition", answering.consent, name="consent"),
    path("repondre/dossier/proposition/refuser", answering.refuse_terms, name="refuse_terms"),
    path("repondre/dossier/proposition/autre", answering.other_terms, name="other_terms"),
]
