"""What a creditor fills."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum.fr import siren as siren_number

from dument.actions.claims import MAX_EVIDENCE_BYTES
from dument.law import competence
from dument.queries.words import CAUSES, KINDS, LINE_KINDS
from dument.web.below import spoken
from dument.web.file_fields import SeveralFiles, TrueFileField
from dument.web.forms import AmountField, DayField, FileDrop, FilesDrop
from dument.web.languages import StrOrPromise
from dument.web.typed import MOST_VERSIONS

NOT_CREDITORS = {"minor", "protected_adult"}
COUNTRIES = (
    ("FR", _("France (outre-mer compris)")),
    ("BE", _("Belgique")),
    ("DE", _("Allemagne")),
    ("ES", _("Espagne")),
    ("IT", _("Italie")),
    ("LU", _("Luxembourg")),
    ("NL", _("Pays-Bas")),
    ("PT", _("Portugal")),
    ("CH", _("Suisse")),
    ("GB", _("Royaume-Uni")),
    ("XX", _("Autre pays")),
)
INSOLVENCIES = (
    ("none", _("Non, pas à ma connaissance")),
    ("collective", _("Il est en sauvegarde, redressement ou liquidation judiciaire")),
    ("overindebted", _("Sa demande de surendettement est recevable")),
)
MERCHANTS = (
    ("no", _("Non")),
    ("yes", _("Oui, les deux sont commerçants")),
    ("unknown", _("Je ne sais pas")),
)
INTEREST = (
    ("none", _("Ne pas réclamer d'intérêts")),
    ("legal", _("Au taux de l'intérêt légal")),
    ("late_payment", _("Au taux des pénalités de retard entre professionnels (C. com. L441-10)")),
    ("fixed", _("Une somme que j'ai calculée")),
)


def choices(words: dict[str, str], but: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return the words as the choices of a field, less some, with a capital."""
    told = {word: gettext(label) for word, label in words.items() if word not in set(but)}
    return [(word, label[0].upper() + label[1:]) for word, label in told.items()]


class SirenField(forms.CharField):
    """A SIREN, its key checked; spaces are forgotten."""

    def __init__(self, **options: Any) -> None:
        """Say what is expected."""
        super().__init__(
            label=_("Numéro SIREN"),
            required=False,
            max_length=20,
            help_text=_("Neuf chiffres, pour une entreprise, une association ou un syndicat."),
            **options,
        )

    def clean(self, value: Any) -> str:
        """Return the nine digits, or an empty text."""
        text = "".join(super().clean(value).split())
        if text and not siren_number.is_valid(text):
            raise ValidationError(_("Ce numéro SIREN n'existe pas : vérifiez les neuf chiffres."))
        return text


class PartyForm(forms.Form):
    """What is common to both parties."""

    name = forms.CharField(label=_("Nom et prénom, ou dénomination"), max_length=160)
    kind = forms.ChoiceField(label=_("Qualité"))
    siren = SirenField()
    address = forms.CharField(label=_("Adresse"), max_length=200, help_text=_("Numéro, rue, bâtiment."))
    postcode = forms.CharField(label=_("Code postal"), max_length=10)
    city = forms.CharField(label=_("Ville"), max_length=80)
    email = forms.EmailField(label=_("Adresse électronique"), required=False)
    phone = forms.CharField(label=_("Téléphone"), required=False, max_length=30)


class CreditorForm(PartyForm):
    """The creditor himself."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the qualities of creditors."""
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", _("Choisissez")), *choices(KINDS, NOT_CREDITORS)]  # type: ignore[attr-defined]


