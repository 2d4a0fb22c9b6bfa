"""What the public record holds under a symbol that somebody typed, or that a source printed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Q

from kb.council.models import Session
from kb.pages.parts.named import text_symbol
from kb.records.models import ConflictValue, Source
from kb.search.visibility import visible
from votes.models import Draft, Reading, Resolution, RollCall
from votes.symbols import (
    BODIES,
    candidates,
    draft_number,
    is_draft_number,
    lookup_key,
    slug,
    without_remark,
)

# How the symbols of a body begin, and what stands before the number of a session of that kind.
HEADS = {code: slug(head) for head, code in BODIES.items()}
SESSION_KINDS = {
    Session.Kind.SPECIAL: "s-",
    Session.Kind.EMERGENCY: "es-",
    Session.Kind.ORGANISATIONAL: "om-",
}
# The fields of a vote or a text that hold a symbol.
SYMBOL_FIELDS = ("draft", "symbol", "subject_symbol")


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed symbol: its keys, the likeliest first; of "L.13/Rev.1" the one key is only an end."""

    keys: list[str]
    is_number: bool
    session: Session | None

    @classmethod
    def of(cls, text: str, session: Session | None) -> "Typed":
        if is_draft_number(text):
            return cls([lookup_key(text)], True, session)
        return cls(candidates(text), False, None)

    def within(self, *fields: str) -> Q:
        """One of these fields holds the figures of the symbol: a first, coarse sieve."""
        tokens = self.keys[0].split("-")
        number = tokens[tokens.index("l") :] if "l" in tokens else tokens[-1:]
        either = Q(pk__in=[])
        for name in fields:
            figures = [Q(**{f"{name}__contains": each}) for each in number if each.isdigit()]
            either |= Q(*figures, ~Q(**{name: ""}))
        return either

    def rank(self, full_keys: Iterable[str]) -> int | None:
        """Which of the keys one of `full_keys` is, from 0; None where none is."""
        full_keys = {without_remark(key) for key in full_keys}
        if self.is_number:
            end = self.keys[0]
            found = any(key == end or key.endswith(f"-{end}") for key in full_keys)
            return 0 if found else None
        return next((n for n, key in enumerate(self.keys) if key in full_keys), None)


@dataclass(frozen=True, slots=True)
class Match:
    """A text, or the vote on an amendment, that has the symbol. `rank` is that of the key."""

    rank: int
    symbol: str
    record: Resolution | RollCall

    @property
    def text(self) -> Resolution:
        return self.record.resolution if isinstance(self.record, RollCall) else self.record


@dataclass(frozen=True, slots=True)
class PrintedAs:
    """A symbol that a source prints for a vote or a text which has another one on record."""

    printed: str
    source: Source
    text: Resolution
    roll_call: RollCall | None
    keys: frozenset[str] = field(default_factory=frozenset)


def matches_of(typed: Typed, at: datetime) -> list[Match]:
    """Three queries. Of several keys only the likeliest that is found counts."""
    found = [*_texts(typed, at), *_drafts(typed, at), *_amendments(typed, at)]
    best = min((match.rank for match in found), default=0)
    once = {match.record.public_id: match for match in found if match.rank == best}
    return list(once.values())


def _texts(typed: Typed, at: datetime) -> list[Match]:
    if typed.is_number:
        return []
    texts = Resolution.objects.published(at).filter(slug__in=typed.keys)
    return [
        Match(typed.keys.index(text.slug), text.symbol, text)
        for text in texts.select_related("session", "agenda_item")
    ]


def _drafts(typed: Typed, at: datetime) -> list[Match]:
    if typed.is_number:
        wanted = Q(symbol_key__contains=f"-{typed.keys[0]}")
    else:
        wanted = Q(symbol_key__in=typed.keys)
        for key in typed.keys:
            wanted |= Q(symbol_key__startswith=f"{key}-as-")
    drafts = _public_drafts(at).filter(wanted)
    return [
        Match(rank, draft.symbol, draft.resolution)
        for draft in drafts
        if (rank := typed.rank([draft.symbol_key])) is not None
        and _is_of(typed.session, draft.resolution)
    ]


def _public_drafts(at: datetime):
    drafts = Draft.objects.filter(Resolution.visible_at(at, "resolution__"))
    return drafts.select_related("resolution__session", "resolution__agenda_item").order_by("pk")


def _is_of(session: Session | None, text: Resolution) -> bool:
    return session is None or text.session_id == session.pk


