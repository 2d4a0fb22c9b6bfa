import csv
import datetime as dt
import gzip
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from tests.votes.reading.marc import HEAD, MALI, PERU, field, only, read, record, typed
from votes.reading import tables
from votes.reading.cells import Transcript
from votes.reading.documents import Document


def test_the_ohchr_library_s_record_of_43_21_gives_47_ballots_and_its_totals():
    (vote,) = typed("ohchr-43-21.xml")
    counts = dict.fromkeys(("yes", "no", "abstain"), 0)
    for cell in vote.cells:
        counts[str(cell.position)] += 1
    assert counts == {"yes": 23, "no": 16, "abstain": 8}
    assert vote.declared == {"yes": 23, "no": 16, "abstain": 8, "non_voting": 0}
    assert (vote.record_id, vote.symbol) == ("29343", "A/HRC/RES/43/21")
    assert vote.title == "Promoting mutually beneficial cooperation in the field of human rights"
    assert vote.date == dt.date(2020, 6, 22)
    assert vote.publisher == "OHCHR Library"


def test_a_collection_with_a_prefix_gives_its_voting_records_and_passes_over_reports():
    symbols = [vote.symbol for vote in typed("ohchr-collection.xml")]
    assert symbols == ["A/HRC/RES/43/38", "A/HRC/27/L.39", "A/HRC/3/L.8"]


def test_the_un_digital_library_keeps_the_code_in_another_subfield():
    (vote,) = typed("undl-1973.xml")
    assert vote.publisher == "UN Digital Library"
    assert [cell.printed for cell in vote.cells if cell.position == "abstain"] == [
        *("BRAZIL", "CHINA", "GERMANY", "INDIA", "RUSSIAN FEDERATION"),
    ]
    assert vote.facts is not None
    assert (vote.facts.body, vote.facts.meeting, vote.facts.drafts) == ("sc", 6498, ("S/2011/142",))


def test_each_cell_stands_on_the_line_of_its_field():
    assert [cell.row for cell in only(MALI, PERU).cells] == [3, 4]


def test_blank_lines_before_the_xml_are_passed_over_and_counted():
    (vote,) = read(f'\n\n<?xml version="1.0"?>{record(MALI)}')
    assert (vote.cells[0].row, vote.raw) == (5, record(MALI))


def test_a_point_is_absent_and_a_missing_mark_is_not_recorded():
    vote = only(MALI, field("967", a="2", b="PER", d="."), field("967", a="3", c="TGO", e="TOGO"))
    assert [(cell.printed, cell.mark, cell.position) for cell in vote.cells[1:]] == [
        ("PER", ".", "absent"),
        ("TOGO", "", "not_recorded"),
    ]


def test_an_unknown_mark_is_kept_as_printed():
    (_, cell) = only(MALI, field("967", a="2", b="PER", d="y/n", e="PERU")).cells
    assert (cell.mark, cell.position) == ("y/n", None)


def test_ballots_stand_in_the_order_of_their_numbers_over_all_three_tags():
    listed = only(
        field("969", a="131", c="PRY", e="PARAGUAY"),
        field("967", a="9", c="AUS", d="A", e="AUSTRALIA"),
        field("968", a="82", c="ISR", d="N", e="ISRAEL"),
    )
    assert [cell.printed for cell in listed.cells] == ["AUSTRALIA", "ISRAEL", "PARAGUAY"]


def test_without_numbers_ballots_stay_in_the_order_of_the_file():
    listed = only(field("967", b="TGO", d="Y", e="TOGO"), MALI)
    assert [cell.printed for cell in listed.cells] == ["TOGO", "MALI"]


def test_a_state_listed_twice_keeps_both_cells():
    assert [cell.printed for cell in only(MALI, MALI).cells] == ["MALI", "MALI"]


def test_a_name_typed_into_the_code_is_taken_apart():
    (cell,) = only(field("967", a="1", b="VEN$eVENEZUELA (BOLIVARIAN REPUBLIC OF)", d="Y")).cells
    assert cell.printed == "VENEZUELA (BOLIVARIAN REPUBLIC OF)"


def test_only_stated_totals_are_declared():
    stated = only(MALI, field("996", b="028", c="14", f="47"))
    assert stated.declared == {"yes": 28, "no": 14}
    assert only(MALI).declared is None


