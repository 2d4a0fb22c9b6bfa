"""Statements with their signatures, and articles, out of a bundle."""

from collections.abc import Mapping
from typing import Any

from kb.exchange.bundle.known import Known, as_in, day, words
from kb.exchange.bundle.reading import Bundle
from kb.exchange.bundle.texts import agenda_item
from kb.exchange.documents.articles import ARTICLES
from kb.exchange.documents.council import SESSIONS
from kb.exchange.documents.organisations import ORGANISATIONS
from kb.exchange.documents.people import PEOPLE
from kb.exchange.documents.sources import SOURCES
from kb.exchange.documents.statements import STATEMENTS
from statements.models import Article, Signature, Statement
from statements.models.person import Confidentiality

Document = Mapping[str, Any]


def add_statements(bundle: Bundle, known: Known) -> None:
    documents = bundle.of(STATEMENTS)
    places = [f"statements[{place}]" for place in range(len(documents))]
    made = [_statement(e, known, place) for e, place in zip(documents, places, strict=True)]
    known.add(STATEMENTS, documents, made)
    signatures = []
    for statement, each, place in zip(made, documents, places, strict=True):
        signatures += [_signature(statement, e, known, place) for e in each["signatures"]]
    known.give_keys(signatures)
    known.write(signatures)


def _statement(document: Document, known: Known, place: str) -> Statement:
    session = known.coded(SESSIONS, document["session"], f"{place}.session")
    speaker = document["speaker"]
    body = session.body.code if session else "hrc"
    return Statement(
        slug=document["slug"],
        title=document["title"],
        kind=document["kind"],
        modality=document["modality"],
        is_joint=document["is_joint"],
        session=session,
        agenda_item=agenda_item(known, body, document["agenda_item"], place),
        symbol=words(document["symbol"]),
        delivered_by=known.named(ORGANISATIONS, document["delivered_by"], f"{place}.delivered_by"),
        spoken_by=known.named(PEOPLE, speaker["person"], f"{place}.speaker"),
        spoken_as=words(speaker["capacity"]),
        source=known.named(SOURCES, document["source"], f"{place}.source"),
        delivered_on=day(document["delivered_on"]),
        declared_signatories=document["declared_signatories"],
        check_against_delivery=document["check_against_delivery"],
        is_described=document["is_described"],
        language=document["language"],
        text=words(document["text"]),
    )


def _signature(statement: Statement, document: Document, known: Known, place: str) -> Signature:
    at = f"{place}.signatures"
    is_named = document["confidentiality"] == Confidentiality.NAMED
    signature = Signature(
        statement=statement,
        organisation=known.named(ORGANISATIONS, document["organisation"], at),
        person=known.named(PEOPLE, document["person"], at),
        source=known.named(SOURCES, document["source"], at),
        name_as_printed=words(document["name_as_printed"]),
        role_label="" if is_named else document["name"],
        confidentiality=document["confidentiality"],
        shares_the_views=document["shares_the_views"],
    )
    as_in(signature, document)
    return signature


def add_articles(bundle: Bundle, known: Known) -> None:
    documents = bundle.of(ARTICLES)
    articles = []
    for number, each in enumerate(documents):
        place = f"articles[{number}]"
        articles.append(
            Article(
                slug=each["slug"],
                title=each["title"],
                publisher=known.named(ORGANISATIONS, each["publisher"], f"{place}.publisher"),
                author=known.named(PEOPLE, each["author"], f"{place}.author"),
                source=known.named(SOURCES, each["source"], f"{place}.source"),
                published_on=day(each["published_on"]),
                lede=words(each["lede"]),
                body=words(each["body"]),
                is_described=each["is_described"],
                language=each["language"],
                url=words(each["original_url"]),
                image_credit=words(each["image_credit"]),
            )
        )
    known.add(ARTICLES, documents, articles)
