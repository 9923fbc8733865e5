"""French words for the stored words that pages show."""

from __future__ import annotations

KINDS = {
    "consumer": "particulier",
    "artisan": "artisan",
    "merchant": "commerçant",
    "company": "société",
    "liberal": "profession libérale",
    "farmer": "agriculteur",
    "association": "association",
    "condominium": "syndicat de copropriétaires",
    "landlord": "bailleur",
    "social_body": "organisme social",
    "minor": "mineur",
    "protected_adult": "majeur protégé (curatelle, tutelle)",
}
CAUSES = {
    "sale": "vente d'un bien",
    "service": "prestation de service, travaux",
    "home_lease": "bail d'habitation",
    "loan": "prêt entre particuliers ou par un professionnel",
    "consumer_credit": "crédit à la consommation",
    "insurance": "contrat d'assurance",
    "coproperty": "charges de copropriété",
    "statutory": "cotisation ou obligation fixée par un statut",
    "tort": "réparation d'un dommage",
    "fine": "amende",
    "maintenance": "pension alimentaire",
    "cheque": "chèque sans provision",
    "wage": "salaire",
}
LINE_KINDS = {"principal": "principal", "penalty": "clause pénale", "indemnity": "indemnité"}
RATES = {
    "legal": "taux de l'intérêt légal",
    "late_payment": "taux des pénalités de retard entre professionnels (C. com. L441-10)",
}
DOCUMENTS = {
    "invitation": "Lettre invitant à participer",
    "acceptance_form": "Formulaire d'acceptation",
    "refusal_form": "Formulaire de refus",
    "conflict_declaration": "Déclaration relative aux conflits d'intérêts",
    "code_letter": "Lettre portant un nouveau code",
    "acceptance_record": "Constat de l'acceptation",
    "proposal": "Proposition d'accord",
    "agreement": "Accord",
    "outcome_record": "Constat de l'issue de la procédure",
    "title": "Titre exécutoire",
    "debtor_copy": "Copie du titre pour le débiteur",
    "discharge": "Attestation de paiement intégral",
    "discharge_withdrawal": "Retrait de l'attestation de paiement",
    "easy_letter": "Lettre facile à lire",
    "step_proof": "Preuve des étapes",
    "account": "Relevé des paiements",
    "computation": "Réponse d'une page publique",
}
MEDIA_TYPES = {"application/pdf": "PDF", "image/png": "image PNG", "image/jpeg": "image JPEG"}
CHANNELS = {
    "online": "en ligne",
    "post": "par courrier",
    "office": "à l'étude",
    "phone": "par téléphone",
}
ANSWERS = {
    "accept": "accepte de participer",
    "refuse": "refuse de participer",
    "refuse_terms": "refuse le montant ou les modalités",
    "counter_offer": "contre-proposition",
}
REASONS = {
    "insolvency": "insolvabilité du débiteur",
    "death": "décès",
    "paid": "créance payée",
    "competence_lost": "compétence perdue",
    "other": "autre motif",
}
FACTS = {
    "insolvency": "insolvabilité du débiteur",
    "conflict": "conflit d'intérêts",
    "merchants": "facturation entre commerçants",
    "address": "nouvelle adresse du débiteur",
    "payment": "paiement direct au créancier",
    "death": "décès",
    "capacity": "mesure de protection",
    "not_addressee": "la personne qui tient la lettre dit n'être pas le destinataire",
    "moved": "la personne qui tient la lettre dit que le destinataire n'habite plus là",
    "contact": "adresse électronique ou téléphone du débiteur, donnés ou retirés par lui",
    "budget": "budget communiqué par le débiteur",
    "offer": "ce que le débiteur dit pouvoir payer",
    "delivered": "lettre distribuée",
    "unclaimed": "pli avisé et non réclamé",
    "unknown_address": "destinataire inconnu à l'adresse",
    "returned": "pli retourné à l'étude",
}
# What the carrier tells of a letter: it never moves the month, which runs from the dispatch (L125-1 al. 2).
TRACKING = ("delivered", "unclaimed", "unknown_address", "returned")
# An invited debtor once the month is over, until the outcome is noted: the table's own label says that it runs.
MONTH_OVER = "débiteur invité, le mois est passé"
IDENTITIES = {
    "id_card": "carte nationale d'identité",
    "passport": "passeport",
    "residence": "titre de séjour",
    "licence": "permis de conduire",
    "known": "personne connue de l'étude",
}
CONFLICTS = {"none": "aucun", "family_tie": "lien de famille", "doubt": "doute"}
INSOLVENCIES = {
    "none": "aucune connue",
    "collective": "procédure collective",
    "overindebted": "surendettement recevable",
}
RECIPIENTS = {"officer": "à l'étude", "creditor": "au créancier"}
ACTORS = {
    "creditor": "le créancier",
    "officer": "l'étude",
    "debtor": "le débiteur",
    "holder": "la personne qui tient la lettre",
    "carrier": "l'opérateur postal",
}
ENDINGS = {
    "R125-5 1°": "refus de participer",
    "R125-5 2°": "expiration du délai d'un mois",
    "R125-5 3°": "refus du montant ou des modalités",
    "R125-5 4°": "accord",
}
