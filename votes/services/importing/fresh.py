"""Records that are new here: built in memory and handed to the batch."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from kb.records.models import Publishable, Source
from votes.models import Reading, Resolution, RollCall, Sponsorship
from votes.services.accepting import ballots_in_words, second_person_refusals
from votes.services.importing.addresses import Addresses
from votes.services.importing.batch import Batch
from votes.services.importing.facts import LONGEST_SYMBOL, Entry
from votes.services.importing.known import source_key
from votes.services.importing.places import Places
from votes.services.importing.understanding import Checker, Understanding
from votes.symbols import lookup_key, slug, vote_slug

_is_url = URLValidator(schemes=["http", "https"])


@dataclass(slots=True)
class Fresh:
    """Builds new sources, texts, votes and readings. `as_` is what readings are accepted as."""

    batch: Batch
    places: Places
    addresses: Addresses
    checker: Checker
    as_: str
    is_public: bool
    now: datetime

    def source(self, entry: Entry) -> Source:
        publisher, reference = source_key(entry)
        source = Source(
            kind=Source.Kind.LIBRARY_RECORD,
            title=_source_title(entry),
            publisher=publisher,
            reference=reference,
            url=_url(entry.facts.links.get("record", "")),
            retrieved_on=self.now.date(),
            digest=entry.digest,
            **self._standing(),
        )
        self.batch.add(source, source)
        return source

    def text(self, entry: Entry, source: Source, amends: Resolution | None = None) -> Resolution:
        """A whole text, or an amendment on which there is no vote that could carry it."""
        is_amendment = entry.is_amendment
        own = entry.transcript.symbol or ""
        drafts = ([own] if own else []) if is_amendment else entry.drafts
        return self._text(
            entry,
            source,
            symbol="" if is_amendment else entry.symbol,
            drafts=drafts,
            kind="amendment" if is_amendment else entry.facts.kind or Resolution.Kind.RESOLUTION,
            outcome=entry.outcome or Resolution.Outcome.PENDING,
            acted_on=entry.transcript.date if entry.outcome or entry.has_vote else None,
            remark=entry.facts.remark,
            amends=amends,
        )

    def stub(self, entry: Entry, source: Source) -> Resolution:
        """The text that an amendment or a paragraph belongs to, before its own record comes."""
        drafts = [entry.amended] if entry.amended else entry.drafts
        return self._text(entry, source, symbol=entry.symbol, drafts=drafts)

    def _text(
        self,
        entry: Entry,
        source: Source,
        *,
        symbol: str,
        drafts: Any,
        remark: str = "",
        **fields: Any,
    ) -> Resolution:
        drafts = [draft for draft in dict.fromkeys(drafts) if len(draft) <= LONGEST_SYMBOL]
        wanted = slug(symbol) if symbol else lookup_key(drafts[-1]) if drafts else ""
        no_symbol = f"{entry.body.code}-{entry.transcript.date or entry.session.code}"
        text = Resolution(
            body=entry.body,
            session=entry.session,
            agenda_item=entry.item,
            source=source,
            symbol=symbol,
            slug=self.addresses.of_text(wanted or no_symbol, title=entry.title, key=entry.key),
            title=entry.title,
            **fields,
            **self._standing(),
        )
        self.batch.add(text, source)
        self.batch.add_drafts(text, drafts, remark[:200])
        if not entry.is_amendment and "outcome" in fields:
            self.batch.sponsorships += self.sponsorships(entry, text)
        return text

    def sponsorships(self, entry: Entry, text: Resolution) -> list[Sponsorship]:
        """The sponsors that a record names, not yet written."""
        index, day = self.checker.index, entry.transcript.date
        return [
            Sponsorship(
                resolution=text,
                state=self.places.states.get(index.state_of(each.name, day) or ""),
                on_behalf_of=self.places.group(each.on_behalf_of),
                name_as_printed=each.printed[:200],
                role=Sponsorship.Role.MAIN,
            )
            for each in {each.printed[:200]: each for each in entry.facts.sponsors}.values()
        ]

    def vote(self, entry: Entry, text: Resolution, source: Source) -> RollCall:
        own = entry.transcript.symbol or ""
        subject_symbol = own if entry.is_amendment and not entry.symbol else ""
        wanted = vote_slug(
            text.slug,
            subject=entry.subject,
            is_final=entry.is_final,
            symbol=subject_symbol,
            label=entry.facts.label,
        )
        vote = RollCall(
            resolution=text,
            draft=self._draft_voted_on(entry, text),
            subject=entry.subject,
            subject_symbol=subject_symbol[:60],
            subject_label=entry.label,
            slug=self.addresses.of_vote(wanted, title=entry.title, key=entry.key),
            is_final=entry.is_final,
            meeting=entry.facts.meeting,
            held_on=entry.transcript.date,
            **self._standing(),
        )
        self.batch.add(vote, source)
        return vote

    def _draft_voted_on(self, entry: Entry, text: Resolution) -> Any:
        """The last draft of a text that this batch brings: its wording was put to the vote."""
        if entry.is_amendment or not text._state.adding:
            return None
        return next((d for d in reversed(self.batch.drafts) if d.resolution is text), None)

    def reading(
        self, entry: Entry, vote: RollCall, source: Source, found: Understanding
    ) -> Reading:
        return self.batch.add_reading(vote, source, entry.transcript, found)

    def acceptance_refusals(
        self, entry: Entry, reading: Reading, found: Understanding
    ) -> list[str]:
        """Why a reading cannot be the result yet, in sentences; empty where it can."""
        if not entry.transcript.cells:
            return ["The source lists no State's vote."]
        refusals = [finding.message for finding in found.blocking]
        if entry.transcript.date is None:
            refusals.append("The source gives no day, and who had a seat depends on it.")
        return refusals + second_person_refusals(reading, self.as_, self.batch.by)

    def accept(self, vote: RollCall, reading: Reading, found: Understanding) -> None:
        """As `accept_reading()` does for the only reading of a vote that has no result yet."""
        positions = found.positions
        vote.standing, vote.accepted_reading = self.as_, reading
        self.batch.details[vote] = {"ballots": [None, ballots_in_words(positions)]}
        self.batch.ballots.add(vote, reading, positions)

    def _standing(self) -> dict[str, Any]:
        if not self.is_public:
            return {}
        return {"state": Publishable.State.PUBLISHED, "release_at": self.now}


def _source_title(entry: Entry) -> str:
    return f"Record of {entry.transcript.symbol or entry.title}"[:300]


def _url(address: str) -> str:
    try:
        _is_url(address)
    except ValidationError:
        return ""
    return address if len(address) <= 500 else ""
