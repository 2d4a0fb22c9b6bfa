"""Whose documents hang on which records: what must be looked at again when some were written.

To look at too many costs a moment, to look at too few would leave a partner's copy wrong for ever:
where in doubt, a rule takes more. A test holds the rules against a full recomputation.
"""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model, Q

from kb.council.models import Session
from kb.records.models import Conflict, Ledger, Record, Source
from statements.models import Article, Ask, ClaimCheck, Organisation, Person, Signature, Statement
from votes.models import Ballot, Initiative, Reading, Resolution, RollCall

# With more than these, everything is looked at again.
MOST = 5_000

Keys = set[int]
Found = dict[type[Record], Keys]


class TooMany(Exception):
    """So much hangs on these records that everything may as well be looked at."""


class Rule(NamedTuple):
    """Records of `model` are found by a path that leads to what is found already of `via`."""

    model: type[Record]
    path: str
    via: type[Record]


PARTS = ("quotes", "asks", "mentions", "claimchecks")
# By the public id of the record itself or of what stands in it alone.
OWN: dict[type[Record], tuple[str, ...]] = {
    Source: ("public_id",),
    Session: ("public_id",),
    Organisation: ("public_id",),
    Person: ("public_id", "roles__public_id"),
    Initiative: ("public_id",),
    Resolution: (
        "public_id",
        "roll_calls__public_id",
        "roll_calls__readings__public_id",
    ),
    Statement: (
        "public_id",
        "signatures__public_id",
        *(f"{part}__public_id" for part in PARTS),
    ),
    Article: ("public_id", *(f"{part}__public_id" for part in PARTS)),
}
# Whoever is named or cited is seen in what names or cites it.
NAMED = (
    Rule(Person, "roles__organisation", Organisation),
    Rule(Resolution, "initiative", Initiative),
    Rule(Resolution, "session", Session),
    Rule(Resolution, "follow_ups__due_session", Session),
    Rule(Resolution, "source", Source),
    Rule(Resolution, "roll_calls__readings__source", Source),
    Rule(Resolution, "roll_calls__ballots__correction", Source),
    Rule(Statement, "session", Session),
    Rule(Statement, "spoken_by", Person),
    Rule(Statement, "quotes__person", Person),
    Rule(Statement, "signatures__person", Person),
    Rule(Statement, "delivered_by", Organisation),
    Rule(Statement, "signatures__organisation", Organisation),
    Rule(Statement, "source", Source),
    Rule(Statement, "signatures__source", Source),
    Rule(Statement, "claimchecks__source", Source),
    Rule(Statement, "asks__amended_source", Source),
    Rule(Article, "author", Person),
    Rule(Article, "quotes__person", Person),
    Rule(Article, "publisher", Organisation),
    Rule(Article, "source", Source),
    Rule(Article, "claimchecks__source", Source),
    Rule(Article, "asks__amended_source", Source),
)
# What is asked in a statement stands in the documents of the votes that it is about.
ASKED = (
    Rule(Resolution, "asks__statement", Statement),
    Rule(Resolution, "asks__article", Article),
    Rule(Resolution, "roll_calls__asks__statement", Statement),
    Rule(Resolution, "roll_calls__asks__article", Article),
)
# What became of a text is told wherever it was asked about or cited.
CITING = (
    Rule(Statement, "mentions__cited_statement", Statement),
    Rule(Article, "mentions__cited_statement", Statement),
    Rule(Resolution, "amends", Resolution),
    Rule(Initiative, "resolutions", Resolution),
    *(
        Rule(place, path, Resolution)
        for place in (Statement, Article)
        for path in (
            "asks__resolution",
            "asks__roll_call__resolution",
            "mentions__resolution",
            "mentions__roll_call__resolution",
            "claimchecks__roll_call__resolution",
        )
    ),
)
# A source is listed while something public cites it.
CITED: tuple[tuple[type[Model], str, str, type[Record]], ...] = (
    (Resolution, "source", "pk", Resolution),
    (Reading, "source", "roll_call__resolution", Resolution),
    (Ballot, "correction", "roll_call__resolution", Resolution),
    (Statement, "source", "pk", Statement),
    (Signature, "source", "statement", Statement),
    (ClaimCheck, "source", "statement", Statement),
    (Ask, "amended_source", "statement", Statement),
    (Article, "source", "pk", Article),
    (ClaimCheck, "source", "article", Article),
    (Ask, "amended_source", "article", Article),
)


def dependents(ids: Collection[UUID]) -> set[UUID]:
    """The public ids of every record whose document may say something of the records `ids`.

    A fixed number of queries. Raises TooMany.
    """
    ids = {*ids, *_subjects_of_conflicts(ids)}
    found = {model: _by_public_id(model, paths, ids) for model, paths in OWN.items()}
    _follow(NAMED, found)
    # A text that is asked about in them has not changed itself: what else cites it, stays as it is.
    asked = dict(found)
    _follow(ASKED, asked)
    _follow(CITING, found)
    texts = found[Resolution] | asked[Resolution]
    found[Source] = found[Source] | _sources_of(found | {Resolution: texts})
    found[Resolution] = texts
    found[RollCall] = _keys(RollCall, Q(resolution__in=texts))
    records = ids | _public_ids(found)
    sources = Ledger.objects.filter(record__in=records, source__isnull=False)
    disputes = Conflict.objects.filter(record__in=records)
    records |= set(sources.values_list("source__public_id", flat=True).distinct())
    records |= set(disputes.values_list("values__source__public_id", flat=True).distinct())
    records |= set(disputes.values_list("public_id", flat=True))
    return _few({each for each in records if each})


def _subjects_of_conflicts(ids: Collection[UUID]) -> set[UUID]:
    own = Conflict.objects.filter(public_id__in=ids).values_list("record", flat=True)
    said = Conflict.objects.filter(values__source__public_id__in=ids)
    return {*own, *said.values_list("record", flat=True)}


def _by_public_id(model: type[Record], paths: Iterable[str], ids: Collection[UUID]) -> Keys:
    return _union(_keys(model, Q(**{f"{path}__in": ids})) for path in paths)


def _follow(rules: Iterable[Rule], found: Found) -> None:
    """Adds to `found` what the rules lead to, each from what those before it found."""
    for model, path, via in rules:
        if found[via]:
            found[model] = found[model] | _keys(model, Q(**{f"{path}__in": found[via]}))


def _sources_of(found: Found) -> Keys:
    return _union(
        set(
            citing.objects.filter(**{f"{path}__in": found[of]})
            .exclude(**{column: None})
            .values_list(column, flat=True)
            .distinct()
        )
        for citing, column, path, of in CITED
        if found[of]
    )


def _public_ids(found: Found) -> set[UUID]:
    return _union(
        set(model._base_manager.filter(pk__in=keys).values_list("public_id", flat=True))
        for model, keys in found.items()
    )


def _keys(model: type[Record], condition: Q) -> Keys:
    return _few(set(model._base_manager.filter(condition).values_list("pk", flat=True)))


def _few(found: set[Any]) -> set[Any]:
    if len(found) > MOST:
        raise TooMany
    return found


def _union(sets: Iterable[set[Any]]) -> set[Any]:
    return reduce(or_, sets, set())
