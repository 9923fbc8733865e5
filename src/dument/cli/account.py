"""`dument account`: what only whoever runs the platform may do about accounts; each act is written down."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from smtplib import SMTPException

import click

from dument.cli._site import ready

WARNED = (
    "Bonjour,\n\nLe second facteur du compte {email} a été déclaré perdu : il est retiré, les sessions de ce compte "
    "sont fermées et son mot de passe n'ouvre plus rien.\n\nPour revenir, son titulaire choisit un autre mot de passe "
    "par « Mot de passe oublié » : un code sera envoyé à son adresse. Une étude lui redemandera un second facteur.\n\n"
    "Si ce n'était pas voulu, prévenez-nous aussitôt : {contact}\n"
)


@click.group()
def command() -> None:
    """Reconnaître un compte, fermer ses sessions, secourir qui a perdu son second facteur."""


@command.command()
@click.argument("pseudonym", metavar="PSEUDONYME")
def whose(pseudonym: str) -> None:
    """Dire de quel compte parle une ligne du journal de sécurité. État de sortie 1 : d'aucun."""
    ready()
    from dument.records.accounts.models import User
    from dument.web.watching import security

    for pk, email in User.objects.order_by("pk").values_list("pk", "email").iterator():
        if security.pseudonym(pk) == pseudonym:
            click.echo(f"{email}  ({pk})")
            return
    click.echo("Aucun compte : le pseudonyme est inexact, ou DUMENT_SECRET_KEY a changé depuis.", err=True)
    sys.exit(1)


@command.command("end-sessions")
@click.argument("email", metavar="[ADRESSE]", default="")
@click.option("--all", "everybody", is_flag=True, help="Tous les comptes, et les lettres ouvertes.")
def end_sessions(email: str, everybody: bool) -> None:
    """Fermer les sessions d'un compte, ou de tous : chacun se connecte à nouveau."""
    if bool(email) == everybody:
        raise click.UsageError("Donnez une adresse, ou --all.")
    ready()
    from dument.actions import sign_in
    from dument.queries.who import account_of

    account = None if everybody else account_of(email)
    if account is None and not everybody:
        click.echo("Aucun compte n'a cette adresse : vérifiez-la.", err=True)
        sys.exit(1)
    ended = sign_in.end_sessions(user_id=account, here="") if account else sign_in.end_all_sessions()
    click.echo(f"{ended} session(s) fermée(s).")


@command.command("reset-factors")
@click.argument("email", metavar="ADRESSE")
@click.option(
    "--how", required=True, metavar="TEXTE", help="Par quoi la personne a été reconnue, par qui, quel jour."
)
@click.option(
    "--vouched-by",
    default="",
    metavar="ADRESSE",
    help="Le commissaire de justice de son étude qui l'a reconnue.",
)
def reset_factors(email: str, how: str, vouched_by: str) -> None:
    """Retirer les seconds facteurs de qui les a perdus ; les boîtes concernées en sont averties."""
    ready()
    from dument.actions.members import NotPossible
    from dument.actions.recovery import take_factors_off
    from dument.queries.clock import now

    try:
        done = take_factors_off(email=email, how=how, vouched_by=vouched_by, at=now())
    except NotPossible as why:
        click.echo(str(why), err=True)
        sys.exit(1)
    click.echo("Les seconds facteurs sont retirés, les sessions fermées, le mot de passe n'ouvre plus rien.")
    unwarned = _warn(done.mailboxes, done.email)
    if unwarned:
        click.echo(
            f"Boîtes que le courriel n'a pas atteintes, à prévenir autrement : {', '.join(unwarned)}",
            err=True,
        )
        sys.exit(1)


def _warn(mailboxes: Iterable[str], email: str) -> list[str]:
    """Tell each mailbox what was done; return those that the server refused."""
    from django.conf import settings
    from django.core.mail import send_mail

    text = WARNED.format(email=email, contact=settings.DUMENT_SECURITY_CONTACT.removeprefix("mailto:"))
    unwarned = []
    for one in dict.fromkeys(mailboxes):
        try:
            send_mail("Dûment : le second facteur d'un compte est retiré", text, None, [one])
        except (SMTPException, OSError):
            unwarned.append(one)
    return unwarned
