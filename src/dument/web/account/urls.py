"""Sign-in and second factor: allauth's views under French addresses, each on one of our pages."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views import View

from dument.web.account import addresses, members, passkeys, views
from dument.web.account.federation import views as federation
from dument.web.account.forms import without_echo
from dument.web.languages import StrOrPromise

CONTINUE = _("Continuer")


class _WithoutEcho:
    """Takes off what the boxes of a form repeat of their labels."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """Return the view's form."""
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]  # a form's view, once mixed in
        without_echo(form)
        return form


def _page(
    view: type[View],
    title: StrOrPromise,
    button: StrOrPromise = CONTINUE,
    text: StrOrPromise = "",
    **options: Any,
) -> Any:
    """Return an allauth view on the common page: a title, a sentence, its form and one button."""
    context = {"title": title, "button": button, "text": text}
    options = {"template_name": "account/form.html"} | options
    plain: Any = type(view.__name__, (_WithoutEcho, view), {})
    shown: Any = plain.as_view(extra_context=context, **options)
    shown.access = "allauth"
    return shown


LOGIN = _page(views.Login, _("Se connecter"), _("Se connecter"), template_name="account/login.html")
SIGNUP = _page(
    account.SignupView,
    _("Ouvrir un compte"),
    _("Ouvrir le compte"),
    _("Un compte sert à déposer des créances. Pour répondre à une lettre, aucun compte n'est nécessaire."),
)
LOGOUT = _page(federation.Logout, _("Se déconnecter"), _("Se déconnecter"))
CLOSED = _page(
    account.AccountInactiveView, _("Ce compte est fermé"), "", _("Demandez à votre étude de le rouvrir.")
)
AGAIN = _page(
    account.ReauthenticateView,
    _("Confirmer que c'est bien vous"),
    text=_("Entrez votre mot de passe pour continuer."),
)
CONFIRM = _page(
    account.ConfirmEmailVerificationCodeView,
    _("Confirmer votre adresse électronique"),
    _("Confirmer"),
    _("Nous venons de vous envoyer un code. Entrez-le ici."),
)
CHANGE = _page(account.PasswordChangeView, _("Changer de mot de passe"), _("Changer le mot de passe"))
FORGOTTEN = _page(
    account.PasswordResetView,
    _("Mot de passe oublié"),
    _("Recevoir un code"),
    _("Indiquez votre adresse électronique : un code vous y sera envoyé."),
)
FORGOTTEN_CODE = _page(
    account.ConfirmPasswordResetCodeView,
    _("Entrer le code reçu"),
    _("Continuer"),
    _("Si un compte porte cette adresse, un code vient d'y être envoyé."),
)
NEW_PASSWORD = _page(
    account.CompletePasswordResetView, _("Choisir un nouveau mot de passe"), _("Enregistrer")
)
RENEWED = _page(
    account.PasswordResetFromKeyDoneView,
    _("Mot de passe changé"),
    "",
    _("Vous pouvez vous connecter avec le nouveau."),
)
SECOND = _page(
    passkeys.Authenticate,
    _("Second facteur"),
    _("Se connecter"),
    _("Entrez le code à six chiffres de votre application, ou un code de secours."),
    template_name="account/second_step.html",
)
SECOND_AGAIN = _page(
    passkeys.ReauthenticateByCode,
    _("Confirmer que c'est bien vous"),
    text=_("Entrez le code de votre application, ou un code de secours."),
    template_name="account/second_step.html",
)
KEY_AGAIN = _page(
    passkeys.Reauthenticate,
    _("Confirmer que c'est bien vous"),
    "",
    _("Approchez votre clé, ou déverrouillez votre appareil."),
    template_name="account/passkey.html",
)
ADD_KEY = _page(
    passkeys.Add,
    _("Ajouter une clé d'accès"),
    "",
    _(
        "Une clé d'accès est gardée par votre téléphone, votre ordinateur ou une clé de sécurité. Elle ne se recopie "
        "pas et ne répond qu'à ce site : c'est la protection la plus sûre contre un site imité."
    ),
    template_name="account/passkey.html",
)
REMOVE_KEY = _page(
    passkeys.Remove,
    _("Retirer cette clé d'accès"),
    _("Retirer la clé"),
    _(
        "Elle n'ouvrira plus ce compte. Si c'est votre seul second facteur, une étude en redemandera un aussitôt."
    ),
)
ENABLE = _page(
    views.Activate, _("Protéger le compte"), _("Activer"), template_name="account/second_factor.html"
)
DISABLE = _page(
    totp.DeactivateTOTPView,
    _("Retirer le second facteur"),
    _("Retirer"),
    _("Le compte ne sera plus protégé que par son mot de passe. Une étude en redemandera un aussitôt."),
)
CODES = _page(
    recovery.ViewRecoveryCodesView, _("Codes de secours"), "", template_name="account/recovery_codes.html"
)
NEW_CODES = _page(
    recovery.GenerateRecoveryCodesView,
    _("Refaire les codes de secours"),
    _("Refaire les codes"),
    _("Les codes actuels ne serviront plus."),
)

