"""What a transcript means for the record: its text, its draft, its place, with gaps filled in."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kb.council.models import AgendaItem, Body, Session
from kb.records.services import Refused
from votes.models import Resolution, RollCall
from votes.reading.cells import TextFacts, Transcript
from votes.services.importing.places import Places
from votes.symbols import LONGEST, session_of, slug

_NO_FACTS = TextFacts()
_LONGEST_TITLE = 500
_LONGEST_LABEL = 100
_LONGEST_RECORD_ID = 60
# Of a symbol that a text or a draft can have.
LONGEST_SYMBOL = 60
_LAST_MEETING = 32_767
_ADOPTED_SERIES = ("-res-", "-dec-", "-prst-")


@dataclass(frozen=True)
class Entry:
    """One record of a source, placed. Raises Refused where it cannot be placed.

    `symbol` is that of an adopted text, `drafts` those before it, or an amendment's own.
    """

    transcript: Transcript
    body: Body
    session: Session
    item: AgendaItem | None

    @classmethod
    def placed(cls, transcript: Transcript, places: Places, default_body: str) -> "Entry":
        facts = transcript.facts or _NO_FACTS
        _refuse_unnamed(transcript)
        _refuse_no_text(transcript)
        _refuse_out_of_bounds(transcript, facts)
        if len(transcript.title or "") > _LONGEST_TITLE:
            transcript = replace(transcript, title=shortened(transcript.title, _LONGEST_TITLE))
        body = places.body(facts.body or default_body)
        return cls(
            transcript=transcript,
            body=body,
            session=places.session(body, _session_of(transcript, facts), transcript.date),
            item=places.item(body, facts.agenda_item),
        )

    @cached_property
    def digest(self) -> str:
        """By which a record that says what it said before is known again."""
        return hashlib.sha256((self.transcript.raw or "").encode()).hexdigest()

    @cached_property
    def name(self) -> str:
        return name_of(self.transcript)

    @cached_property
    def reference(self) -> str:
        """Under which the source is cited: its record number, else what it is about."""
        transcript = self.transcript
        if transcript.record_id:
            return f"record {transcript.record_id}"
        day = transcript.date and transcript.date.isoformat()
        part = "" if self.subject == RollCall.Subject.WHOLE else self.subject
        words = (transcript.symbol, day, part, self.label)
        return " ".join(filter(None, words))[:200]

    @property
    def key(self) -> str:
        return f"{self.transcript.publisher} {self.reference}"

    @cached_property
    def facts(self) -> TextFacts:
        return self.transcript.facts or _NO_FACTS

    @cached_property
    def symbol(self) -> str:
        """The adopted symbol of the text; empty for a draft and an amendment."""
        printed = self.transcript.symbol or ""
        is_adopted = any(series in f"-{slug(printed)}-" for series in _ADOPTED_SERIES)
        return printed if is_adopted and len(printed) <= LONGEST_SYMBOL else ""

    @cached_property
    def drafts(self) -> tuple[str, ...]:
        if self.is_amendment:
            return ()
        printed = self.transcript.symbol or ""
        return self.facts.drafts or ((printed,) if printed and not self.symbol else ())

    @cached_property
    def title(self) -> str:
        return self.transcript.title or self.transcript.symbol or self.name

    @property
    def is_amendment(self) -> bool:
        return self.facts.subject == "amendment" or self.facts.kind == "amendment"

    @property
    def has_vote(self) -> bool:
        return bool(self.transcript.cells or self.transcript.declared)

    @cached_property
    def amended(self) -> str:
        """The symbol of the draft that an amendment is about; empty where nobody says."""
        amends = self.facts.amends or ""
        if amends[:2].upper() == "L.":
            head = (self.transcript.symbol or "").rpartition("/L.")[0]
            return f"{head}/{amends}" if head else ""
        return amends

    @cached_property
    def label(self) -> str:
        """A paragraph, or who proposed an amendment."""
        if self.facts.label or not (self.is_amendment and self.facts.sponsors):
            return shortened(self.facts.label, _LONGEST_LABEL)
        names = ", ".join(each.printed for each in self.facts.sponsors)
        return shortened(f"proposed by {names}", _LONGEST_LABEL)

    @property
    def subject(self) -> str:
        return RollCall.Subject.AMENDMENT if self.is_amendment else self.facts.subject

    @property
    def is_final(self) -> bool:
        return bool(self.facts.is_final) and not self.is_amendment

    @property
    def outcome(self) -> str | None:
        """As the source says it; an adopted symbol on the final vote says it as well."""
        if self.facts.outcome is None and self.symbol and self.is_final:
            return Resolution.Outcome.ADOPTED_BY_VOTE
        return self.facts.outcome


def _session_of(transcript: Transcript, facts: TextFacts) -> str | None:
    """The session that the source names, else the one that its symbols carry."""
    printed = (transcript.symbol, *facts.drafts)
    named = (session_of(symbol) for symbol in printed if symbol)
    return facts.session or next(filter(None, named), None)


def name_of(transcript: Transcript) -> str:
    """How a report names a record."""
    symbol = transcript.symbol or transcript.title or ""
    number = f"record {transcript.record_id}" if transcript.record_id else ""
    return ", ".join(filter(None, (number, symbol)))[:200] or "a record without a name"


def _refuse_unnamed(transcript: Transcript) -> None:
    if transcript.record_id:
        if len(transcript.record_id) > _LONGEST_RECORD_ID:
            raise Refused(f"Its record number has more than {_LONGEST_RECORD_ID} characters.")
    elif "/" not in (transcript.symbol or "").partition("L.")[0]:
        raise Refused(
            "The source gives neither a record number nor a whole symbol such as "
            "A/HRC/43/L.31/Rev.1. Record it in the admin, under its vote."
        )


def _refuse_no_text(transcript: Transcript) -> None:
    """What no database keeps: NUL, and halves of letters from a broken encoding."""
    text = "".join(filter(None, _letters_of(transcript)))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Refused("It holds letters of a broken encoding. Save the file as UTF-8.") from error
    if "\x00" in text:
        raise Refused("It holds a character that no text can hold (NUL).")


def _letters_of(transcript: Transcript) -> Iterator[str | None]:
    """All that is kept: JSON writes letters that cannot be kept in ones that can."""
    facts = transcript.facts or _NO_FACTS
    yield from (transcript.raw, transcript.symbol, transcript.title, transcript.publisher)
    yield from (transcript.record_id, transcript.clock)
    yield from (facts.body, facts.session, facts.remark, facts.amends, facts.label, *facts.drafts)
    yield from facts.links.values()
    for sponsor in facts.sponsors:
        yield from (sponsor.printed, sponsor.name, sponsor.on_behalf_of)
    for cell in transcript.cells:
        yield from (cell.printed, cell.mark)


def _refuse_out_of_bounds(transcript: Transcript, facts: TextFacts) -> None:
    """What PostgreSQL refuses and SQLite would keep."""
    if len(transcript.symbol or "") > LONGEST:
        raise Refused(f"Its symbol has more than {LONGEST} characters.")
    if facts.meeting is not None and not 1 <= facts.meeting <= _LAST_MEETING:
        raise Refused(f"{facts.meeting} is no number of a meeting.")


def shortened(text: str, longest: int) -> str:
    """A text that is too long, cut at a blank."""
    if len(text) <= longest:
        return text
    return f"{text[: longest - 1].rpartition(' ')[0] or text[: longest - 1]}…"


def bare(text: str) -> str:
    """Letters and digits alone: sources differ in commas, blanks and capitals."""
    return "".join(re.findall(r"\w+", text.lower()))
