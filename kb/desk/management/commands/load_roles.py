"""Makes the roles, or brings them back to what they may do."""

from typing import Any

from kb.desk.roles import load_roles
from kb.records.commands import PlainCommand


class Command(PlainCommand):
    help = (
        "Make the roles of staff, or bring them back to the shipped table of what each may do; "
        "who has them stays. Example: manage.py load_roles"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        roles = load_roles()
        if options["verbosity"]:
            self.stdout.write(f"Roles: {', '.join(roles)}")
