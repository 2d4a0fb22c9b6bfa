"""The vote itself with everything that its page needs of it: one query with few joins."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, Field, GeneratedField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kb.council.models import AgendaItem, State
from kb.pages.demo.ids import demonstration_pages
from kb.pages.parts.changes import with_last_change
from kb.pages.parts.named import text_symbol
from kb.records.models import Conflict, Source
from kb.records.prepared import prepared
from statements.models import Ask, ClaimCheck
from votes.models import Draft, Initiative, Reading, RollCall

# What a vote may have and may lack. Each as a join doubles the time that PostgreSQL takes to choose
# an order of joins, two milliseconds for all of them; as a row in JSON it costs next to nothing.
OPTIONAL: dict[str, type[Model]] = {
    "draft": Draft,
    "requested_by": State,
    "resolution__agenda_item": AgendaItem,
    "resolution__initiative": Initiative,
    "resolution__source": Source,
}


def with_page_facts(votes: "QuerySet[RollCall]", at: datetime) -> "QuerySet[RollCall]":
    """Votes with all that their page needs of them at `at`, and of what it need not ask at all.

    `has_…` are true as well where nothing of it is public: the page itself asks by the gate.
    """
    asks = Ask.objects.filter(
        Q(roll_call=OuterRef("pk")) | Q(roll_call=None, resolution=OuterRef("resolution"))
    )
    records = [OuterRef("public_id"), OuterRef("resolution__public_id")]
    return votes.select_related("resolution__body", "resolution__session").annotate(
        text_symbol=text_symbol(),
        accepted_listed=Subquery(
            Reading.objects.filter(pk=OuterRef("accepted_reading")).order_by().values("listed")
        ),
        has_asks=Exists(asks),
        has_claims=Exists(ClaimCheck.objects.filter(roll_call=OuterRef("pk"))),
        has_conflicts=Exists(Conflict.objects.filter(record__in=records)),
        before_row=_neighbour(at, Q(held_on__lt=OuterRef("held_on")), "-held_on", "-pk"),
        after_row=_neighbour(at, Q(held_on__gt=OuterRef("held_on")), "held_on", "pk"),
        **{f"{path}_row": _row(path, model) for path, model in OPTIONAL.items()},
    )


def _neighbour(at: datetime, side: Q, *order: str) -> Subquery:
    """The next public vote with a result that settled a text of the same initiative."""
    family = RollCall.objects.published(at).filter(
        side, is_final=True, resolution__initiative=OuterRef("resolution__initiative")
    )
    with_result = family.exclude(standing=RollCall.Standing.NONE).order_by(*order)
    row = JSONObject(pk="pk", slug="slug", held_on="held_on", symbol=text_symbol())
    return Subquery(with_result.values(row=row)[:1])


def votes_with_pages(at: datetime) -> "QuerySet[RollCall]":
    """Votes as their own page takes them. The banner's question rides with them."""
    votes = with_last_change(with_page_facts(RollCall.objects.all(), at))
    return votes.annotate(is_demonstration=Exists(demonstration_pages(at)))


@prepared
def public_vote(*, slug: str, at: datetime) -> "QuerySet[RollCall]":
    """The vote with that address, if it is public at `at`."""
    return votes_with_pages(at).published(at).filter(slug=slug).order_by()


def _row(path: str, model: type[Model]) -> Subquery:
    columns = {field.attname: field.attname for field in model._meta.concrete_fields}
    rows = model._default_manager.filter(pk=OuterRef(path)).order_by()
    return Subquery(rows.values(row=JSONObject(**columns)))


def complete(roll_call: RollCall) -> None:
    """Gives the vote and its text, selected `with_page_facts()`, what they may have."""
    for path, model in OPTIONAL.items():
        if row := getattr(roll_call, f"{path}_row"):
            *owner, name = path.split("__")
            setattr(roll_call.resolution if owner else roll_call, name, _record(model, row))


def _record(model: type[Model], row: dict[str, Any]) -> Model:
    columns = {field.attname: _value(field, row) for field in model._meta.concrete_fields}
    return model.from_db("default", list(columns), list(columns.values()))


def _value(field: Field, row: dict[str, Any]) -> Any:
    kind = field.output_field if isinstance(field, GeneratedField) else field
    value = kind.to_python(row[field.attname])
    # SQLite keeps instants in UTC and does not say so.
    is_naive = isinstance(value, datetime) and value.tzinfo is None
    return value.replace(tzinfo=UTC) if is_naive else value
