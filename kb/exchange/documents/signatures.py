"""Signatures: who stands behind a statement, as far as it may be told."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from kb.exchange.documents.fields import flag, one, word, words
from kb.exchange.documents.kind import Sight, head
from kb.exchange.documents.named import speaker_told
from kb.exchange.documents.shapes import Head, SourceNamed, SpeakerNamed
from kb.exchange.documents.sources import source_told
from statements.models import Signature, Statement
from statements.models.person import Confidentiality

SIGNED = "the statement, or the source of the signature"
TOLD = [word for word in Confidentiality.values if word != Confidentiality.WITHHELD]


class SignatureDocument(Head):
    organisation = one(SpeakerNamed, "The organisation that signed.", SIGNED, null=True)
    person = one(SpeakerNamed, "The person who signed.", SIGNED, null=True)
    name = words("As it is shown: a name, or a role instead of it.", SIGNED)
    name_as_printed = words("As the source prints it.", SIGNED, null=True)
    confidentiality = word("Whether name or role is shown.", TOLD, "staff")
    shares_the_views = flag("Whether it shares the views, without ECOSOC status.", SIGNED)
    source = one(SourceNamed, "How we know, if not by the statement itself.", "staff", null=True)


def signatures_of(statements: Sequence[Statement], sight: Sight) -> dict[int, list[dict[str, Any]]]:
    """{key of the statement: its public signatures, by name}. One query."""
    rows = Signature.objects.listed(sight.at).select_related("statement").order_by("pk")
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.filter(statement__in=statements):
        found[row.statement_id].append(_document(row, sight))
    for signed in found.values():
        # By what is shown: the order of hidden names would tell of them.
        signed.sort(key=lambda each: (each["shares_the_views"], each["name"], each["id"]))
    return found


def _document(row: Signature, sight: Sight) -> dict[str, Any]:
    named = row.is_named
    return head(row, sight) | {
        "organisation": speaker_told(row.organisation, sight) if named else None,
        "person": speaker_told(row.person, sight) if named else None,
        "name": row.shown_as,
        "name_as_printed": (row.name_as_printed or None) if named else None,
        "confidentiality": row.confidentiality,
        "shares_the_views": row.shares_the_views,
        "source": source_told(row.source, sight),
    }
