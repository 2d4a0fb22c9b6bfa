"""Looking up a symbol: straight to its page, to a page of choices, or to none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst

from kb.council.models import Session
from kb.pages.parts.frames import PageHead
from kb.pages.parts.shown import Link, absolute
from kb.pages.symbol.facts import Match, PrintedAs, Typed, matches_of, nearly, printed_as
from kb.pages.vote.words import voted_on
from kb.records.addresses import WithdrawnPage
from votes.models import Draft, Resolution, RollCall
from votes.symbols import TOKEN


@dataclass(frozen=True, slots=True)
class ShownPrinted:
    """One source that prints the symbol for a vote or text, and what the record gives for it."""

    printed: str
    source: Link
    record: Link
    title: str
    day: date | None
    gives: str


@dataclass(frozen=True, slots=True)
class Choice:
    symbol: str
    title: str
    url: str
    what: str


@dataclass(frozen=True, slots=True)
class SymbolPage:
    """What `pages/symbol.html` prints. `choices` have the symbol; `others` have one close to it."""

    head: PageHead
    typed: str
    title: str
    printed: list[ShownPrinted]
    choices: list[Choice]
    others: list[Choice]


def session_of(code: str) -> Session | None:
    """The session that was typed as "hrc43" or "HRC 43"; None where there is no such session."""
    plain = "".join(TOKEN.findall(code.lower()))
    return Session.objects.filter(code=plain).first() if len(plain) <= 20 else None


def look_up(text: str, session: Session | None, at: datetime) -> Link | SymbolPage:
    """Where a typed symbol leads: a link to its page, or a page that explains the choices.

    Raises Http404 where nothing public has it, WithdrawnPage where what had it was withdrawn.
    """
    typed = Typed.of(text, session)
    if not typed.keys:
        raise Http404
    matches, printed = matches_of(typed, at), printed_as(typed, at)
    if not printed and len(matches) == 1:
        return Link(matches[0].symbol, matches[0].record.get_absolute_url())
    if not printed and not matches:
        _raise_if_withdrawn(typed, at)
        raise Http404
    taken = {match.record.public_id for match in matches}
    others = [match for match in nearly(printed, at) if match.record.public_id not in taken]
    return _page(as_shown(text), printed, matches, others, at)


def as_shown(text: str) -> str:
    """The typed symbol without what no symbol holds."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split()).rstrip("/")


def _raise_if_withdrawn(typed: Typed, at: datetime) -> None:
    """Only a whole symbol says which text is meant."""
    if typed.is_number:
        return
    has_it = Q(slug__in=typed.keys) | Q(drafts__symbol_key__in=typed.keys)
    texts = Resolution.objects.filter(has_it).distinct()
    votes = RollCall.objects.filter(slug__in=typed.keys).select_related("resolution")
    for record in [*texts, *votes.exclude(subject=RollCall.Subject.WHOLE)]:
        gone = record.gone_since(at)
        if gone is not None:
            raise WithdrawnPage(gone)


def _page(
    typed: str,
    printed: Sequence[PrintedAs],
    matches: Sequence[Match],
    others: Sequence[Match],
    at: datetime,
) -> SymbolPage:
    gives = _what_the_record_gives(printed)
    title = _title(typed, printed, matches, gives)
    return SymbolPage(
        head=PageHead(
            head_title=title,
            description=f"{title}. Which vote or text is meant, and which is not.",
            permanent_url=absolute(reverse("symbol", args=[typed])),
            breadcrumbs=[Link("Votes", reverse("home")), Link(f"Symbol {typed}")],
        ),
        typed=typed,
        title=title,
        printed=[_shown_printed(each, gives) for each in printed],
        choices=_choices(matches),
        others=_choices(others),
    )


def _what_the_record_gives(printed: Iterable[PrintedAs]) -> dict[int, str]:
    """{key of the text: the draft that was acted on, else its adopted symbol}. One query."""
    texts = {each.text.pk: each.text for each in printed}
    gives = {pk: text.symbol for pk, text in texts.items()}
    drafts = Draft.objects.filter(resolution__in=texts).order_by("order")
    return gives | dict(drafts.values_list("resolution_id", "symbol"))


def _title(
    typed: str, printed: Sequence[PrintedAs], matches: Sequence[Match], gives: dict[int, str]
) -> str:
    number = len(matches) + len({each.text.pk for each in printed})
    if number > 1:
        return f"“{typed}” can mean {number} things"
    return f"“{typed}” is printed where the record gives {_given(printed[0], gives)}"


def _given(each: PrintedAs, gives: dict[int, str]) -> str:
    amendment = each.roll_call.subject_symbol if each.roll_call else ""
    return amendment or gives[each.text.pk] or each.text.title


def _shown_printed(each: PrintedAs, gives: dict[int, str]) -> ShownPrinted:
    record = each.roll_call or each.text
    return ShownPrinted(
        printed=each.printed,
        source=Link(str(each.source), each.source.url),
        record=Link(
            "the vote" if each.roll_call else "the text",
            record.get_absolute_url(),
        ),
        title=each.text.title,
        day=each.roll_call.held_on if each.roll_call else each.text.acted_on,
        gives=_given(each, gives),
    )


def _choices(matches: Iterable[Match]) -> list[Choice]:
    return [
        Choice(
            symbol=match.symbol,
            title=match.text.title,
            url=match.record.get_absolute_url(),
            what=_what(match),
        )
        for match in matches
    ]


def _what(match: Match) -> str:
    """ "Adopted without a vote, A/HRC/RES/43/38, 43rd session, item 10"."""
    text = match.text
    item = f"item {text.agenda_item.number}" if text.agenda_item else ""
    if isinstance(match.record, RollCall):
        first = capfirst(voted_on(match.record))
    else:
        first = text.get_outcome_display()
    adopted = text.symbol if text.symbol not in first else ""
    return ", ".join(filter(None, [first, adopted, str(text.session), item]))
