"""The UN Digital Library's bulk table: a row a ballot, with the whole record in each row.

Layout: undl_id, ms_code, ms_name, ms_vote (Y, N, A, X for non-voting, blank), date, session,
resolution, draft, meeting, title, vote_note, total_yes … ("120.0"), undl_link; in any order, and
all but the first and the votes may be missing.
"""

from collections.abc import Iterator, Sequence

from votes.reading import library
from votes.reading.cells import Outcome, TextFacts, Transcript
from votes.reading.tables.ballots import Ballots
from votes.reading.tables.fields import day_in, fields_of, number_in, tidy, title_in
from votes.reading.tables.grouping import Group, Keyed, grouped, only_one, raw_of
from votes.reading.tables.sheets import Sheet, column_of, folded

_DECLARED = {
    "total_yes": "yes",
    "total_no": "no",
    "total_abstentions": "abstain",
    "total_non_voting": "non_voting",
}


def recognises(header: Sequence[str]) -> bool:
    columns = set(map(folded, header))
    return columns >= {"undl_id", "ms_vote"} and bool(columns & {"ms_name", "ms_code"})


def read(sheets: Sequence[Sheet]) -> Iterator[Transcript]:
    """Every record, in the order of first appearance."""
    ballots = [_ballots(sheet) for sheet in sheets]
    keyed = [Keyed(sheet, column_of(sheet.header, "undl_id") or 0) for sheet in sheets]
    for group in grouped(*keyed):
        place = only_one(group, range(len(sheets)), sheets)
        if place is not None:
            yield _transcript(group, sheets, ballots, place)


def _ballots(sheet: Sheet) -> Ballots:
    code, mark = column_of(sheet.header, "ms_code"), column_of(sheet.header, "ms_vote")
    name = column_of(sheet.header, "ms_name", "ms_code")
    return Ballots(name=name or 0, code=code, mark=mark or 0)


def _transcript(
    group: Group, sheets: Sequence[Sheet], ballots: Sequence[Ballots], place: int
) -> Transcript:
    rows = group.rows[place]
    fields = fields_of(sheets[place], rows[0])
    symbol = tidy(fields.get("resolution", ""))
    stated = {name: number_in(fields.get(column, "")) for column, name in _DECLARED.items()}
    return Transcript(
        cells=ballots[place].cells(rows),
        symbol=symbol or None,
        title=title_in(fields.get("title", "")) or None,
        record_id=group.key.strip(),
        date=day_in(fields.get("date", "")),
        declared={name: count for name, count in stated.items() if count is not None} or None,
        publisher=library.UNDL,
        facts=_facts(fields, symbol),
        raw=raw_of(group, sheets, [place]),
    )


def _facts(fields: dict[str, str], symbol: str) -> TextFacts:
    draft = library.draft_words(tidy(fields.get("draft", "")))
    outcome = _outcome(fields, symbol)
    link = fields.get("undl_link", "")
    return TextFacts(
        body=library.body_of(symbol or next(iter(draft.drafts), "")),
        session=library.session_of(symbol, fields.get("session", ""), fields.get("session", "")),
        kind=library.kind_of(symbol),
        drafts=draft.drafts,
        remark=draft.remark,
        outcome=outcome,
        # The library's record of a text is about the action that settled it.
        is_final=True if outcome in ("adopted_by_vote", "rejected") else None,
        meeting=library.meeting_in(fields.get("meeting", "")),
        links={"record": link} if link.startswith(("https://", "http://")) else {},
    )


def _outcome(fields: dict[str, str], symbol: str) -> Outcome | None:
    """What the note says; a text with the symbol of a resolution was adopted by this vote."""
    noted = library.outcome_in(fields.get("vote_note", ""))
    return noted or ("adopted_by_vote" if library.kind_of(symbol) else None)
