"""Small things that several pages show: a link, a State, a source, a mark."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.conf import settings
from django.urls import reverse

from kb.records.models import Publishable, Source
from votes.pictures import MARKS, Mark

# What is called by what it is, as "the Russian Federation", and the plain names with an article.
CALLED_BY_KIND = re.compile(
    r"\b(Republic|Federation|Kingdom|Emirates|States?|Islands|Union|See|Group|League|Organi[sz]ation)\b"
)
CALLED_WITH_ARTICLE = frozenset(
    (
        "Bahamas",
        "Comoros",
        "Congo",
        "Gambia",
        "Maldives",
        "Netherlands",
        "Niger",
        "Philippines",
        "Sudan",
    )
)


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ShownState:
    name: str
    mark: Mark | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class ShownSource:
    """`kind` and `dated_on` are left out where `title` says them."""

    title: str
    kind: str
    url: str
    dated_on: date | None
    seen_on: date | None


def shown_source(source: Source) -> ShownSource:
    title = ", ".join(filter(None, [source.title, source.publisher, source.reference]))
    kind, day = source.get_kind_display(), source.dated_on
    return ShownSource(
        title=title,
        kind="" if title.casefold().startswith(kind.casefold()) else kind,
        url=source.url,
        dated_on=None if day and _holds(title, day) else day,
        seen_on=source.retrieved_on,
    )


def _holds(title: str, day: date) -> bool:
    """Whether the day is there in words; "22 June 2020" does not hold the second of June."""
    return re.search(rf"(?<!\d){day_words(day)}(?!\d)", title) is not None


def shown_states(
    codes: Iterable[str], positions: Mapping[str, str], names: Mapping[str, str]
) -> list[ShownState]:
    """States by name with their pages, each with the mark of its position, if it has one."""
    shown = [
        ShownState(
            names.get(code, code),
            MARKS[positions[code]] if code in positions else None,
            state_url(code),
        )
        for code in codes
    ]
    return sorted(shown, key=lambda state: state.name)


@cache
def state_url(code: str) -> str:
    """The page of the State with that code. Large votes ask for it hundreds of times."""
    return reverse("state", args=[code.lower()])


def absolute(path: str) -> str:
    """The permanent address of a page: the configured public address, whatever the request says."""
    return settings.PUBLIC_URL + path


def public_link(record: Publishable | None, at: datetime) -> Link:
    """The name and page of an organisation or a person; both empty where it is not public."""
    if record is None or not record.is_public(at):
        return Link("")
    return Link(str(record), record.get_absolute_url())


def day_words(day: date) -> str:
    """ "22 June 2020"."""
    return f"{day.day} {day:%B %Y}"


def span_words(since: date | None, until: date | None) -> str:
    """ "1 January 2018 to 31 December 2020", "since 1 May 2004"; empty where nothing is known."""
    if since and until:
        return f"{day_words(since)} to {day_words(until)}"
    if since:
        return f"since {day_words(since)}"
    return f"until {day_words(until)}" if until else ""


def with_article(name: str) -> str:
    """A State or group inside a sentence: "the Russian Federation", "the European Union", "China".

    A name with its kind behind it, "Iran (Islamic Republic of)", has none.
    """
    called = name.partition(" (")[0]
    has_article = called in CALLED_WITH_ARTICLE or CALLED_BY_KIND.search(called)
    return f"the {name}" if has_article else name


def counted(number: int, word: str) -> str:
    """ "1 statement", "3 statements"; empty for none."""
    return f"{number} {word}{'' if number == 1 else 's'}" if number else ""


def joined(words: Iterable[str]) -> str:
    """ "a, b and c"."""
    words = list(words)
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
