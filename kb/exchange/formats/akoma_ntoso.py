"""A statement as a document of Akoma Ntoso 3.0 (OASIS LegalDocML), paragraph by paragraph."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# What XML 1.0 cannot hold.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
US = "#publisher"
# Where no day is known the format still asks for one; `name` says that it is none.
NO_DAY = "0001-01-01"
Document = Mapping[str, Any]


def akoma_ntoso(document: Document) -> bytes:
    """XML of the document of a statement. Its paragraphs keep their addresses as `eId`."""
    root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE})
    statement = ET.SubElement(root, "statement", {"name": document["kind"]})
    _meta(statement, document)
    _preface(statement, document)
    body = ET.SubElement(statement, "mainBody")
    for paragraph in document["paragraphs"]:
        _paragraph(body, paragraph)
    if not document["paragraphs"]:
        _text(ET.SubElement(ET.SubElement(body, "paragraph", {"eId": "p1"}), "content"), "p", "")
    _conclusions(statement, document)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _meta(parent: ET.Element, document: Document) -> None:
    meta = ET.SubElement(parent, "meta")
    known = ET.SubElement(meta, "identification", {"source": US})
    day = document["delivered_on"] or NO_DAY
    work = f"/akn/un/statement/{document['delivered_on'] or 'undated'}/{document['slug']}"
    expression = f"{work}/{_language(document)}@"
    _level(known, "FRBRWork", work, day, "delivered" if document["delivered_on"] else "unknown")
    _level(known, "FRBRExpression", expression, day, "expression", _language(document))
    since = (document["public_since"] or NO_DAY)[:10]
    _level(known, "FRBRManifestation", f"{expression}.akn", since, "published here")
    _references(meta, document)


def _level(
    parent: ET.Element, name: str, uri: str, day: str, what: str, language: str = ""
) -> None:
    level = ET.SubElement(parent, name)
    ET.SubElement(level, "FRBRthis", {"value": f"{uri}/!main"})
    ET.SubElement(level, "FRBRuri", {"value": uri})
    ET.SubElement(level, "FRBRdate", {"date": date.fromisoformat(day).isoformat(), "name": what})
    ET.SubElement(level, "FRBRauthor", {"href": "#author"})
    if name == "FRBRWork":
        ET.SubElement(level, "FRBRcountry", {"value": "un"})
    if language:
        ET.SubElement(level, "FRBRlanguage", {"language": language})


def _language(document: Document) -> str:
    return str(document["language"])


def _references(meta: ET.Element, document: Document) -> None:
    found = ET.SubElement(meta, "references", {"source": US})
    by, person = document["delivered_by"], document["speaker"]["person"]
    name = by["name"] if by else person["name"] if person else "not stated"
    folder = "organisations" if by else "people"
    slug = (by or person or {"slug": "not-stated"})["slug"]
    _named(found, "TLCOrganization", "publisher", settings.PUBLIC_URL, _publisher())
    kind = "TLCPerson" if person and not by else "TLCOrganization"
    _named(found, kind, "author", f"{settings.PUBLIC_URL}/{folder}/{slug}/", name)
    for place, each in enumerate(document["mentions"], start=1):
        target = each["resolution"]
        if target:
            url = f"{settings.PUBLIC_URL}/resolutions/{target['slug']}/"
            words = each["symbol"] or target["symbol"] or target["slug"]
            _named(found, "TLCReference", f"cited{place}", url, words, {"name": "cites"})


def _publisher() -> str:
    return settings.PUBLISHER or settings.SITE_NAME


def _named(
    parent: ET.Element,
    kind: str,
    key: str,
    url: str,
    words: str,
    more: Mapping[str, str] | None = None,
) -> None:
    facts = {"eId": key, "href": url, "showAs": _plain(words) or key}
    ET.SubElement(parent, kind, {**facts, **(more or {})})


def _preface(parent: ET.Element, document: Document) -> None:
    preface = ET.SubElement(parent, "preface")
    line = ET.SubElement(preface, "p")
    _text(line, "docTitle", document["title"])
    if document["delivered_on"]:
        line = ET.SubElement(preface, "p")
        element = _text(line, "docDate", document["delivered_on"])
        element.set("date", document["delivered_on"])
    if document["is_described"]:
        _text(preface, "p", "What follows is an account of the statement, not its words.")


def _paragraph(parent: ET.Element, paragraph: Document) -> None:
    """A sentence is a span of its paragraph, where its words stand in it as they are."""
    element = ET.SubElement(parent, "paragraph", {"eId": paragraph["address"]})
    line = ET.SubElement(ET.SubElement(element, "content"), "p")
    rest, last = paragraph["text"], None
    for sentence in paragraph["sentences"]:
        before, found, behind = rest.partition(sentence["text"])
        if not found:
            continue
        _append(line, last, before)
        last = _text(line, "span", sentence["text"])
        last.set("eId", sentence["address"])
        rest = behind
    _append(line, last, rest)


def _append(line: ET.Element, last: ET.Element | None, words: str) -> None:
    if last is None:
        line.text = (line.text or "") + _plain(words)
    else:
        last.tail = (last.tail or "") + _plain(words)


def _conclusions(parent: ET.Element, document: Document) -> None:
    if not document["signatures"]:
        return
    conclusions = ET.SubElement(parent, "conclusions")
    for each in document["signatures"]:
        _text(ET.SubElement(conclusions, "p"), "signature", each["name"])


def _text(parent: ET.Element, name: str, words: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _plain(words)
    return element


def _plain(words: str) -> str:
    return FORBIDDEN.sub("", words)
