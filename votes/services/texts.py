"""Texts on their way: drafts, adoption, and the addresses that follow them."""

from datetime import date
from typing import Any

from kb.records.ledger import writes
from kb.records.models import Source
from kb.records.parts import in_words, part_change
from kb.records.services import Refused, save_record
from votes.models import Draft, FollowUp, Resolution, Sponsorship
from votes.symbols import lookup_key


@writes
def add_draft(
    *,
    resolution: Resolution,
    symbol: str,
    by: Any,
    note: str = "",
    tabled_on: date | None = None,
    address: str = "",
    reason: str = "",
    source: Source | None = None,
) -> Draft:
    """Add the next draft of a text; the first one may come with a text that is not saved yet.

    Until it is adopted, the text and its final vote have the address of their latest draft, or
    `address` where another text has that already: symbols repeat.
    """
    why = {"by": by, "reason": reason, "source": source}
    if not resolution.symbol:
        resolution.slug = _free_address(resolution, address or lookup_key(symbol))
    if resolution._state.adding:
        save_record(resolution, **why)
    draft = Draft(
        resolution=resolution,
        symbol=symbol,
        order=resolution.drafts.count() + 1,
        note=note,
        tabled_on=tabled_on,
    )
    draft.full_clean()
    draft.save()
    save_text(resolution, action="draft added", details={"draft": [None, symbol]}, **why)
    return draft


@writes
def correct_draft(
    draft: Draft,
    *,
    by: Any,
    address: str = "",
    reason: str = "",
    source: Source | None = None,
) -> Draft:
    """Save a draft whose symbol, note or day was put right; the address follows the latest one."""
    resolution, stored = draft.resolution, Draft.objects.get(pk=draft.pk)
    before = in_words(stored)
    draft.full_clean()
    draft.save()
    is_latest = draft == resolution.drafts.last()
    if is_latest and draft.symbol != stored.symbol and not resolution.symbol:
        resolution.slug = _free_address(resolution, address or draft.symbol_key)
    details = part_change(draft, before)
    save_text(resolution, by=by, reason=reason, source=source, details=details)
    return draft


def _free_address(resolution: Resolution, address: str) -> str:
    if Resolution.objects.filter(slug=address).exclude(pk=resolution.pk).exists():
        raise Refused(
            f"Another text has the address “{address}”. Symbols repeat: give this one an address "
            f"with words of its own, such as “{address}-on-torture”."
        )
    return address


@writes
def save_text(
    resolution: Resolution,
    *,
    by: Any,
    reason: str = "",
    source: Source | None = None,
    action: str = "",
    details: dict[str, Any] | None = None,
) -> Resolution:
    """Save a text; the vote that has its address keeps having it, and the former one leads on."""
    stored = Resolution.objects.filter(pk=resolution.pk).values_list("slug", flat=True)
    before = stored.first()
    why = {"by": by, "reason": reason, "source": source}
    save_record(resolution, action=action, details=details, **why)
    if before not in (None, resolution.slug):
        for roll_call in resolution.roll_calls.filter(slug=before):
            roll_call.slug = resolution.slug
            save_record(roll_call, **why)
    return resolution


@writes
def adopt(
    *,
    resolution: Resolution,
    symbol: str,
    outcome: str,
    acted_on: date | None,
    by: Any,
    reason: str = "",
    source: Source | None = None,
) -> Resolution:
    """Give an adopted text its symbol and day; its final vote moves with it."""
    resolution.symbol, resolution.outcome, resolution.acted_on = symbol, outcome, acted_on
    return save_text(resolution, by=by, reason=reason, source=source, action="adopted")


@writes
def add_to_text(part: Sponsorship | FollowUp, *, by: Any) -> Sponsorship | FollowUp:
    """Add a sponsor, or something that the text orders, with a row in the text's ledger."""
    part.full_clean()
    part.save()
    details = {str(part._meta.verbose_name): [None, str(part)]}
    save_record(part.resolution, by=by, action="added", details=details)
    return part
