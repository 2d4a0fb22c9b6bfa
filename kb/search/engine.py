"""Words to public pages: one function, with SQLite's FTS5 or PostgreSQL's text search behind it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import BooleanField, Count, FloatField, QuerySet
from django.db.models.expressions import RawSQL

from kb.search.models import SearchEntry
from kb.search.visibility import visible
from kb.search.words import decomposed, typed_words

MOST = 100


@dataclass(frozen=True, slots=True)
class Hits:
    """The best entries, and {kind: how many there are of it in all}."""

    entries: list[SearchEntry]
    numbers: dict[str, int]


def search(query: str, at: datetime, *, kinds: Collection[str] = (), limit: int = MOST) -> Hits:
    """What the public may see at `at` and holds every word of `query`, the best first.

    The last word is looked for as a beginning. Accents, capitals and punctuation do not matter; a
    word of a title counts more than one of a text. `kinds` narrows the entries, not the numbers.
    Two queries; none where nothing was typed that could be found.
    """
    words = typed_words(query)
    if not words:
        return Hits([], {})
    matching = _ENGINES[connection.vendor](SearchEntry.objects.filter(visible(at)), words)
    counted = matching.order_by().values("kind").annotate(number=Count("pk"))
    numbers = dict(counted.values_list("kind", "number"))
    shown = matching.filter(kind__in=kinds) if kinds else matching
    return Hits(list(shown.order_by("-rank", "pk")[:limit]), numbers)


def _sqlite(entries: QuerySet[SearchEntry], words: list[str]) -> QuerySet[SearchEntry]:
    """The index takes off accents by itself. Of bm25() the lowest is the best."""
    query = " ".join(f'"{word}"' for word in words) + "*"
    joined = entries.extra(
        tables=["search_index"],
        where=["search_index.rowid = search_searchentry.id", "search_index MATCH %s"],
        params=[query],
    )
    return joined.annotate(rank=RawSQL("-bm25(search_index, 10.0, 1.0)", (), FloatField()))


def _postgres(entries: QuerySet[SearchEntry], words: list[str]) -> QuerySet[SearchEntry]:
    query = " & ".join(f"'{decomposed(word)}'" for word in words) + ":*"
    found = RawSQL("words @@ to_tsquery('simple', %s)", (query,), BooleanField())
    rank = RawSQL("ts_rank(words, to_tsquery('simple', %s))", (query,), FloatField())
    return entries.filter(found).annotate(rank=rank)


_ENGINES = {"sqlite": _sqlite, "postgresql": _postgres}
