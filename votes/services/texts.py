"""Texts on their way: drafts, adoption, and the addresses that follow them."""

from datetime import date
from typing import Any

from kb.records.ledger import writes
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
) -> Draft:
    """Add the next draft of a text; the first one may come with a text that is not saved yet.

    Until it is adopted, the text and its final vote have the address of their latest draft, or
    `address` where another text has that already: symbols repeat.
    """
    is_new = resolution._state.adding
    before = resolution.slug
    if not resolution.symbol:
        resolution.slug = _free_address(resolution, address or lookup_key(symbol))
    if is_new:
        save_record(resolution, by=by)
    draft = Draft(
        resolution=resolution,
        symbol=symbol,
        order=resolution.drafts.count() + 1,
        note=note,
        tabled_on=tabled_on,
    )
    draft.full_clean()
    draft.save()
    save_record(resolution, by=by, action="draft added", details={"draft": [None, symbol]})
    _move_votes(resolution, before, by)
    return draft


def _free_address(resolution: Resolution, address: str) -> str:
    if Resolution.objects.filter(slug=address).exclude(pk=resolution.pk).exists():
        raise Refused(
            f"Another text has the address “{address}”. Symbols repeat: give this one an address "
            f"with words of its own, such as “{address}-on-torture”."
        )
    return address


@writes
def adopt(
    *, resolution: Resolution, symbol: str, outcome: str, acted_on: date, by: Any
) -> Resolution:
    """Give an adopted text its symbol and day; its final vote moves with it."""
    before = resolution.slug
    resolution.symbol, resolution.outcome, resolution.acted_on = symbol, outcome, acted_on
    save_record(resolution, by=by, action="adopted")
    _move_votes(resolution, before, by)
    return resolution


def _move_votes(resolution: Resolution, before: str, by: Any) -> None:
    """The vote that has its text's address keeps having it; the former one leads on."""
    if not before or before == resolution.slug:
        return
    for roll_call in resolution.roll_calls.filter(slug=before):
        roll_call.slug = resolution.slug
        save_record(roll_call, by=by)


@writes
def add_to_text(part: Sponsorship | FollowUp, *, by: Any) -> Sponsorship | FollowUp:
    """Add a sponsor, or something that the text orders, with a row in the text's ledger."""
    part.full_clean()
    part.save()
    details = {str(part._meta.verbose_name): [None, str(part)]}
    save_record(part.resolution, by=by, action="added", details=details)
    return part
