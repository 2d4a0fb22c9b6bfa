"""A statement as a document of Akoma Ntoso 3.0 (OASIS LegalDocML), paragraph by paragraph."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence

from kb.exchange.formats.akoma_ntoso.meta import (
    US,
    identify,
    organisation_key,
    page_of,
    person_key,
    refer,
)
from kb.exchange.formats.akoma_ntoso.words import Document, Mark, add, plain, say_marked

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
DESCRIBED = "What follows is an account of the statement, not its words."
UNCHECKED = "Check against delivery: what was said may differ from this text."
CITED = {"resolution": "resolutions", "vote": "votes", "statement": "statements"}


def akoma_ntoso(document: Document) -> bytes:
    """XML of the public document of a statement. Its addresses (p5, p5s2) are each an `eId`."""
    root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE})
    statement = add(root, "statement", name=document["kind"])
    meta = add(statement, "meta")
    identify(meta, document)
    refer(meta, document)
    _preface(statement, document)
    body = add(statement, "mainBody", **{"xml:lang": document["language"]})
    cited = list(_cited(document))
    for paragraph in document["paragraphs"]:
        _paragraph(body, paragraph, [*cited, *_quoted(document, paragraph["address"])])
    if not document["paragraphs"]:
        add(body, "p")
    _conclusions(statement, document)
    _notes(meta, body, document)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _preface(parent: ET.Element, document: Document) -> None:
    preface = add(parent, "preface")
    add(add(preface, "p"), "docTitle", document["title"])
    if day := document["delivered_on"]:
        add(add(preface, "p"), "docDate", day, date=day)
    if document["is_described"]:
        _remark(preface, DESCRIBED)
    if document["check_against_delivery"]:
        _remark(preface, UNCHECKED)


def _remark(parent: ET.Element, words: str) -> None:
    """Our own words about the statement."""
    add(add(parent, "p"), "remark", words, status="editorial")


def _cited(document: Document) -> Iterator[Mark]:
    """Symbols as they are printed, with our page of what they name."""
    for mention in document["mentions"]:
        named = next((kind for kind in CITED if mention[kind]), None)
        if mention["symbol"] and named:
            href = page_of(CITED[named], mention[named])
            yield Mark(mention["symbol"], "ref", {"href": href})


def _quoted(document: Document, address: str) -> Iterator[Mark]:
    """The quotes that stand in that paragraph."""
    for quote in document["quotes"]:
        if (quote["segment"] or "").partition("s")[0] == address:
            yield Mark(quote["text"], "embeddedText", _said_by(quote))


def _said_by(quote: Document) -> dict[str, str]:
    person, capacity = quote["person"], quote["capacity"]
    who = ", ".join(filter(None, [person["name"] if person else "", capacity]))
    link = {"href": f"#{person_key(person)}"} if person else {}
    return link | ({"title": who} if who else {})


def _paragraph(body: ET.Element, paragraph: Document, marks: Sequence[Mark]) -> None:
    """A sentence is a span of its paragraph, where its words stand in it as they are."""
    element = add(body, "paragraph", eId=paragraph["address"])
    line, rest = add(add(element, "content"), "p"), paragraph["text"]
    for sentence in paragraph["sentences"]:
        if not sentence["text"] or sentence["text"] not in rest:
            continue
        before, words, rest = rest.partition(sentence["text"])
        say_marked(line, before, marks)
        say_marked(add(line, "span", eId=sentence["address"]), words, marks)
    say_marked(line, rest, marks)


def _conclusions(parent: ET.Element, document: Document) -> None:
    """Who signed, as far as it may be told, and how many the statement says that there are."""
    declared, signatures = document["declared_signatories"], document["signatures"]
    if declared is None and not signatures:
        return
    conclusions = add(parent, "conclusions")
    if declared is not None:
        _remark(conclusions, f"Signatories that the statement declares: {declared}.")
    for each in signatures:
        line = add(conclusions, "p")
        if each["shares_the_views"]:
            line.set("class", "shares-the-views")
        _signed(add(line, "signature"), each)


def _signed(signature: ET.Element, each: Document) -> None:
    """A signature by role alone leads to nobody."""
    if each["organisation"]:
        key = organisation_key(each["organisation"])
        add(signature, "organization", each["name"], refersTo=f"#{key}")
    elif each["person"]:
        add(signature, "person", each["name"], refersTo=f"#{person_key(each['person'])}")
    else:
        signature.text = plain(each["name"])


def _notes(meta: ET.Element, body: ET.Element, document: Document) -> None:
    """Quotes whose words do not stand in the text as they are."""
    marked = {element.text for element in body.iter("embeddedText")}
    others = [quote for quote in document["quotes"] if plain(quote["text"]) not in marked]
    if not others:
        return
    notes = add(meta, "notes", source=US)
    for number, quote in enumerate(others, start=1):
        line = add(add(notes, "note", eId=f"quote{number}"), "p")
        add(line, "embeddedText", quote["text"], **_said_by(quote))