def _amendments(typed: Typed, at: datetime) -> list[Match]:
    votes = (
        RollCall.objects.published(at)
        .exclude(subject=RollCall.Subject.WHOLE)
        .filter(typed.within("subject_symbol") | Q(slug__in=typed.keys))
        .select_related("resolution__session__body", "resolution__agenda_item")
        .annotate(text_symbol=text_symbol())
    )
    return [
        Match(rank, vote.subject_symbol, vote)
        for vote in votes
        if (rank := typed.rank(_keys_of(vote))) is not None
        and _is_of(typed.session, vote.resolution)
    ]


def _keys_of(amendment: RollCall) -> frozenset[str]:
    return full_keys(amendment.subject_symbol, amendment.resolution.session) | {amendment.slug}


def full_keys(symbol: str, session: Session) -> frozenset[str]:
    """The keys that a printed symbol may stand for; "L.13/Rev.1" is one of its session's."""
    keys = set(candidates(symbol))
    if is_draft_number(symbol):
        body = HEADS.get(session.body.code, session.body.code)
        kind = SESSION_KINDS.get(session.kind, "")
        keys = {f"{body}-{kind}{session.number}-{lookup_key(symbol)}"}
    return frozenset(keys)


def printed_as(typed: Typed, at: datetime) -> list[PrintedAs]:
    """Where a public source prints the typed symbol for a public vote or text that has another."""
    found = [*_in_conflicts(typed, at), *_in_readings(typed, at)]
    found = [each for each in found if typed.rank(each.keys) is not None]
    found = [each for each in found if _is_of(typed.session, each.text)]
    own = own_keys({each.text.pk for each in found})
    once: dict[tuple[int, int], PrintedAs] = {}
    for each in found:
        subject = slug(each.roll_call.subject_symbol) if each.roll_call else ""
        if not each.keys & {*own.get(each.text.pk, ()), subject, each.text.slug}:
            once.setdefault((each.text.pk, each.source.pk), each)
    return list(once.values())


def _in_conflicts(typed: Typed, at: datetime) -> list[PrintedAs]:
    values = list(
        ConflictValue.objects.filter(visible(at, "source__"))
        .exclude(value=F("conflict__chosen_value"))
        .filter(typed.within("value", "printed"))
        .filter(conflict__field__in=SYMBOL_FIELDS)
        .select_related("conflict", "source")
        .order_by("pk")
    )
    named = [each.conflict.record for each in values]
    votes = RollCall.objects.published(at).filter(public_id__in=named)
    texts = Resolution.objects.published(at).filter(public_id__in=named)
    by_id = {each.public_id: each for each in votes.select_related("resolution__session__body")}
    by_id |= {each.public_id: each for each in texts.select_related("session__body")}
    return [
        _printed(each.printed or each.value, each.source, by_id[each.conflict.record])
        for each in values
        if each.conflict.record in by_id
    ]


def _in_readings(typed: Typed, at: datetime) -> list[PrintedAs]:
    readings = (
        Reading.objects.public(at)
        .filter(typed.within("symbol"))
        .select_related("source", "roll_call__resolution__session__body")
        .defer("text", "cells", "understood")
        .order_by("pk")
    )
    return [_printed(each.symbol, each.source, each.roll_call) for each in readings]


def _printed(symbol: str, source: Source, record: RollCall | Resolution) -> PrintedAs:
    roll_call = record if isinstance(record, RollCall) else None
    text = roll_call.resolution if roll_call else record
    return PrintedAs(symbol, source, text, roll_call, full_keys(symbol, text.session))


def own_keys(texts: Iterable[int]) -> dict[int, set[str]]:
    """{key of the text: the look-up keys of its drafts, remarks left out}."""
    keys: dict[int, set[str]] = {}
    drafts = Draft.objects.filter(resolution__in=texts).order_by()
    for text, key in drafts.values_list("resolution_id", "symbol_key"):
        keys.setdefault(text, set()).add(without_remark(key))
    return keys


def nearly(printed: Iterable[PrintedAs], at: datetime) -> list[Match]:
    """Other texts with a draft of the printed number, whatever its stage: easily taken for it."""
    printed = list(printed)
    numbers = {draft_number(key) for each in printed for key in each.keys}
    wanted = Q(symbol_key__in=numbers)
    for number in numbers:
        wanted |= Q(symbol_key__startswith=f"{number}-")
    texts = {each.text.pk for each in printed}
    return [
        Match(0, draft.symbol, draft.resolution)
        for draft in _public_drafts(at).filter(wanted).exclude(resolution__in=texts)
        if draft_number(draft.symbol_key) in numbers
    ]
