"""The joint statement and the article, described in our own words, with what they ask and claim."""

from datetime import date
from typing import Any

from kb.council.models import AgendaItem, Session, State
from kb.pages.demo import texts
from kb.pages.demo.ids import demo_id
from kb.records.conflicts import Claimed, record_conflict
from kb.records.models import Source
from kb.records.services import publish, save_record
from statements.models import (
    Article,
    Ask,
    ClaimCheck,
    Mention,
    Organisation,
    Person,
    Quote,
    Role,
    Signature,
    Statement,
)
from statements.services import add_part, write_statement
from votes.models import Resolution, RollCall

STATEMENT_DAY = date(2020, 6, 19)
DAY_BY_AMNESTY = date(2020, 6, 22)


def load_statements() -> None:
    if not Statement.objects.filter(public_id=demo_id("joint statement")).exists():
        _load_statement()
    if not Article.objects.filter(public_id=demo_id("article")).exists():
        _load_article()


def _published(record: Any) -> Any:
    return publish(save_record(record, by=None), by=None)


def _organisation(slug: str, name: str, **fields: Any) -> Organisation:
    public_id = demo_id(slug)
    found = Organisation.objects.filter(public_id=public_id).first()
    return found or _published(Organisation(public_id=public_id, slug=slug, name=name, **fields))


def _source(name: str, **fields: Any) -> Source:
    public_id = demo_id(name)
    found = Source.objects.filter(public_id=public_id).first()
    return found or _published(Source(public_id=public_id, **fields))


def _article_source() -> Source:
    return _source(
        "article source",
        kind=Source.Kind.WEB_PAGE,
        title="Article on the vote of 22 June 2020",
        publisher="ISHR",
        dated_on=date(2020, 6, 22),
    )


def _amnesty_source() -> Source:
    return _source(
        "amnesty page",
        kind=Source.Kind.WEB_PAGE,
        title="Page on the joint statement",
        publisher="Amnesty International",
        reference="IOR 40/2563/2020",
        dated_on=DAY_BY_AMNESTY,
    )


def _load_statement() -> None:
    speaker = _organisation("defenddefenders", "DefendDefenders")
    statement = Statement(
        public_id=demo_id("joint statement"),
        slug="joint-statement-item-10-general-debate-june-2020",
        title=texts.STATEMENT_TITLE,
        session=Session.objects.get(code="hrc43"),
        agenda_item=AgendaItem.objects.get(body__code="hrc", number=10),
        delivered_by=speaker,
        source=_article_source(),
        kind=Statement.Kind.GENERAL_DEBATE,
        modality=Statement.Modality.ORAL,
        is_joint=True,
        delivered_on=STATEMENT_DAY,
        declared_signatories=11,
        is_described=True,
        text=texts.STATEMENT,
    )
    write_statement(statement, by=None)
    amnesty = _organisation("amnesty-international", "Amnesty International")
    _published(Signature(statement=statement, organisation=speaker))
    _published(Signature(statement=statement, organisation=amnesty, source=_amnesty_source()))
    record_conflict(
        statement,
        field="delivered_on",
        label="Date of the statement",
        claims=[
            Claimed(_article_source(), STATEMENT_DAY.isoformat()),
            Claimed(_amnesty_source(), DAY_BY_AMNESTY.isoformat()),
        ],
        by=None,
    )
    _load_asks(statement)
    _load_mentions(statement)
    publish(statement, by=None)


def _address_of(statement: Statement, words: str) -> str:
    return statement.segments.get(text=words, paragraph__isnull=False).address


def _load_asks(statement: Statement) -> None:
    text = Resolution.objects.get(public_id=demo_id("text 43/21"))
    add_part(
        Ask(
            statement=statement,
            resolution=text,
            text=texts.ASK_OF_CHINA,
            target_kind=Ask.Target.SPONSOR,
            target_state=State.objects.get(code="CHN"),
            act=Ask.Act.RECONSIDER,
        ),
        address=_address_of(statement, texts.ASK_OF_CHINA),
        by=None,
    )
    add_part(
        Ask(
            statement=statement,
            resolution=text,
            text=texts.ASK_OF_THE_COUNCIL,
            target_kind=Ask.Target.COUNCIL,
            act=Ask.Act.REJECT,
        ),
        address=_address_of(statement, texts.ASK_OF_THE_COUNCIL),
        by=None,
    )


def _load_mentions(statement: Statement) -> None:
    text = Resolution.objects.get(public_id=demo_id("text 43/21"))
    cited = (
        Mention(statement=statement, resolution=text),
        Mention(
            statement=statement,
            symbol="A/HRC/43/31",
            title="Report of the Advisory Committee",
            paragraphs="104, 106",
            url="https://undocs.org/A/HRC/43/31",
        ),
        Mention(statement=statement, title="No Advice without Knowledge, DefendDefenders"),
    )
    for mention in cited:
        add_part(mention, by=None)


def _load_article() -> None:
    publisher = _organisation("ishr", "International Service for Human Rights", short_name="ISHR")
    vote = RollCall.objects.get(public_id=demo_id("vote 43/21"))
    article = Article(
        public_id=demo_id("article"),
        slug="hrc43-vote-on-mutually-beneficial-cooperation",
        title=texts.ARTICLE_TITLE,
        publisher=publisher,
        source=_article_source(),
        published_on=date(2020, 6, 22),
        lede=texts.ARTICLE_LEDE,
        body=texts.ARTICLE_BODY,
        is_described=True,
        image_credit="UN Webcast",
    )
    save_record(article, by=None)
    speaker = _published(
        Person(public_id=demo_id("speaker"), slug="sarah-m-brooks", name="Sarah M Brooks")
    )
    save_record(Role(person=speaker, organisation=publisher, title="Asia Advocate"), by=None)
    for words in texts.QUOTES:
        quote = Quote(
            article=article,
            person=speaker,
            spoken_as=texts.QUOTED_AS,
            text=words,
            is_described=True,
        )
        add_part(quote, by=None)
    add_part(Mention(article=article, roll_call=vote), by=None)
    statement = Statement.objects.filter(public_id=demo_id("joint statement")).first()
    if statement:
        add_part(Mention(article=article, cited_statement=statement), by=None)
    for claim, finding in texts.CLAIMS:
        check = ClaimCheck(article=article, roll_call=vote, claim=claim, finding=finding)
        add_part(check, by=None)
    publish(article, by=None)
