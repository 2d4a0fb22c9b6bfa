"""The tables of the OHCHR library's records: one of records, a row a text, and one of ballots.

Together they are joined on the record's id. The ballots alone say little of the text; the records
alone list no State. Layout: the columns named below, in any order.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from votes.reading import library
from votes.reading.cells import Outcome, TextFacts, TextKind, Transcript
from votes.reading.tables.ballots import Ballots
from votes.reading.tables.fields import day_in, fields_of, number_in, tidy
from votes.reading.tables.grouping import Group, Keyed, grouped, only_one, raw_of
from votes.reading.tables.sheets import Row, Sheet, column_of, folded

_BALLOTS = {"record_id", "symbol", "vote_type", "country", "vote"}
_RECORDS = {"record_id", "symbol", "title", "vote_type", "draft"}


def recognises(header: Sequence[str]) -> bool:
    columns = set(map(folded, header))
    return columns >= _BALLOTS or columns >= _RECORDS


def read(sheets: Sequence[Sheet]) -> Iterator[Transcript]:
    """Every record, in the order of the table of records, else of the ballots."""
    tables = sorted(sheets, key=_has_ballots)
    ballots = {place: _ballots(sheet) for place, sheet in enumerate(tables) if _has_ballots(sheet)}
    keyed = [Keyed(sheet, column_of(sheet.header, "record_id") or 0) for sheet in tables]
    for group in grouped(*keyed):
        yield _transcript(group, tables, ballots)


def _has_ballots(sheet: Sheet) -> bool:
    return set(map(folded, sheet.header)) >= _BALLOTS


def _ballots(sheet: Sheet) -> Ballots:
    name, mark = column_of(sheet.header, "country"), column_of(sheet.header, "vote")
    return Ballots(name=name or 0, code=column_of(sheet.header, "iso3"), mark=mark or 0)


def _transcript(
    group: Group, tables: Sequence[Sheet], ballots: Mapping[int, Ballots]
) -> Transcript:
    records = [place for place in range(len(tables)) if place not in ballots]
    told = only_one(group, records, tables, most=1)
    listed = only_one(group, list(ballots), tables)
    cells = ballots[listed].cells(group.rows[listed]) if listed is not None else ()
    source = next(place for place in (told, listed) if place is not None)
    record = _Record(tables[source], group.rows[source][0])
    return Transcript(
        cells=cells,
        symbol=record.symbol or None,
        title=record.title or None,
        record_id=group.key.strip(),
        date=day_in(record["date"]),
        declared=record.declared,
        publisher=library.OHCHR,
        facts=record.facts(is_told=told is not None),
        raw=raw_of(group, tables, [place for place in (told, listed) if place is not None]),
    )


_DECLARED = {"yes": "yes", "no": "no", "abstain": "abstain", "nonvoting": "non_voting"}
_OF_VOTE_TYPE: dict[str, Outcome] = {
    "adopted without vote": "adopted_without_vote",
    "adopted without a vote": "adopted_without_vote",
    "withdrawn": "withdrawn",
    "rejected": "rejected",
    "deferred": "deferred",
    "not considered": "not_considered",
}
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class _Record:
    """One row of either table by the names of its columns; a column that is not there is empty."""

    def __init__(self, sheet: Sheet, row: Row) -> None:
        self._fields = fields_of(sheet, row)
        self.symbol, self._symbol_remark = library.symbol_and_remark(tidy(self["symbol"]))
        self.title = library.cleaned_title(tidy(self["title"]))
        self._draft = library.draft_words(tidy(self["draft"]))

    def __getitem__(self, column: str) -> str:
        return self._fields.get(column, "")

    @property
    def declared(self) -> Mapping[str, int] | None:
        """Only the totals that the row states."""
        stated = {key: number_in(self[column]) for column, key in _DECLARED.items()}
        return {key: number for key, number in stated.items() if number is not None} or None

    def facts(self, *, is_told: bool) -> TextFacts:
        """What the row says of the text; `is_told`: the row is of the table of records."""
        kind, outcome = self._kind(), self._outcome()
        body = library.body_of(self.symbol, self["body"])
        return TextFacts(
            body=body,
            session=library.session_of(self.symbol, words=self["statement"]),
            kind=kind,
            subject=library.subject_of(kind, self["draft"], is_recorded=self._is_recorded()),
            drafts=self._drafts(kind),
            remark=self._symbol_remark or self._draft.remark,
            amends=self._draft.amends if kind == "amendment" else None,
            outcome=outcome,
            is_final=library.settles(kind, outcome),
            meeting=library.meeting_in(f"{self['meeting']} {self['meeting_type']}"),
            agenda_item=library.agenda_item_in(self["agenda_item_no"], body),
            sponsors=library.sponsors_in(tidy(self["main_sponsors"])) if is_told else (),
            links=self._links(),
        )

    def _kind(self) -> TextKind | None:
        if self._draft.amends:
            return "amendment"
        ending = tidy(self["title"])[-40:].rpartition(" ")[0].rpartition(":")[2]
        return library.kind_of(self.symbol, ending) or library.kind_of("", self["draft"])

    def _drafts(self, kind: TextKind | None) -> tuple[str, ...]:
        """The text's drafts; an amendment has none beside its own symbol."""
        return () if kind == "amendment" else self._draft.drafts

    def _is_recorded(self) -> bool:
        return self["vote_type"].casefold() == "recorded"

    def _outcome(self) -> Outcome | None:
        """By the words behind the draft, the meeting's and the type of vote, if they agree."""
        by_type = _OF_VOTE_TYPE.get(self["vote_type"].casefold())
        by_words = self._draft.outcome or library.outcome_in(self["meeting"])
        return library.agreed_outcome(
            {by_type, by_words},
            is_recorded=self._is_recorded(),
            has_totals=self.declared is not None,
            has_own_symbol=library.kind_of(self.symbol) is not None,
        )

    def _links(self) -> dict[str, str]:
        columns = {"record": "record_url", "text": "url_resolution", "draft": "url_draft"}
        links = {kind: "".join(self[column].split()) for kind, column in columns.items()}
        return {kind: link for kind, link in links.items() if _ADDRESS.fullmatch(link)}
