"""Who stands behind a statement: how many it declares, and those whom we know and may tell."""

from dataclasses import dataclass
from datetime import datetime

from kb.pages.parts.shown import Link
from kb.records.models import Source
from statements.models import Signature, Statement


@dataclass(frozen=True, slots=True)
class Signatory:
    """`source` only where it is not the statement's own."""

    name: str
    note: str = ""
    source: Link | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class ShownSignatories:
    """`summary` is "11 declared, 2 known, 9 not yet identified". `sources` are not filtered."""

    summary: str
    known: list[Signatory]
    sharing: list[Signatory]
    sources: list[Source]


def shown_signatories(statement: Statement, at: datetime) -> ShownSignatories | None:
    """One query. The organisation that delivered the statement is one of those declared."""
    signatures = list(Signature.objects.filter(statement=statement).listed(at))
    signed = [each for each in signatures if not each.shares_the_views]
    known = [_signatory(each, statement, at) for each in signed]
    speaker = statement.delivered_by
    if speaker and speaker.is_public(at) and not any(_is(each, speaker.pk) for each in signed):
        known.insert(
            0, Signatory(speaker.name, _delivered(statement), url=speaker.get_absolute_url())
        )
    sharing = [_signatory(each, statement, at) for each in signatures if each.shares_the_views]
    if not signatures and statement.declared_signatories is None:
        return None
    sources = [each.source for each in signatures if each.source]
    return ShownSignatories(_summary(statement, len(known)), known, sharing, sources)


def _is(signature: Signature, organisation: int) -> bool:
    return signature.organisation_id == organisation and signature.is_named


def _signatory(signature: Signature, statement: Statement, at: datetime) -> Signatory:
    source = signature.source
    elsewhere = source and source.pk != statement.source_id and source.is_public(at)
    is_speaker = statement.delivered_by_id and _is(signature, statement.delivered_by_id)
    return Signatory(
        name=signature.shown_as,
        note=_delivered(statement) if is_speaker else "",
        source=Link(str(source), source.url) if elsewhere else None,
        url=_page(signature),
    )


def _page(signature: Signature) -> str:
    """Of the organisation, else of the person; a signature by role alone leads to nobody."""
    signed = (signature.organisation or signature.person) if signature.is_named else None
    return signed.get_absolute_url() if signed else ""


def _delivered(statement: Statement) -> str:
    return "delivered it" if statement.modality == Statement.Modality.ORAL else "issued it"


def _summary(statement: Statement, known: int) -> str:
    if statement.declared_signatories is None:
        return f"{known} known; the statement does not say how many signed"
    missing = statement.not_identified(known)
    parts = [f"{statement.declared_signatories} declared", f"{known} known"]
    if missing:
        parts.append(f"{missing} not yet identified")
    return ", ".join(parts)
