"""The three texts of the initiative with their votes, and a text taken for one of them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.council.models import AgendaItem, Body, Session, State
from kb.pages.demo import texts
from kb.pages.demo.ids import demo_id
from kb.records.conflicts import decide_conflict
from kb.records.models import Conflict, Source
from kb.records.services import publish, save_record
from votes.models import FollowUp, Initiative, Resolution, RollCall, Sponsorship
from votes.reading import formats
from votes.services import (
    accept_reading,
    add_draft,
    add_to_text,
    decide_cell,
    record_reading,
)

FOLDER = Path(__file__).parent
LIBRARY = "OHCHR Library"


@dataclass(frozen=True, slots=True)
class DemoText:
    """One text of the initiative as the library's record gives it."""

    number: str
    session: str
    draft: str
    note: str
    meeting: int
    record: str

    @property
    def day(self) -> date:
        return texts.VOTE_DAYS[self.number]

    @property
    def footnote(self) -> str:
        return (FOLDER / f"record-{self.number.replace('/', '-')}.txt").read_text(encoding="utf-8")


TEXTS = (
    DemoText("37/23", "hrc37", "A/HRC/37/L.36", "as amended", 54, "27478"),
    DemoText("43/21", "hrc43", "A/HRC/43/L.31/Rev.1", "", 45, "29343"),
    DemoText("46/13", "hrc46", "A/HRC/46/L.22", "", 49, "29575"),
)


NUMBERS = (*(text.number for text in TEXTS), "43/38")


def load_votes() -> None:
    initiative = _initiative()
    for text in TEXTS:
        if not Resolution.objects.filter(public_id=demo_id(f"text {text.number}")).exists():
            _load_text(text, initiative)
    if not Resolution.objects.filter(public_id=demo_id("text 43/38")).exists():
        _load_mali()


def texts_of_others() -> list[str]:
    """Symbols of the demonstration that the record has from elsewhere."""
    own = {f"A/HRC/RES/{number}": demo_id(f"text {number}") for number in NUMBERS}
    there = Resolution.objects.filter(symbol__in=own).values_list("symbol", "public_id")
    return sorted(symbol for symbol, public_id in there if public_id != own[symbol])


def _initiative() -> Initiative:
    found = Initiative.objects.filter(public_id=demo_id("initiative")).first()
    return found or publish(
        save_record(
            Initiative(
                public_id=demo_id("initiative"),
                slug="mutually-beneficial-cooperation",
                title=texts.INITIATIVE_TITLE,
                summary=texts.INITIATIVE_SUMMARY,
            ),
            by=None,
        ),
        by=None,
    )


def _source(name: str, **fields: object) -> Source:
    source = Source(public_id=demo_id(name), **fields)
    return publish(save_record(source, by=None), by=None)


def _library_record(number: str, record: str) -> Source:
    return _source(
        f"library record {record}",
        kind=Source.Kind.LIBRARY_RECORD,
        title=f"Record of A/HRC/RES/{number}",
        publisher=LIBRARY,
        reference=f"record {record}",
        url=f"https://searchlibrary.ohchr.org/record/{record}",
    )


def _load_text(text: DemoText, initiative: Initiative) -> None:
    record = _library_record(text.number, text.record)
    resolution = save_record(
        Resolution(
            public_id=demo_id(f"text {text.number}"),
            body=Body.objects.get(code="hrc"),
            session=Session.objects.get(code=text.session),
            agenda_item=AgendaItem.objects.get(body__code="hrc", number=3),
            initiative=initiative,
            source=record,
            symbol=f"A/HRC/RES/{text.number}",
            title=texts.INITIATIVE_TITLE,
            outcome=Resolution.Outcome.ADOPTED_BY_VOTE,
            acted_on=text.day,
        ),
        by=None,
    )
    draft = add_draft(resolution=resolution, symbol=text.draft, note=text.note, by=None)
    publish(resolution, by=None)
    roll_call = RollCall(
        public_id=demo_id(f"vote {text.number}"),
        resolution=resolution,
        draft=draft,
        slug=resolution.slug,
        is_final=True,
        meeting=text.meeting,
        held_on=text.day,
    )
    save_record(roll_call, by=None)
    if text.number == "43/21":
        _load_details_of_43_21(resolution, roll_call)
    else:
        _accept(roll_call, record, text.footnote)
    publish(roll_call, by=None)


