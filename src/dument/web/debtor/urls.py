"""The addresses of the debtor, from the letter's code on."""

from __future__ import annotations

from django.urls import path

from dument.web.debtor import answering, discussing, entering, keeping, reading

app_name = "debtor"
urlpatterns = [
    path("repondre", entering.enter, name="enter"),
    path("repondre/pas-moi", entering.wrong_person, name="wrong_person"),
    path("repondre/qui", entering.who, name="who"),
    path("repondre/quitter", entering.leave, name="leave"),
    path("repondre/dossier", reading.case, name="case"),
    path("repondre/dossier/comprendre", reading.understand, name="understand"),
    path("repondre/dossier/preuve", reading.proof, name="proof"),
    path("repondre/dossier/preuve.pdf", keeping.proof, name="proof_file"),
    path("repondre/dossier/lettre-facile.pdf", keeping.easy_letter, name="easy_letter"),
    path("repondre/dossier/releve.pdf", keeping.statement, name="statement"),
    path("repondre/dossier/mes-donnees", reading.my_data, name="my_data"),
    path("repondre/dossier/piece/<int:rank>", reading.evidence, name="evidence"),
    path("repondre/dossier/document/<str:kind>/<int:rank>", reading.paper, name="paper"),
    path("repondre/dossier/accepter", answering.accept, name="accept"),
    path("repondre/dossier/refuser", answering.refuse, name="refuse"),
    path("repondre/dossier/nouvelles", answering.contact, name="contact"),
    path("repondre/dossier/budget", discussing.budget, name="budget"),
    path("repondre/dossier/possible", discussing.offer, name="offer"),
    path("repondre/dossier/proposition", answering.consent, name="consent"),
    path("repondre/dossier/proposition/refuser", answering.refuse_terms, name="refuse_terms"),
    path("repondre/dossier/proposition/autre", discussing.other_terms, name="other_terms"),
]
