"""Votes out of a bundle: readings as printed, the ballots that were accepted, and on what."""

from collections.abc import Mapping, Sequence
from typing import Any

from kb.exchange.bundle.known import Known, as_in, day, hidden_source, instant, words
from kb.exchange.bundle.reading import Bundle, BundleError
from kb.exchange.documents.council import STATES
from kb.exchange.documents.resolutions import RESOLUTIONS
from kb.exchange.documents.sources import SOURCES
from kb.exchange.documents.votes.documents import VOTES
from kb.records.models import Source
from votes.models import Ballot, Draft, Reading, RollCall

Document = Mapping[str, Any]


def add_votes(bundle: Bundle, known: Known) -> None:
    """Readings go in before their votes, which point to the one that was accepted."""
    documents = bundle.of(VOTES)
    drafts = {(each.resolution_id, each.symbol): each for each in Draft.objects.all()}
    places = [f"votes[{place}]" for place in range(len(documents))]
    votes = [_vote(e, known, drafts, place) for e, place in zip(documents, places, strict=True)]
    known.prepare(VOTES, documents, votes)
    evidence = _Evidence(known)
    for vote, document, place in zip(votes, documents, places, strict=True):
        evidence.add(vote, document, place)
    evidence.write()
    known.write(votes)
    known.flush_rows()


def _vote(
    document: Document, known: Known, drafts: Mapping[tuple[int, str], Draft], place: str
) -> RollCall:
    text = known.named(RESOLUTIONS, document["resolution"], f"{place}.resolution")
    symbol = document["draft"]
    if symbol and (text.pk, symbol) not in drafts:
        raise BundleError(f"{place}.draft: “{symbol}” is no draft of its text")
    return RollCall(
        resolution=text,
        draft=drafts[text.pk, symbol] if symbol else None,
        requested_by=known.coded(STATES, document["requested_by"], f"{place}.requested_by"),
        subject=document["subject"],
        subject_symbol=words(document["subject_symbol"]),
        subject_label=words(document["subject_label"]),
        slug=document["slug"],
        is_final=document["is_final"],
        meeting=document["meeting"],
        held_on=day(document["held_on"]),
        standing=document["standing"],
    )


class _Evidence:
    """Readings and ballots of votes until they are written."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.readings: list[Reading] = []
        self.accepted: dict[RollCall, Reading] = {}
        self.ballots: list[dict[str, Any]] = []
        self.hidden: Source | None = None

    def add(self, vote: RollCall, document: Document, place: str) -> None:
        readings = {
            each["id"]: _reading(vote, each, self.known, f"{place}.readings")
            for each in document["readings"]
        }
        self.readings += readings.values()
        accepted = readings.get(document["accepted_reading"])
        if document["accepted_reading"] and accepted is None:
            raise BundleError(f"{place}.accepted_reading: is not among its readings")
        if accepted is None and document["standing"] != RollCall.Standing.NONE:
            accepted = self._unseen(vote, document["positions_listed"])
        if accepted is not None:
            self.accepted[vote] = accepted
        self._add_ballots(vote, document, readings, place)

    def _add_ballots(
        self, vote: RollCall, document: Document, readings: Mapping[str, Reading], place: str
    ) -> None:
        exceptions = {each["state"]: each for each in document["exceptions"]}
        for ballot in document["ballots"]:
            if vote not in self.accepted:
                raise BundleError(f"{place}.ballots: a vote without a result has none")
            reading: Reading | None = self.accepted[vote]
            correction = None
            if found := exceptions.get(ballot["state"]):
                at = f"{place}.exceptions"
                correction = self.known.coded(SOURCES, found["correction"], at)
                reading = None if correction else self._other(vote, found, readings)
            self.ballots.append(
                {
                    "roll_call": vote,
                    "state": self.known.coded(STATES, ballot["state"], f"{place}.ballots"),
                    "reading": reading,
                    "correction": correction,
                    "position": ballot["position"],
                }
            )

    def _other(
        self, vote: RollCall, exception: Document, readings: Mapping[str, Reading]
    ) -> Reading:
        """What a ballot rests on that does not rest on what was accepted as a whole."""
        return readings.get(exception["reading"]) or self._unseen(vote, None)

    def _unseen(self, vote: RollCall, listed: Sequence[str] | None) -> Reading:
        """Evidence that the bundle does not give; what it lists is known all the same."""
        self.hidden = self.hidden or hidden_source(self.known)
        reading = Reading(
            roll_call=vote,
            source=self.hidden,
            listed=listed,
            cells=[],
            text="",
            # Several of one source and vote differ by it.
            sha256=f"{len(self.readings):064x}",
            recorded_at=vote.release_at,
            blocking_count=0,
        )
        self.readings.append(reading)
        return reading

    def write(self) -> None:
        """Readings get their keys first: what points to them is made afterwards."""
        self.known.give_keys(self.readings)
        self.known.write(self.readings)
        for vote, reading in self.accepted.items():
            vote.accepted_reading = reading
        for ballot in self.ballots:
            self.known.hold(Ballot(**ballot))


def _reading(vote: RollCall, document: Document, known: Known, place: str) -> Reading:
    cells = document["cells"]
    reading = Reading(
        roll_call=vote,
        source=known.named(SOURCES, document["source"], f"{place}.source"),
        record_id=words(document["record_id"]),
        symbol=words(document["symbol"]),
        title=words(document["title"]),
        dated_on=day(document["date"]),
        clock=words(document["clock"]),
        declared=_stated(document["declared"]),
        listed=document["listed"],
        cells=[
            {name: cell[name] for name in ("row", "printed", "mark", "position")} for cell in cells
        ],
        understood=[
            None
            if cell["left_out"]
            else [cell["state"], cell["position"], cell["named_by_a_person"]]
            for cell in cells
        ],
        # The raw text of a source is not public, so a bundle does not give it.
        text="",
        sha256=document["sha256"],
        recorded_at=instant(document["recorded_at"]),
        blocking_count=0,
    )
    as_in(reading, document)
    return reading


def _stated(declared: Mapping[str, int | None] | None) -> dict[str, int] | None:
    if declared is None:
        return None
    return {name: number for name, number in declared.items() if number is not None}
