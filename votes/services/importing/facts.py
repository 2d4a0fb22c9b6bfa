"""What a transcript means for the record: its text, its draft, its place, with gaps filled in."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from kb.council.models import AgendaItem, Body, Session
from kb.records.services import Refused
from votes.models import Resolution, RollCall
from votes.reading.cells import TextFacts, Transcript
from votes.services.importing.places import Places
from votes.symbols import LONGEST, slug

_NO_FACTS = TextFacts()
_LONGEST_TITLE = 500
_LONGEST_LABEL = 100
_LONGEST_RECORD_ID = 60
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
        body = places.body(facts.body or default_body)
        return cls(
            transcript=transcript,
            body=body,
            session=places.session(body, facts.session, transcript.date),
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
        words = (transcript.symbol, transcript.date and transcript.date.isoformat(), self.label)
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
        return printed if is_adopted and len(printed) <= LONGEST else ""

    @cached_property
    def drafts(self) -> tuple[str, ...]:
        if self.is_amendment:
            return ()
        printed = self.transcript.symbol or ""
        return self.facts.drafts or ((printed,) if printed and not self.symbol else ())

    @cached_property
    def title(self) -> str:
        return shortened(
            self.transcript.title or self.transcript.symbol or self.name, _LONGEST_TITLE
        )

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
    def outcome(self) -> str:
        return self.facts.outcome or Resolution.Outcome.PENDING


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
    text = f"{transcript.raw}{transcript.symbol}{transcript.title}"
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Refused("It holds letters of a broken encoding. Save the file as UTF-8.") from error
    if "\x00" in text:
        raise Refused("It holds a character that no text can hold (NUL).")


def shortened(text: str, longest: int) -> str:
    """A text that is too long, cut at a blank."""
    if len(text) <= longest:
        return text
    return f"{text[: longest - 1].rpartition(' ')[0] or text[: longest - 1]}…"
