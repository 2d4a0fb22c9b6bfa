"""The record behind a word in an address: its slug, its code or its id."""

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.http import Http404

from kb.exchange.api.parameters import LONGEST_NAME
from kb.exchange.documents.kind import Kind
from kb.records.addresses import MovedPage, WithdrawnPage, raise_if_moved
from kb.records.models import Publishable
from kb.records.prepared import prepared


def find(kind: Kind, word: str, at: datetime) -> Any:
    """The record of that kind that is public at `at`.

    Raises Http404 (never public, or unknown: the same answer), WithdrawnPage, or MovedPage with
    the record's slug of today as its address.
    """
    if len(word) > LONGEST_NAME:
        raise Http404
    named = _named(kind, word)
    found = _by_slug(kind)(slug=word, at=at) if "slug" in named else kind.rows(at).filter(**named)
    if found:
        return found[0]
    if issubclass(kind.model, Publishable):
        _raise_where_it_went(kind.model, named, at)
    raise Http404


@cache
def _by_slug(kind: Kind) -> prepared:
    """Records are mostly asked for by their slug: the SQL for that is made once a process."""
    return prepared(lambda *, slug, at: kind.rows(at).filter(slug=slug))


def _raise_where_it_went(model: type[Publishable], named: dict[str, Any], at: datetime) -> None:
    hidden = model.objects.filter(**named).first()
    gone = hidden.gone_since(at) if hidden else None
    if gone is not None:
        raise WithdrawnPage(gone)
    if hidden is None and "slug" in named:
        try:
            raise_if_moved(model(slug=named["slug"]).get_absolute_url(), at)
        except MovedPage as moved:
            raise MovedPage(moved.url.rstrip("/").rsplit("/", 1)[-1]) from moved


def _named(kind: Kind, word: str) -> dict[str, Any]:
    """Codes are found in any case; a slug has one spelling."""
    ident = _uuid(word)
    if ident is not None:
        return {"public_id": ident}
    if kind.named_by == "public_id":
        raise Http404
    return {f"{kind.named_by}__iexact" if kind.named_by == "code" else kind.named_by: word}


def _uuid(word: str) -> UUID | None:
    """Of the many spellings that Python reads, only the one that answers give."""
    try:
        ident = UUID(word)
    except ValueError:
        return None
    return ident if str(ident) == word.lower() else None