class DebtorForm(PartyForm):
    """The debtor; where a postcode is shared by several courts, the commune is asked too."""

    country = forms.ChoiceField(label=_("Pays"), choices=COUNTRIES, initial="FR")
    insolvency = forms.ChoiceField(
        label=_("Est-il insolvable ?"),
        choices=INSOLVENCIES,
        widget=forms.RadioSelect,
        initial="none",
        help_text=_("Une entreprise en difficulté figure au Bodacc (bodacc.fr)."),
    )
    field_order = ("name", "kind", "siren", "address", "postcode", "insee", "city")

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask the commune when the postcode does not tell the court of appeal."""
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", _("Choisissez")), *choices(KINDS)]  # type: ignore[attr-defined]
        postcode = str(
            self.data.get("postcode") if self.is_bound else self.initial.get("postcode", "")
        ).strip()
        country = self.data.get("country") if self.is_bound else self.initial.get("country", "FR")
        candidates = communes(postcode) if country == "FR" else ()
        if shared(candidates):
            self.fields["insee"] = forms.ChoiceField(
                label=_("Commune"),
                choices=[(one.insee, f"{one.name} ({one.departement})") for one in candidates],
                widget=forms.RadioSelect,
                help_text=_(
                    "Plusieurs communes partagent ce code postal : elles ne relèvent pas du même ressort."
                ),
                error_messages={
                    "required": gettext("Le code postal %(postcode)s est partagé : choisissez la commune.")
                    % {"postcode": postcode}
                },
            )
            self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Find the commune where it can be known, and refuse a postcode that is none."""
        given = super().clean() or self.cleaned_data
        given.setdefault("insee", "")
        postcode = "".join(str(given.get("postcode", "")).split())
        if given.get("country") != "FR" or not postcode or self.errors:
            return given
        given["postcode"] = postcode
        try:
            found = competence.communes_of(postcode)
        except competence.UnknownPlace as unknown:
            self.add_error("postcode", spoken(str(unknown)))
            return given
        if not given["insee"]:
            named = [one for one in found if one.name.casefold() == given.get("city", "").casefold()] or list(
                found
            )
            given["insee"] = named[0].insee if len(named) == 1 else ""
        return given


def communes(postcode: str) -> tuple[competence.Commune, ...]:
    """Return the communes of that postcode; none when it is no commune's."""
    try:
        return competence.communes_of(postcode)
    except competence.UnknownPlace:
        return ()


def shared(candidates: Iterable[competence.Commune]) -> bool:
    """Tell whether those communes lie in several courts or départements (whose holidays differ)."""
    return len({(one.court, one.departement) for one in candidates}) > 1


class SmallFile(TrueFileField):
    """A file that is not read when it is too big."""

    default_error_messages: ClassVar = {
        "required": _("Choisissez d'abord un fichier."),
        "empty": _("Ce fichier est vide : choisissez-en un autre."),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse more than 10 MB."""
        file = super().clean(data, initial)
        if file and file.size > MAX_EVIDENCE_BYTES:
            raise ValidationError(_("Ce fichier dépasse 10 Mo : réduisez-le, ou partagez-le en plusieurs."))
        return file


class InvoiceForm(forms.Form):
    """An electronic invoice."""

    invoice = SmallFile(
        kinds=("pdf", "xml"),
        label=_("Facture électronique"),
        widget=FileDrop(),
        help_text=_("PDF Factur-X ou ZUGFeRD, ou fichier XML (CII, UBL). 10 Mo au plus."),
    )


class TypedForm(forms.Form):
    """A claim typed by hand, its first element."""

    label = forms.CharField(
        label=_("Que vous doit-on ?"),
        max_length=200,
        help_text=_("Par exemple : facture n° 2026-014 du 30 avril 2026."),
    )
    amount = AmountField(
        label=_("Montant encore dû"), help_text=_("Toutes taxes comprises. Par exemple 1 214,20.")
    )
    due_on = DayField(label=_("À payer au plus tard le"))


class LineForm(forms.Form):
    """One element of the debt."""

    kind = forms.ChoiceField(label=_("Nature"), choices=lambda: choices(LINE_KINDS), initial="principal")
    label = forms.CharField(label=_("Désignation"), max_length=200)
    amount = AmountField(label=_("Montant"))
    due_on = DayField(label=_("Exigible le"))


if TYPE_CHECKING:
    LineForms = forms.BaseFormSet[LineForm]
else:
    LineForms = forms.BaseFormSet


class Lines(LineForms):
    """The elements of the debt: at least one principal."""

    deletion_widget = forms.CheckboxInput

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name the box that removes an element."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Retirer cet élément")

    def kept(self) -> list[dict[str, Any]]:
        """Return the elements filled and not removed."""
        return [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]

    def clean(self) -> None:
        """Ask for at least one principal."""
        if any(self.errors):
            return
        if not any(line["kind"] == "principal" for line in self.kept()):
            raise ValidationError(_("Indiquez au moins un élément en principal."))


LinesForm = forms.formset_factory(
    LineForm, formset=Lines, extra=1, max_num=20, validate_max=True, can_delete=True, absolute_max=25
)


class OriginForm(forms.Form):
    """Where the claim comes from."""

    cause = forms.ChoiceField(label=_("D'où vient la créance ?"))
    basis = forms.CharField(
        label=_("Le contrat, ou la règle, et sa date"),
        max_length=300,
        help_text=_(
            "Commencez par l'article : « le contrat de travaux du 4 mai 2026 », « le devis signé le 2 mars »."
        ),
    )
    merchants = forms.ChoiceField(
        label=_("La somme a-t-elle été facturée par un commerçant à un commerçant ?"),
        choices=MERCHANTS,
        widget=forms.RadioSelect,
        help_text=_(
            "Société commerciale, commerçant immatriculé. Ni artisan, ni profession libérale, ni agriculteur. "
            "Depuis le 25 avril 2026 ces factures relèvent d'une autre procédure (CPCE L126-1, date déduite des "
            "textes)."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the causes."""
        super().__init__(*args, **options)
        self.fields["cause"].choices = [("", _("Choisissez")), *choices(CAUSES)]  # type: ignore[attr-defined]


class InterestForm(forms.Form):
    """The interest claimed."""

    mode = forms.ChoiceField(label=_("Intérêts"), choices=INTEREST, widget=forms.RadioSelect, initial="none")
    first_day = DayField(
        label=_("Premier jour qui porte intérêt"),
        required=False,
        help_text=_(
            "Pour les deux taux. Le lendemain de la mise en demeure, ou de l'échéance si le contrat ou la loi "
            "le prévoit."
        ),
    )
    amount = AmountField(
        label=_("Somme d'intérêts"), required=False, help_text=_("Pour une somme calculée par vous.")
    )

    def clean(self) -> dict[str, Any]:
        """Ask for what the choice needs."""
        given = super().clean() or self.cleaned_data
        mode = given.get("mode")
        if (
            mode in {"legal", "late_payment"}
            and not given.get("first_day")
            and "first_day" not in self.errors
        ):
            self.add_error("first_day", _("Indiquez le premier jour qui porte intérêt."))
        if mode == "fixed" and not given.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("Indiquez la somme."))
        return given