def _record(roll_call: RollCall, source: Source, text: str, format_: str):
    (transcript,) = formats.read(text, format_)
    return record_reading(
        roll_call=roll_call, source=source, transcript=transcript, text=text, by=None
    )


def _accept(roll_call: RollCall, source: Source, footnote: str) -> None:
    accept_reading(_record(roll_call, source, footnote, "prose"), as_="official", by=None)


def _load_details_of_43_21(resolution: Resolution, roll_call: RollCall) -> None:
    """The board of the day with its blanks and FUJI, then the adopted text's footnote."""
    sponsor = Sponsorship(
        resolution=resolution,
        state=State.objects.get(code="CHN"),
        name_as_printed="China",
        role=Sponsorship.Role.MAIN,
    )
    add_to_text(sponsor, by=None)
    _load_follow_ups(resolution)
    board = _source(
        "board",
        kind=Source.Kind.BOARD,
        title="Vote board of 22 June 2020",
        dated_on=roll_call.held_on,
    )
    reading = _record(
        roll_call, board, (FOLDER / "board-43-21.txt").read_text(encoding="utf-8"), "board"
    )
    # Not learnt as a name: what only demonstrates teaches this installation nothing.
    decide_cell(
        reading=reading,
        cell=next(n for n, cell in enumerate(reading.cells) if cell["printed"] == "FUJI"),
        state=State.objects.get(code="FJI"),
        reason="A misprint for Fiji, which had a seat that day.",
        by=None,
    )
    accept_reading(reading, as_="provisional", by=None)
    adopted = _source(
        "adopted text",
        kind=Source.Kind.ADOPTED_TEXT,
        title="Footnote of the adopted text",
        publisher="Human Rights Council",
        reference="A/HRC/RES/43/21",
        url="https://undocs.org/A/HRC/RES/43/21",
        dated_on=roll_call.held_on,
    )
    official = _record(roll_call, adopted, TEXTS[1].footnote, "prose")
    accept_reading(
        official,
        as_="official",
        choices={"AFG": "abstain", "COD": "abstain"},
        reason="The board left these cells blank; the adopted text lists both as abstaining.",
        by=None,
    )
    decide_conflict(
        Conflict.objects.about(roll_call).get(field="draft"),
        value=TEXTS[1].draft,
        reason=(
            "The library's record and the adopted text name this draft. A/HRC/43/L.13 is the text "
            "on Mali, adopted as 43/38."
        ),
        by=None,
    )


def _load_follow_ups(resolution: Resolution) -> None:
    orders = (
        ("OP8", "hrc46", "A two-hour meeting on the role of poverty alleviation"),
        ("OP9", "hrc49", "A summary report on that meeting by the High Commissioner"),
    )
    for paragraph, session, description in orders:
        order = FollowUp(
            resolution=resolution,
            paragraph=paragraph,
            description=description,
            due_session=Session.objects.get(code=session),
        )
        add_to_text(order, by=None)


def _load_mali() -> None:
    """The text whose draft number the board prints by mistake."""
    resolution = save_record(
        Resolution(
            public_id=demo_id("text 43/38"),
            body=Body.objects.get(code="hrc"),
            session=Session.objects.get(code="hrc43"),
            agenda_item=AgendaItem.objects.get(body__code="hrc", number=10),
            source=_library_record("43/38", "29360"),
            symbol="A/HRC/RES/43/38",
            title=texts.MALI_TITLE,
            outcome=Resolution.Outcome.ADOPTED_WITHOUT_VOTE,
            acted_on=date(2020, 6, 22),
        ),
        by=None,
    )
    add_draft(resolution=resolution, symbol="A/HRC/43/L.13", by=None)
    publish(resolution, by=None)
