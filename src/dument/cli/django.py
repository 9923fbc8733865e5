"""The commands that Django already has, under the platform's own name."""

from __future__ import annotations

import click

from dument.cli._site import ready


@click.command()
def migrate() -> None:
    """Mettre la base de données à jour."""
    ready()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    click.echo("La base de données est à jour.")


@click.command()
@click.option("--email", prompt="Adresse électronique")
@click.option("--name", prompt="Nom")
@click.password_option(prompt="Mot de passe")
def createsuperuser(email: str, name: str, password: str) -> None:
    """Créer un compte qui peut tout."""
    ready()
    from dument.records.accounts.models import User

    User.objects.create_superuser(email, password, full_name=name)
    click.echo("Compte créé.")
