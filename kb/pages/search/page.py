"""Search: what holds the words that somebody typed, or where their symbol leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from kb.pages.parts.frames import PageHead, shortened
from kb.pages.parts.shown import Link, absolute
from kb.pages.search.lines import BY_RECORD, KINDS, FoundLine, Kind, line_of
from kb.pages.search.names import sessions_called, states_called
from kb.pages.symbol.page import look_up
from kb.records.addresses import WithdrawnPage
from kb.search.engine import MOST, search
from kb.search.words import typed_words
from votes.symbols import LONGEST

# How many States and how many sessions stand before everything else.
FIRST = 10


@dataclass(frozen=True, slots=True)
class KindChoice:
    """`url` is empty for the one that is shown."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What `pages/search.html` prints. `note` says what is left out, `nothing` what to do."""

    head: PageHead
    typed: str
    title: str
    kinds: list[KindChoice]
    lines: list[FoundLine]
    note: str
    nothing: str


def symbol_address(typed: str, at: datetime) -> str:
    """Where a typed symbol leads: to its text, or to what explains it; empty for other words."""
    if len(typed) > LONGEST or not any(map(str.isdigit, typed)):
        return ""
    try:
        found = look_up(typed, None, at)
    except Http404:
        return ""
    except WithdrawnPage:
        found = None
    return found.url if isinstance(found, Link) else reverse("symbol", args=[typed])


def search_page(typed: str, kind: Kind | None, at: datetime) -> SearchPage:
    """What is public at `at`. Four queries at most, however much is found."""
    words = typed_words(typed)
    hits = search(typed, at, kinds=[kind.record] if kind else ())
    lines = {
        "states": states_called(words),
        "sessions": sessions_called(words),
    }
    numbers = {word: len(found) for word, found in lines.items()}
    numbers |= {BY_RECORD[record].word: number for record, number in hits.numbers.items()}
    found = [line_of(entry, words) for entry in hits.entries]
    shown = _shown(lines, found, kind)
    number = numbers.get(kind.word, 0) if kind else sum(numbers.values())
    title = _title(typed, number, kind)
    return SearchPage(
        head=_head(typed, kind, title),
        typed=typed,
        title=title,
        kinds=_choices(typed, kind, numbers),
        lines=shown,
        note=_note(len(shown), number),
        nothing="" if shown else _nothing(typed, words),
    )


def address(typed: str, kind: Kind | None = None) -> str:
    words = {"q": typed} | ({"kind": kind.word} if kind else {})
    return f"{reverse('search')}?{urlencode(words)}" if typed else reverse("search")


def _shown(
    named: dict[str, list[FoundLine]], found: Sequence[FoundLine], kind: Kind | None
) -> list[FoundLine]:
    if kind:
        return [*named.get(kind.word, found)][:MOST]
    names = [line for lines in named.values() for line in lines[:FIRST]]
    return [*names, *found][:MOST]


def _title(typed: str, number: int, kind: Kind | None) -> str:
    """ "12 results for “swaziland”", "3 votes for “swaziland”"."""
    if not typed:
        return "Search"
    if kind:
        what = kind.one if number == 1 else kind.many
        what = what if kind.word == "states" else what.lower()
    else:
        what = "result" if number == 1 else "results"
    return f"{f'{number:,}' if number else 'No'} {what} for “{shortened(typed, 80)}”"


def _head(typed: str, kind: Kind | None, title: str) -> PageHead:
    return PageHead(
        head_title=title,
        description="Votes, texts, statements, articles, organisations, people, States and "
        "sessions by title, symbol and name.",
        permanent_url=absolute(address(typed, kind)),
        breadcrumbs=[Link("Search")],
    )


def _choices(typed: str, kind: Kind | None, numbers: dict[str, int]) -> list[KindChoice]:
    """All, and each kind of which there is something; no choice where there is but one."""
    there = [each for each in KINDS if numbers.get(each.word)]
    if len(there) < 2 and kind is None:
        return []
    everything = KindChoice("Everything", address(typed) if kind else "")
    return [
        everything,
        *(
            KindChoice(
                f"{each.many} ({numbers[each.word]})", "" if each is kind else address(typed, each)
            )
            for each in there
        ),
    ]


def _note(shown: int, number: int) -> str:
    if shown >= number:
        return ""
    return f"The best {shown} are shown. Add a word, or choose a kind above, to see others."


def _nothing(typed: str, words: Sequence[str]) -> str:
    if not typed:
        return (
            "Type the symbol of a text as you have it, or words of a title, a statement, a State, "
            "an organisation or a person. Capitals and accents do not matter, and the last word "
            "may be only begun."
        )
    if not words:
        return "There is no letter and no figure in it. Type a symbol, or words of a title or name."
    return (
        "Nothing public holds all of these words. Leave one out, type only the beginning of the "
        "last one, or start from the lists of votes, States and statements."
    )