urlpatterns = [
    path("connexion", LOGIN, name="account_login"),
    path("connexion/second-facteur", SECOND, name="mfa_authenticate"),
    *federation.paths(),
    path("connexion/annulee", federation.cancelled, name="socialaccount_login_cancelled"),
    path("compte/identites/retirer", federation.unlink, name="unlink"),
    path("deconnexion", LOGOUT, name="account_logout"),
    path("inscription", SIGNUP, name="account_signup"),
    path("compte", views.home, name="my_account"),
    path("compte/", views.home, name="mfa_index"),
    path("compte/creancier", views.enter_creditor, name="enter_creditor"),
    path("compte/etude", views.sit_in, name="sit_in"),
    path("etude/membres", members.index, name="members"),
    path("etude/membres/<uuid:member>", members.change, name="member"),
    path("etude/invitations/<uuid:invitation>", members.revoke, name="invitation"),
    path("rejoindre/<str:secret>", members.join, name="join"),
    path("compte/ferme", CLOSED, name="account_inactive"),
    path("compte/confirmer", AGAIN, name="account_reauthenticate"),
    path("compte/confirmer/second-facteur", SECOND_AGAIN, name="mfa_reauthenticate"),
    path("compte/adresse", CONFIRM, name="account_email_verification_sent"),
    path("compte/adresse/changer", addresses.change, name="account_email"),
    path("compte/adresse/confirmer/<str:signed>", addresses.confirm, name="confirm_address"),
    path("compte/adresse/contester/<str:signed>", addresses.object_to, name="object_to_address"),
    path("compte/mot-de-passe", CHANGE, name="account_change_password"),
    path("compte/mot-de-passe/poser", CHANGE, name="account_set_password"),
    path("mot-de-passe-oublie", FORGOTTEN, name="account_reset_password"),
    path("mot-de-passe-oublie/code", FORGOTTEN_CODE, name="account_confirm_password_reset_code"),
    path("mot-de-passe-oublie/nouveau", NEW_PASSWORD, name="account_complete_password_reset"),
    path("mot-de-passe-oublie/fait", RENEWED, name="account_password_reset_completed"),
    path("compte/second-facteur", ENABLE, name="mfa_activate_totp"),
    path("compte/second-facteur/retirer", DISABLE, name="mfa_deactivate_totp"),
    path("compte/confirmer/cle", KEY_AGAIN, name="mfa_reauthenticate_webauthn"),
    path("compte/cles", views.home, name="mfa_list_webauthn"),
    path("compte/cles/ajouter", ADD_KEY, name="mfa_add_webauthn"),
    path("compte/cles/<int:pk>/retirer", REMOVE_KEY, name="mfa_remove_webauthn"),
    path("compte/sessions", views.sessions, name="usersessions_list"),
    path("compte/avis", views.notices_wanted, name="notices"),
    path("compte/codes", CODES, name="mfa_view_recovery_codes"),
    path("compte/codes/refaire", NEW_CODES, name="mfa_generate_recovery_codes"),
]
