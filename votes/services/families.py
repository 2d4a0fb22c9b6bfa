"""Initiatives proposed from the texts on record, and those that staff confirm."""

from collections.abc import Sequence
from typing import Any

from kb.records.ledger import writes
from kb.records.services import Refused, publish, save_record
from votes.analysis.families import Proposal, TextRow, propose
from votes.models import Initiative, Resolution, Sponsorship
from votes.services.texts import save_text

_COLUMNS = (
    "pk",
    "public_id",
    "body__code",
    "session__code",
    "acted_on",
    "title",
    "outcome",
    "initiative__slug",
)
_ADOPTED = {Resolution.Outcome.ADOPTED_BY_VOTE, Resolution.Outcome.ADOPTED_WITHOUT_VOTE}


def proposed_families() -> list[Proposal]:
    """Texts by their public ids, initiatives by their addresses. Two queries.

    Amendments are left out: they follow the text that they amend.
    """
    texts = Resolution.objects.exclude(kind=Resolution.Kind.AMENDMENT)
    texts = texts.exclude(state=Resolution.State.WITHDRAWN).order_by()
    sponsors = _main_sponsors()
    return propose(
        TextRow(
            key=str(public_id),
            body=body,
            session=session,
            day=day,
            title=title,
            sponsors=sponsors.get(key, ()),
            is_adopted=outcome in _ADOPTED,
            initiative=initiative,
        )
        for key, public_id, body, session, day, title, outcome, initiative in texts.values_list(
            *_COLUMNS
        )
    )


def _main_sponsors() -> dict[int, tuple[str, ...]]:
    """{key of the text: its main sponsors, as the source lists them}; a State under one name."""
    main = Sponsorship.objects.filter(role=Sponsorship.Role.MAIN).order_by("pk")
    found: dict[int, tuple[str, ...]] = {}
    for text, state, printed in main.values_list("resolution", "state__name", "name_as_printed"):
        found[text] = (*found.get(text, ()), state or printed)
    return found


@writes
def confirm_family(
    *,
    texts: Sequence[Resolution],
    initiative: Initiative | None,
    title: str,
    slug: str,
    is_public: bool,
    reason: str,
    by: Any,
) -> Initiative:
    """Put texts into an initiative; without one, a new one is made of `title` and `slug`.

    All of it or nothing. Raises Refused, and ValidationError for a title or an address.
    """
    _refuse_unfit(texts, initiative)
    if initiative is None:
        initiative = save_record(Initiative(title=title, slug=slug), by=by, reason=reason)
        if is_public:
            publish(initiative, by=by, reason=reason)
    for text in texts:
        text.initiative = initiative
        save_text(text, by=by, reason=reason)
    return initiative


def _refuse_unfit(texts: Sequence[Resolution], initiative: Initiative | None) -> None:
    if initiative is None and len(texts) < 2:
        raise Refused("Tick at least two texts: one alone is no family.")
    if not texts:
        raise Refused("Tick at least one text.")
    for text in texts:
        if text.kind == Resolution.Kind.AMENDMENT:
            raise Refused(f"“{text}” is an amendment: it follows the text that it amends.")
        if text.initiative_id is not None and text.initiative != initiative:
            raise Refused(f"“{text}” is in “{text.initiative}” already. Look at the page again.")
