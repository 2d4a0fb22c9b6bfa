"""Makes a key for KB_SIGNING_KEY, or says which public key belongs to the one in use."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management.base import CommandError, CommandParser

from kb.exchange.ledger.signing import private_text, public_text, signing_key
from kb.records.commands import PlainCommand


class Command(PlainCommand):
    help = (
        "Print a new private key as a line for the environment, and its public key to publish. "
        "Nothing is stored. Example: manage.py signing_key"
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--public", action="store_true", help="print the public key of the key in use"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["public"]:
            self.stdout.write(self._in_use())
            return
        key = Ed25519PrivateKey.generate()
        self.stdout.write("# Keep this line secret, in the environment of the site:")
        self.stdout.write(f"KB_SIGNING_KEY={private_text(key)}")
        self.stdout.write("# Publish this, outside the site as well:")
        self.stdout.write(f"# public key: {public_text(key)}")

    def _in_use(self) -> str:
        key = signing_key()
        if key is None:
            raise CommandError("KB_SIGNING_KEY is not set: exports are not signed.", returncode=2)
        return public_text(key)
