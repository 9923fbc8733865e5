"""Why a payment recorded is cancelled: each word as stored, then in French."""

CANCELLATIONS = {
    "amount": "le montant enregistré était inexact",
    "day": "le jour enregistré était inexact",
    "case": "le paiement concernait un autre dossier",
    "unpaid": "le chèque ou le virement est revenu impayé",
    "other": "autre motif",
}
