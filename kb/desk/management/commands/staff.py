"""Makes an account for staff, or a new link into one."""

import sys
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from kb.desk.roles import ROLES
from kb.desk.staff import invite, make_staff, reset
from kb.records.commands import PlainCommand
from kb.records.services import Refused


class Command(PlainCommand):
    help = (
        "Make an account for staff and print the link that leads to its password and second "
        "factor; for an account that is there, print a new link. "
        "Example: manage.py staff ana --role Editor --role Contributor"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="", help="the name to sign in with")
        parser.add_argument(
            "--role",
            action="append",
            choices=list(ROLES),
            help="a role of a new account; without it, all of them",
        )
        parser.add_argument(
            "--reset",
            action="store_true",
            help="after a lost telephone or key: take password and second factors away",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"].strip().lower() or self._asked_name()
        user = User.objects.filter(username=name).first()
        if user and options["role"]:
            raise CommandError(f"{name} is there already; roles are changed in the admin.")
        if user is None and options["reset"]:
            raise CommandError(f"there is no {name} to reset.")
        try:
            if user is None:
                user = make_staff(name=name, roles=options["role"] or list(ROLES))
            elif options["reset"]:
                reset(user, by=None)
            link = invite(user, by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"For {name}, once, within 24 hours:\n{link}")

    def _asked_name(self) -> str:
        if not sys.stdin.isatty():
            raise CommandError("say whose account it is, as in: manage.py staff ana")
        return input("Name to sign in with: ").strip().lower()
