"""The lists of statements, asks and articles."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, QuerySet

from kb.exchange.documents.asks import ASKS as PARTNERS_ASKS
from kb.exchange.documents.asks import public_asks
from kb.pages.lists.kinds import Lines, ListedLine, PublicList, facts
from kb.pages.parts.asked import shown_asked
from kb.pages.parts.asks import asks_to_show
from kb.pages.parts.mentioned import statement_line
from kb.pages.parts.shown import Link, counted, day_words, public_link
from kb.search.keyset import Key, newest_first
from statements.filters import ArticleFilters, AskFilters, StatementFilters
from statements.models import Article, Ask, Statement
from statements.services import score_asks


def _statements(at: datetime) -> "QuerySet[Statement]":
    return Statement.objects.published(at).select_related("delivered_by", "session")


def _statement_lines(
    statements: Sequence[Statement], filters: StatementFilters, at: datetime
) -> Lines:
    """One query for the number of asks."""
    asks = Ask.objects.filter(statement__in=statements).order_by()
    asked = dict(asks.values_list("statement").annotate(number=Count("pk")))
    return Lines("lines", [_statement(each, asked.get(each.pk, 0), at) for each in statements])


def _statement(statement: Statement, asks: int, at: datetime) -> ListedLine:
    shown, session = statement_line(statement, at), statement.session
    kind = f"Joint {shown.kind.lower()}" if statement.is_joint else shown.kind
    return ListedLine(
        title=shown.title,
        url=shown.url,
        facts=facts(
            kind,
            shown.by,
            day_words(shown.on) if shown.on else "",
            Link(str(session), session.get_absolute_url()) if session else "",
            counted(asks, "ask"),
        ),
    )


STATEMENTS = PublicList(
    name="statements",
    title="Statements",
    one="statement",
    many="statements",
    about="What was said to the Council and published about its votes, the newest first, in the "
    "words as delivered.",
    nothing_yet="No statement is public yet. Statements appear here as soon as they are published.",
    filters=StatementFilters,
    keys=(newest_first("delivered_on"), Key("slug")),
    rows=_statements,
    lines=_statement_lines,
    beside=(("articles", "Articles"), ("organisations", "Organisations"), ("people", "People")),
)


def _asks(at: datetime) -> "QuerySet[Ask]":
    return asks_to_show(public_asks(at))


def _ask_lines(asks: Sequence[Ask], filters: AskFilters, at: datetime) -> Lines:
    return Lines("asks", shown_asked(score_asks(asks, at=at), at))


ASKS = PublicList(
    name="asks",
    title="Asks",
    one="ask",
    many="asks",
    about="What organisations asked of the Council, of States and of sponsors, the newest first, "
    "and whether it was done.",
    nothing_yet="No ask is public yet. Asks appear here with the statements that make them.",
    filters=AskFilters,
    keys=PARTNERS_ASKS.keys,
    rows=_asks,
    lines=_ask_lines,
)


def _articles(at: datetime) -> "QuerySet[Article]":
    return Article.objects.published(at).select_related("publisher")


def _article_lines(articles: Sequence[Article], filters: ArticleFilters, at: datetime) -> Lines:
    return Lines("lines", [_article(each, at) for each in articles])


def _article(article: Article, at: datetime) -> ListedLine:
    day = article.published_on
    return ListedLine(
        title=article.title,
        url=article.get_absolute_url(),
        facts=facts(public_link(article.publisher, at), day_words(day) if day else ""),
    )


ARTICLES = PublicList(
    name="articles",
    title="Articles",
    one="article",
    many="articles",
    about="What was published about votes and statements, the newest first, with its claims held "
    "against the record.",
    nothing_yet="No article is public yet. Articles appear here as soon as they are published.",
    filters=ArticleFilters,
    keys=(newest_first("published_on"), Key("slug")),
    rows=_articles,
    lines=_article_lines,
    beside=(
        ("statements", "Statements"),
        ("organisations", "Organisations"),
        ("people", "People"),
    ),
)
