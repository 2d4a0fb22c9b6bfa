"""Filters of the lists of sources and conflicts."""

from kb.records.models import Conflict, Source
from kb.search.filters import ListFilters, WordFilter, WordsFilter


class SourceFilters(ListFilters):
    q = WordsFilter("title", "publisher", "reference", label="Title, publisher or reference")
    kind = WordFilter("kind", choices=Source.Kind.choices, label="Kind")

    class Meta:
        model = Source
        fields: list[str] = []


class ConflictFilters(ListFilters):
    class Meta:
        model = Conflict
        fields: list[str] = []
