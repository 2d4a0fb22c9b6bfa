"""What stands in statements and articles of a bundle: paragraphs, quotes, asks and the rest."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from kb.exchange.bundle.known import Known, as_in, day, words
from kb.exchange.bundle.reading import Bundle, BundleError
from kb.exchange.documents.articles import ARTICLES
from kb.exchange.documents.council import GROUPS, STATES
from kb.exchange.documents.people import PEOPLE
from kb.exchange.documents.resolutions import RESOLUTIONS
from kb.exchange.documents.sources import SOURCES
from kb.exchange.documents.statements import STATEMENTS
from kb.exchange.documents.votes.documents import VOTES
from statements.models import Ask, ClaimCheck, Mention, Quote, Segment, Statement
from statements.models.part import Part

Document = Mapping[str, Any]
PartT = TypeVar("PartT", bound=Part)


def add_parts(bundle: Bundle, known: Known) -> None:
    """Once all that they name is in. Kind by kind, in the order of the bundle."""
    made: dict[str, list[Part]] = {name: [] for name in MAKERS}
    for where, document, place in _places(bundle, known):
        for name, make in MAKERS.items():
            made[name] += [make(where, each, known, f"{place}.{name}") for each in document[name]]
    known.flush_rows()
    for parts in made.values():
        known.give_keys(parts)
        known.write(parts)


def _places(bundle: Bundle, known: Known) -> Iterator[tuple[dict[str, Any], Document, str]]:
    for number, each in enumerate(bundle.of(STATEMENTS)):
        statement = known.named(STATEMENTS, each, "")
        segments = _segments(statement, each, known)
        for segment in segments:
            known.hold(segment)
        today = {row.address: row for row in segments if not row.is_retired}
        where = {"statement": statement, "article": None, "segments": today}
        yield where, each, f"statements[{number}]"
    for number, each in enumerate(bundle.of(ARTICLES)):
        article = known.named(ARTICLES, each, "")
        yield {"statement": None, "article": article, "segments": {}}, each, f"articles[{number}]"


def _segments(statement: Statement, document: Document, known: Known) -> list[Segment]:
    """Paragraphs before their sentences; retired addresses last, without the words they had."""
    rows: dict[str, Segment] = {}
    for paragraph in document["paragraphs"]:
        for told in (paragraph, *paragraph["sentences"]):
            address = told["address"]
            rows[address] = Segment(
                statement=statement, address=address, text=told["text"], order=len(rows) + 1
            )
    for address in sorted(document["retired_addresses"], key=len):
        rows[address] = Segment(
            statement=statement, address=address, order=len(rows) + 1, is_retired=True
        )
    known.give_keys(list(rows.values()))
    for address, row in rows.items():
        if "s" in address:
            row.paragraph = rows[address.partition("s")[0]]
    return sorted(rows.values(), key=lambda row: row.paragraph is not None)


def _part(
    model: type[PartT], where: Mapping[str, Any], document: Document, place: str, **columns: Any
) -> PartT:
    address = document["segment"]
    if address and address not in where["segments"]:
        raise BundleError(f"{place}: there is no paragraph or sentence “{address}”")
    part = model(
        statement=where["statement"],
        article=where["article"],
        segment=where["segments"][address] if address else None,
        **columns,
    )
    as_in(part, document)
    return part


def _quote(where: Mapping[str, Any], document: Document, known: Known, place: str) -> Quote:
    person = known.named(PEOPLE, document["person"], place)
    if person is None and not document["capacity"]:
        person = known.somebody()
    return _part(
        Quote,
        where,
        document,
        place,
        person=person,
        spoken_as=words(document["capacity"]),
        text=document["text"],
        is_described=document["is_described"],
    )


def _ask(where: Mapping[str, Any], document: Document, known: Known, place: str) -> Ask:
    made_on = day(document["made_on"])
    said_in = where["statement"] or where["article"]
    return _part(
        Ask,
        where,
        document,
        place,
        target_kind=document["target"],
        target_state=known.coded(STATES, document["target_state"], place),
        target_group=known.coded(GROUPS, document["target_group"], place),
        act=document["act"],
        position_asked=words(document["position_asked"]),
        text=document["text"],
        resolution=known.named(RESOLUTIONS, document["resolution"], place),
        roll_call=known.named(VOTES, document["vote"], place),
        # Only where it differs from the day of the statement, as staff enter it.
        made_on=None if made_on == said_in.said_on else made_on,
        made_after_vote=document["made_after_vote"],
        amended_as_asked=document["amended_as_asked"],
        amended_source=known.named(SOURCES, document["amended_source"], place),
    )


def _mention(where: Mapping[str, Any], document: Document, known: Known, place: str) -> Mention:
    return _part(
        Mention,
        where,
        document,
        place,
        symbol=words(document["symbol"]),
        title=words(document["title"]),
        paragraphs=words(document["paragraphs"]),
        url=words(document["url"]),
        resolution=known.named(RESOLUTIONS, document["resolution"], place),
        roll_call=known.named(VOTES, document["vote"], place),
        cited_statement=known.named(STATEMENTS, document["statement"], place),
    )


def _claim(where: Mapping[str, Any], document: Document, known: Known, place: str) -> ClaimCheck:
    return _part(
        ClaimCheck,
        where,
        document,
        place,
        claim=document["claim"],
        finding=document["finding"],
        roll_call=known.named(VOTES, document["vote"], place),
        source=known.named(SOURCES, document["source"], place),
    )


MAKERS = {"quotes": _quote, "asks": _ask, "mentions": _mention, "claim_checks": _claim}
