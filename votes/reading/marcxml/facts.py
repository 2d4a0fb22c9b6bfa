"""What a MARC record says of the text, the action on it, and of who keeps the record."""

import datetime as dt
import re
from dataclasses import replace

from votes.reading import library
from votes.reading.cells import Outcome, Sponsor, TextFacts, TextKind
from votes.reading.library import DraftWords
from votes.reading.marcxml.ballots import (
    code_letter,
    declared_in,
    has_marks,
    notes_of,
    says_recorded,
)
from votes.reading.marcxml.records import Field, Record
from votes.reading.phrases import days_in, plain

_LONGEST_LABEL = 200
_ADDRESSES = {
    library.OHCHR: "https://searchlibrary.ohchr.org/record/{}",
    library.UNDL: "https://digitallibrary.un.org/record/{}",
}


def symbol_of(record: Record) -> str:
    """The text's symbol without a remark: of a voting record, else of the text's own record."""
    return _symbol_and_remark(record)[0]


def _symbol_and_remark(record: Record) -> tuple[str, str]:
    return library.symbol_and_remark(record.text("791", "a") or record.text("191", "a"))


def title_of(record: Record) -> str:
    parts = record.texts("245", "a")[:1] + record.texts("245", "b")[:1]
    return library.cleaned_title(" ".join(parts))


_COMPACT = re.compile(r"\b((?:19|20)\d\d)(\d\d)(\d\d)\b")
_LONGEST_DATE = 100


def day_of(record: Record) -> dt.date | None:
    """The day of the action, "2020-06-22" or "20200622"; None for a mere year or several days."""
    for text in (*record.texts("269", "a"), *record.texts("992", "a")):
        days = set(days_in(_COMPACT.sub(r"\1-\2-\3", text[:_LONGEST_DATE])))
        if len(days) == 1:
            return days.pop()
    return None


def publisher_of(record: Record) -> str | None:
    """Who keeps the record, by its own marks, else by where it keeps the States' codes."""
    marks = " ".join(
        record.texts("909", "o")
        + record.texts("024", "a")
        + record.texts("040", "a")
        + record.texts("035", "a")
        + record.texts("949", "l")
    ).lower()
    if "ohchr" in marks:
        return library.OHCHR
    if "digitallibrary.un.org" in marks or re.search(r"\bdhl\b", marks):
        return library.UNDL
    if "voting collection" in _collections(record, "980"):
        return library.OHCHR
    if "voting data" in _collections(record, "989"):
        return library.UNDL
    layout = {"b": library.OHCHR, "c": library.UNDL}.get(code_letter(record))
    return layout or _by_own_address(record)


def _collections(record: Record, tag: str) -> set[str]:
    return {plain(text[:_LONGEST_LABEL]) for text in record.texts(tag, "a")}


def _by_own_address(record: Record) -> str | None:
    number = record.control.get("001", "")
    addresses = record.texts("856", "u")
    if any("searchlibrary.ohchr.org" in each for each in addresses):
        return library.OHCHR
    own = f"digitallibrary.un.org/record/{number}"
    return library.UNDL if number and any(own in each for each in addresses) else None


def facts_of(record: Record) -> TextFacts:
    symbol, remark = _symbol_and_remark(record)
    words = _draft_words(record)
    body = library.body_of(symbol, record.text("981", "a"))
    kind = "amendment" if words.amends else _kind(record, symbol)
    outcome = _outcome(record, words, symbol)
    related = " ".join(record.texts("993", "a"))
    return TextFacts(
        body=body,
        session=library.session_of(symbol, record.text("791", "c"), record.text("245", "c")),
        kind=kind,
        subject=library.subject_of(kind, related, is_recorded=_is_recorded(record)),
        drafts=() if words.amends else words.drafts,
        remark=remark or words.remark,
        amends=words.amends,
        outcome=outcome,
        is_final=library.settles(kind, outcome),
        meeting=_meeting(record),
        agenda_item=_agenda_item(record, body),
        sponsors=_sponsors(record),
        links=_links(record),
    )