def test_each_transcript_keeps_its_own_record_s_xml():
    first, second = record(MALI, number="1"), record(PERU, number="2")
    votes = read(f"{HEAD}{first}\n <!-- a comment -->{second}</collection>")
    assert [vote.raw for vote in votes] == [first, second]


def test_the_kept_xml_of_a_record_can_be_read_again():
    votes = typed("ohchr-collection.xml")
    for vote in votes:
        (again,) = read(vote.raw or "")
        assert (again.symbol, again.facts, again.raw) == (vote.symbol, vote.facts, vote.raw)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_declared_encoding_is_followed_in_cells_and_in_the_kept_xml(encoding: str):
    name = encoding.removesuffix("-sig")
    xml = record(field("967", a="1", b="CIV", d="Y", e="CÔTE D'IVOIRE"))
    (vote,) = read(
        f'<?xml version="1.0" encoding="{name}"?>{HEAD}{xml}</collection>'.encode(encoding)
    )
    assert (vote.cells[0].printed, vote.raw) == ("CÔTE D'IVOIRE", xml)


def test_records_in_the_envelope_of_a_harvest_are_found():
    envelope = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><record><metadata>'
    inside = record(MALI).replace("<record>", '<record xmlns="http://www.loc.gov/MARC21/slim">')
    assert len(read(f"{envelope}{inside}</metadata></record></OAI-PMH>")) == 1


def rows(path: Path) -> Iterator[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        yield from csv.DictReader(stream)


def as_marcxml(row: dict[str, str], ballots: list[dict[str, str]]) -> str:
    """A row of the OHCHR library's table as the record that it was made from."""
    title, _, kind = row["title"].rpartition(" : ")
    totals = ("yes", "no", "abstain", "nonvoting", "total")
    related = [] if row["draft"].endswith("-") else [field("993", "2 ", a=row["draft"])]
    stated = {code: row[total] for code, total in zip("bcdef", totals, strict=True)}
    return record(
        field("245", a=f"{title} :" if title else "", b=kind, c=row["statement"]),
        field("269", a=row["date"].replace("-", "")),
        field("500", a=f"Main sponsors: {row['main_sponsors']}"),
        field("591", a=row["vote_type"]),
        field("791", a=row["symbol"], b="A/HRC"),
        field("793", v=row["meeting_type"]),
        field("952", a=row["meeting"]),
        *(field("967", a=b["seq"], b=b["iso3"], d=b["vote"], e=b["country"]) for b in ballots),
        field("980", a="Voting Collection"),
        field("981", a=row["body"]),
        field("991", a=row["agenda_symbol"], b=row["agenda_item_no"]),
        *related,
        *([field("996", **stated)] if row["yes"] else []),
        number=row["record_id"],
    )


def comparable(vote: Transcript) -> tuple[object, ...]:
    """What both formats can say: not the lines, the links, and a meeting among other words."""
    cells = [(cell.printed, cell.mark, cell.position) for cell in vote.cells]
    assert vote.facts is not None
    said = replace(vote.facts, links={}, meeting=None)
    return vote.symbol, vote.title, vote.date, vote.declared, vote.publisher, cells, said


@pytest.mark.shared
def test_the_shared_record_says_the_same_as_marcxml_and_as_tables(shared: Path):
    paths = [
        shared / "data/hrc" / name
        for name in ("resolutions_2006-2021.csv", "votes_2006-2021.csv.gz")
    ]
    ballots = defaultdict(list)
    for ballot in rows(paths[1]):
        ballots[ballot["record_id"]].append(ballot)
    xml = "".join(as_marcxml(row, ballots[row["record_id"]]) for row in rows(paths[0]))
    read_from_marcxml = {
        vote.record_id: comparable(vote) for vote in read(f"{HEAD}{xml}</collection>")
    }
    with ExitStack() as files:
        documents = [Document(path.name, files.enter_context(path.open("rb"))) for path in paths]
        sheets = [sheet for each in documents for sheet in tables.sheets_of(each)]
        read_from_tables = {vote.record_id: comparable(vote) for vote in tables.read(sheets)}
    assert len(read_from_marcxml) == 2531
    assert read_from_marcxml == read_from_tables
