"""Makes, lists and revokes keys of partners."""

from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from kb.exchange.keys.services import make_key, revoke_key
from kb.exchange.models import PartnerKey
from kb.exchange.models.partner_key import EMBARGOED, PUBLIC
from kb.records.commands import PlainCommand
from kb.records.geneva import in_geneva
from kb.records.services import Refused


class Command(PlainCommand):
    help = (
        "Make a key for a partner and print it, once; list the keys; revoke one. "
        'Example: manage.py partner_key make "A newsroom" --until 2027-06-30'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        make = actions.add_parser("make", help="a new key, printed once")
        make.add_argument("partner", help="who uses it")
        make.add_argument("--note", default="", help="what for, and whom to ask")
        make.add_argument(
            "--embargoed", action="store_true", help="it opens what is under embargo as well"
        )
        make.add_argument(
            "--until",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the first day on which it opens nothing; without it, in a year",
        )
        actions.add_parser("list", help="all keys, with what they open and when they were used")
        revoke = actions.add_parser("revoke", help="it opens nothing from now on")
        revoke.add_argument("prefix", help="the middle part of the key: otr_PREFIX_…")
        revoke.add_argument("--reason", required=True, help="why, for the history of the key")

    def handle(self, *args: Any, **options: Any) -> None:
        action = {"make": self._make, "list": self._list, "revoke": self._revoke}
        try:
            action[options["action"]](options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Refused as error:
            raise CommandError(str(error)) from error

    def _make(self, options: dict[str, Any]) -> None:
        record = PartnerKey(partner=options["partner"].strip(), note=options["note"])
        if options["embargoed"]:
            record.scopes = [PUBLIC, EMBARGOED]
        if options["until"]:
            record.expires_at = timezone.make_aware(datetime.combine(options["until"], time()))
        key = make_key(record, by=None)
        until = in_geneva(record.expires_at)
        self.stderr.write(f"For {record.partner}, until {until}. It is not shown again:")
        self.stdout.write(key)

    def _list(self, options: dict[str, Any]) -> None:
        now = timezone.now()
        for key in PartnerKey.objects.all():
            self.stdout.write(
                "\t".join(
                    [
                        key.prefix,
                        key.partner,
                        "+".join(key.scopes),
                        _standing(key, now),
                        f"used {key.last_used_on}" if key.last_used_on else "never used",
                    ]
                )
            )

    def _revoke(self, options: dict[str, Any]) -> None:
        prefix = options["prefix"].removeprefix("otr_").partition("_")[0]
        key = PartnerKey.objects.filter(prefix=prefix).first()
        if key is None:
            raise CommandError(f"no key has the prefix {prefix!r}; partner_key list shows them.")
        revoke_key(key, by=None, reason=options["reason"])
        self.stdout.write(f"Revoked: {key}.")


def _standing(key: PartnerKey, now: datetime) -> str:
    if key.revoked_at is not None:
        return f"revoked {key.revoked_at.date()}"
    return f"{'until' if key.is_valid(now) else 'ended'} {key.expires_at.date()}"
