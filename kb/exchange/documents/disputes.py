"""Which conflicts the public sees: over public records, where public sources really differ."""

from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from kb.council.models import Body, Group, Seat, Session, State
from kb.records.models import Conflict, ConflictValue, Publishable, Record
from kb.search.visibility import visible
from statements.models import Article, Organisation, Person, Statement
from votes.models import Initiative, Resolution, RollCall

# {what a conflict can be about: the name of its kind}
SUBJECTS: dict[type[Record], str] = {
    Body: "bodies",
    Session: "sessions",
    State: "states",
    Group: "groups",
    Seat: "seats",
    Initiative: "initiatives",
    Resolution: "resolutions",
    RollCall: "votes",
    Statement: "statements",
    Article: "articles",
    Organisation: "organisations",
    Person: "people",
}
KIND_NAMES = {model.record_kind(): name for model, name in SUBJECTS.items()}


def disputed_conflicts(at: datetime) -> "QuerySet[Conflict]":
    """Those with at least two different values of public sources."""
    values = (
        ConflictValue.objects.filter(visible(at, "source__"), conflict=OuterRef("pk"))
        .order_by()
        .values("conflict")
        .annotate(number=Count("value", distinct=True))
    )
    conflicts = Conflict.objects.filter(_about_public_records(at))
    return conflicts.annotate(values_told=Subquery(values.values("number"))).filter(
        values_told__gte=2
    )


def _about_public_records(at: datetime) -> Q:
    about = Q()
    for model in SUBJECTS:
        records = model._base_manager.all()
        if issubclass(model, Publishable):
            records = model.objects.published(at)
        kind = Q(subject_kind=model.record_kind())
        about |= kind & Q(record__in=records.order_by().values("public_id"))
    return about