def _kind(record: Record, symbol: str) -> TextKind | None:
    title = " ".join(text for code in "ab" for text in record.texts("245", code))
    related = (each.first("a") for each in record.tagged("993") if _is_draft(each))
    ending = title[-40:].rpartition(":")[2]
    return library.kind_of(symbol, ending) or library.kind_of("", next(related, ""))


# The first indicator of field 993 where it names something other than a draft.
_NO_DRAFTS = frozenset("134")
_MOST_RELATED = 100


def _is_draft(field: Field) -> bool:
    return field.indicators[0] not in _NO_DRAFTS


def _draft_words(record: Record) -> DraftWords:
    """What the fields on related documents say of the drafts, several of them put together."""
    found = DraftWords()
    for field in filter(_is_draft, record.tagged("993")[:_MOST_RELATED]):
        words = library.draft_words(field.first("a"))
        found = replace(
            found,
            drafts=tuple(dict.fromkeys(found.drafts + words.drafts)),
            remark=words.remark or found.remark,
            amends=found.amends or words.amends,
            outcome=found.outcome or words.outcome,
        )
    own = library.draft_words(symbol_of(record)).drafts
    return replace(found, drafts=tuple(each for each in found.drafts if each not in own))


def _outcome(record: Record, words: DraftWords, symbol: str) -> Outcome | None:
    """By the words beside the draft and the notes, if they agree; else by those on the meeting."""
    said = {words.outcome, *map(library.outcome_in, notes_of(record))} - {None}
    if not said:
        said = set(map(library.outcome_in, record.texts("952", "a")))
    return library.agreed_outcome(
        said,
        is_recorded=_is_recorded(record),
        has_totals=bool(declared_in(record)) or has_marks(record),
        has_own_symbol=library.kind_of(symbol) is not None,
    )


def _is_recorded(record: Record) -> bool:
    return says_recorded(record) or has_marks(record)


def _meeting(record: Record) -> int | None:
    texts = [
        *record.texts("952", "a"),
        *(each.first("a") for each in record.tagged("993") if each.indicators[0] == "4"),
        *record.texts("996", "a"),
        *record.texts("793", "v"),
        *(each.first("a") for each in record.tagged("993") if _is_draft(each)),
    ]
    found = (library.meeting_in(text) for text in texts)
    return next((number for number in found if number is not None), None)


def _agenda_item(record: Record, body: str | None) -> int | None:
    """The item under which the text was taken up; None where the record names several."""
    items = {library.agenda_item_in(text, body) for text in record.texts("991", "b")}
    return items.pop() if len(items) == 1 else None


def _sponsors(record: Record) -> tuple[Sponsor, ...]:
    """Of a note "Main sponsors: …", else of names that the record marks as sponsors'."""
    lists = [library.sponsors_note(note) for note in record.texts("500", "a")]
    if noted := next((each for each in lists if each), None):
        return library.sponsors_in(noted)
    marked = [each for each in record.tagged("700", "710", "711", "720") if _marks_sponsor(each)]
    names = [each.first("a").rstrip(" ,.") for each in marked]
    return tuple(Sponsor(name, name) for name in names if name)


def _marks_sponsor(field: Field) -> bool:
    """MARC's relator term or code: "sponsor", "spn"."""
    return "sponsor" in plain(field.first("e")[:_LONGEST_LABEL]) or field.first("4") == "spn"


def _links(record: Record) -> dict[str, str]:
    """Addresses by what they lead to: the draft and the text by their labels or symbols."""
    links: dict[str, str] = {}
    publisher, number = publisher_of(record), record.control.get("001", "")
    symbol = symbol_of(record)
    if publisher and re.fullmatch(r"\d{1,12}", number):
        links["record"] = _ADDRESSES[publisher].format(number)
    for field in record.tagged("856"):
        address, label = field.first("u").replace(" ", ""), plain(field.first("y")[:_LONGEST_LABEL])
        if not address.startswith(("http://", "https://")):
            continue
        if "draft" in label or re.search(r"/L\.\d", address):
            links.setdefault("draft", address)
        elif re.search(r"resolution|decision|statement", label) or (symbol and symbol in address):
            links.setdefault("text", address)
    return links