class EvidenceForm(forms.Form):
    """Supporting documents, one or several at once."""

    evidence = SeveralFiles(
        one=SmallFile(kinds=("pdf", "png", "jpeg")),
        label=_("Ajouter des pièces"),
        widget=FilesDrop(
            {"accept": "application/pdf,image/png,image/jpeg"}
        ),  # an iPhone then gives JPEG, not HEIC
        help_text=_(
            "PDF, PNG ou JPEG, 10 Mo au plus chacun, 20 pièces au plus. Vous pouvez choisir plusieurs fichiers d'un "
            "coup, 40 Mo en tout."
        ),
    )


class OfficeForm(forms.Form):
    """The office chosen."""

    office = forms.ChoiceField(label=_("Étude"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, offices: list[tuple[str, StrOrPromise]], **options: Any) -> None:
        """Offer those offices."""
        super().__init__(*args, **options)
        self.fields["office"].choices = offices  # type: ignore[attr-defined]


class Seen(forms.Form):
    """An act decided on the version of the case that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_VERSIONS)


class MandateForm(Seen):
    """The dated mandate; `others` are the drafts of the other debtors as the page showed them."""

    others = forms.CharField(widget=forms.HiddenInput, required=False)
    mandate = forms.BooleanField(
        label=_("Le mandat"),
        error_messages={"required": _("Sans mandat, l'étude ne peut agir : cochez la case.")},
    )


class CounterOfferForm(Seen):
    """What the creditor would rather agree on."""

    text = forms.CharField(
        label=_("Ce que vous proposez"),
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
        help_text=_(
            "Montant, nombre d'échéances, première date. L'étude seule peut en faire une proposition."
        ),
    )


class EnforcerForm(Seen):
    """The office charged with forced recovery."""

    named = forms.CharField(label=_("Nom et ville de l'étude désignée"), max_length=160)
    same = forms.ChoiceField(
        label=_("Est-ce l'étude qui a délivré le titre ?"),
        choices=(("other", _("Non, une autre étude")), ("same", _("Oui, la même"))),
        widget=forms.RadioSelect,
    )
