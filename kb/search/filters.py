"""What the filters of every list share: words in an address, strictly read, and how to say them.

They know nothing of pages: the partners' lists take the very same filters.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from kb.search.parameters import BadParameter

Option = tuple[str, str]
Records = Callable[[datetime], "QuerySet[Any]"]
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in use: its word in the address, what that means, and how a heading says it."""

    name: str
    label: str
    word: str
    shown: str
    in_words: str


class ListFilter(django_filters.Filter):
    """One filter of a list.

    `expected` goes on from “takes”, `phrase` is how a heading says what was chosen: "asked of {}".
    `needs` names another filter without which this one says nothing. One that `is_computed` goes
    last, so that only what all others let through is looked at.
    """

    def __init__(
        self,
        *args: Any,
        expected: str = "",
        phrase: str = "{}",
        needs: str = "",
        is_computed: bool = False,
        **kwargs: Any,
    ) -> None:
        self.expected, self.phrase, self.needs = expected, phrase, needs
        self.is_computed = is_computed
        super().__init__(*args, **kwargs)

    def chosen(self, name: str, value: Any) -> Chosen:
        shown = self.shown(value)
        return Chosen(name, self.label, self.word(value), shown, self.phrase.format(shown))

    def options(self) -> list[Option] | None:
        """(word, what it means) of what can be chosen; None where words or days are typed."""
        return None

    def word(self, value: Any) -> str:
        """How the address says it."""
        return str(value)

    def shown(self, value: Any) -> str:
        return str(value)


class WordsFilter(ListFilter):
    """Rows that hold every word, each in one of `columns`, whatever the capitals."""

    field_class = forms.CharField

    def __init__(self, *columns: str, **kwargs: Any) -> None:
        self.columns = columns
        expected = f"words, {LONGEST} characters at most"
        super().__init__(max_length=LONGEST, expected=expected, **kwargs)

    def filter(self, rows: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
        for each in value.split():
            held = (
                Q(**{f"{column}__icontains": spelling})
                for column in self.columns
                for spelling in _spellings(each)
            )
            found = self.model._default_manager.filter(_any(held)).order_by()
            rows = rows.filter(pk__in=found.values("pk"))
        return rows

    def shown(self, value: str) -> str:
        return f"“{value}”"


class DayFilter(ListFilter):
    field_class = forms.DateField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        formats, expected = ["%Y-%m-%d"], "a day, such as 2020-06-22"
        super().__init__(*args, input_formats=formats, expected=expected, **kwargs)

    def word(self, value: date) -> str:
        return value.isoformat()

    def shown(self, value: date) -> str:
        return f"{value.day} {value:%B %Y}"


class WordField(forms.ChoiceField):
    def to_python(self, value: Any) -> str:
        """Hyphens stand for what the record writes with underscores."""
        return super().to_python(value).replace("-", "_")


class WordFilter(ListFilter):
    """One of a few words of the record, such as those of a field with choices."""

    field_class = WordField

    def __init__(self, *args: Any, choices: Iterable[Option], **kwargs: Any) -> None:
        self.choices = list(choices)
        expected = f"one of: {', '.join(word for word, _ in self.choices)}"
        super().__init__(*args, choices=self.choices, expected=expected, **kwargs)

    def options(self) -> list[Option]:
        return self.choices

    def shown(self, value: str) -> str:
        return dict(self.choices)[value]


class NumberFilter(ListFilter):
    """A whole number; `least` and `most` bound what is understood."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, least: int, most: int, **kwargs: Any) -> None:
        expected = f"a whole number from {least} to {most}"
        bounds = {"min_value": least, "max_value": most}
        super().__init__(*args, expected=expected, **bounds, **kwargs)


class RecordField(forms.CharField):
    """The record that a word names."""

    def __init__(self, *args: Any, records: "QuerySet[Any]", by: str, **kwargs: Any) -> None:
        self.records, self.by = records, by
        super().__init__(*args, max_length=120, **kwargs)

    def clean(self, value: Any) -> Model | None:
        word = super().clean(value)
        found = self.records.filter(**{f"{self.by}__iexact": word}).first() if word else None
        if word and found is None:
            raise forms.ValidationError("There is none.")
        return found


class RecordFilter(ListFilter):
    """What belongs to one public record, named by the word in its own address.

    `records` are those that are public at an instant: a hidden one is refused as one that does not
    exist. `offered` are those of them that lead to something.
    """

    field_class = RecordField

    def __init__(
        self,
        *args: Any,
        records: Records,
        by: str = "slug",
        offered: Records | None = None,
        **kwargs: Any,
    ) -> None:
        self.records, self.by, self.offered = records, by, offered or records
        super().__init__(*args, **kwargs)

    @property
    def field(self) -> RecordField:
        if not hasattr(self, "_field"):
            records = self.records(self.parent.at)
            self._field = RecordField(label=self.label, required=False, records=records, by=self.by)
        return self._field

    def options(self) -> list[Option]:
        return [(self.word(each), str(each)) for each in self.offered(self.parent.at)]

    def word(self, value: Model) -> str:
        return str(getattr(value, self.by))

    def shown(self, value: Model) -> str:
        return str(value)


class ListFilters(django_filters.FilterSet):
    """The filters of one list of what is public at `at`.

    `day_column` is the column that `from` and `to` bound, both days included.
    """

    day_column = ""

    def __init__(self, data: QueryDict, rows: "QuerySet[Any]", *, at: datetime) -> None:
        self.at = at
        super().__init__(data, rows)

    @classmethod
    def get_filters(cls) -> dict[str, ListFilter]:
        """`from` is a word of the language, so it cannot be declared as an attribute."""
        days = {}
        if cls.day_column:
            days["from"] = DayFilter(cls.day_column, "gte", label="From", phrase="from {}")
            days["to"] = DayFilter(cls.day_column, "lte", label="To", phrase="to {}")
        return super().get_filters() | days

    def matching(self) -> "QuerySet[Any]":
        """The rows that all filters in use let through. Raises BadParameter for a wrong one."""
        for name, each in self.filters.items():
            if len(self.data.getlist(name)) > 1:
                raise BadParameter(name, "one value")
            if name in self.errors:
                raise BadParameter(name, each.expected)
            if each.needs and self._value(name) and not self._value(each.needs):
                raise BadParameter(name, f"{each.expected}, together with “{each.needs}”")
        return self.qs

    def filter_queryset(self, rows: "QuerySet[Any]") -> "QuerySet[Any]":
        for name in sorted(self.filters, key=lambda name: self.filters[name].is_computed):
            rows = self.filters[name].filter(rows, self._value(name))
        return rows

    def chosen(self) -> list[Chosen]:
        """The filters in use, in the order of the form. Only of filters that are `matching()`."""
        return [
            each.chosen(name, value)
            for name, each in self.filters.items()
            if (value := self._value(name))
        ]

    def record(self, name: str) -> Any:
        """What was chosen: the record, word or day; None where nothing was."""
        return self._value(name) or None

    def _value(self, name: str) -> Any:
        return self.form.cleaned_data.get(name)


def _spellings(word: str) -> set[str]:
    """SQLite takes capitals for small letters in ASCII alone."""
    return {word} if word.isascii() else {word.lower(), word.upper(), word.capitalize()}


def _any(conditions: Iterable[Q]) -> Q:
    found = Q()
    for each in conditions:
        found |= each
    return found
