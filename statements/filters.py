"""Filters of the lists of statements, asks, organisations, people and articles."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from kb.council.filters import GroupFilter, SessionFilter, StateFilter
from kb.council.models import Group, Session, State
from kb.search.filters import (
    ListFilter,
    ListFilters,
    RecordFilter,
    WordFilter,
    WordsFilter,
)
from statements.models import Article, Ask, Organisation, Person, Role, Statement
from statements.services import score_asks
from votes.models import Resolution, RollCall
from votes.symbols import candidates, lookup_key

OUTCOMES = [
    ("met", "Met"),
    ("partly_met", "Partly met"),
    ("not_met", "Not met"),
    ("moot", "Moot"),
    ("pending", "Pending"),
    ("not_scored", "Not scored"),
]
STATUS = {"yes": True, "no": False, "unknown": None}


class OrganisationFilter(RecordFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"records": _public_organisations}
        expected = "the word in the address of a public organisation"
        super().__init__(*args, expected=expected, **{"label": "Organisation", **kwargs})


def _public_organisations(at: datetime) -> "QuerySet[Organisation]":
    return Organisation.objects.published(at)


def _that_spoke(at: datetime) -> "QuerySet[Organisation]":
    statements = Statement.objects.published(at).exclude(delivered_by=None)
    return _public_organisations(at).filter(pk__in=statements.values("delivered_by"))


def _that_published(at: datetime) -> "QuerySet[Organisation]":
    articles = Article.objects.published(at).exclude(publisher=None)
    return _public_organisations(at).filter(pk__in=articles.values("publisher"))


def _that_asked(at: datetime) -> "QuerySet[Organisation]":
    asks = Ask.objects.public(at)
    spoke = asks.exclude(statement__delivered_by=None).values("statement__delivered_by")
    wrote = asks.exclude(article__publisher=None).values("article__publisher")
    return _public_organisations(at).filter(Q(pk__in=spoke) | Q(pk__in=wrote))


def _with_people(at: datetime) -> "QuerySet[Organisation]":
    roles = Role.objects.filter(Person.visible_at(at, "person__")).exclude(organisation=None)
    return _public_organisations(at).filter(pk__in=roles.values("organisation"))


def _sessions_with_statements(at: datetime) -> "QuerySet[Session]":
    statements = Statement.objects.published(at).exclude(session=None)
    sessions = Session.objects.filter(pk__in=statements.values("session"))
    return sessions.order_by("-starts_on", "code")


class StatementFilters(ListFilters):
    day_column = "delivered_on"
    q = WordsFilter("title", "symbol", label="Title or symbol")
    session = SessionFilter("session", offered=_sessions_with_statements)
    kind = WordFilter("kind", choices=Statement.Kind.choices, label="Kind")
    modality = WordFilter("modality", choices=Statement.Modality.choices, label="Form")
    organisation = OrganisationFilter(
        "delivered_by", offered=_that_spoke, label="Delivered by", phrase="by {}"
    )
    joint = WordFilter(
        method="made_together",
        choices=[("yes", "Joint"), ("no", "Of one organisation")],
        label="Made with others",
    )

    class Meta:
        model = Statement
        fields: list[str] = []

    def made_together(
        self, statements: "QuerySet[Statement]", name: str, word: str
    ) -> "QuerySet[Statement]":
        return statements.filter(is_joint=word == "yes")


@dataclass(frozen=True, slots=True)
class NamedTexts:
    """A draft's symbol can be that of two texts."""

    word: str
    texts: list[Resolution]


class TextField(forms.CharField):
    """The public texts that a symbol stands for, or the word in an address."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        self.at = at
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> NamedTexts | None:
        typed = super().clean(value)
        if not typed:
            return None
        keys = candidates(typed)
        named = Q(slug__in=keys) | Q(drafts__symbol_key__in=keys)
        found = list(Resolution.objects.published(self.at).filter(named).distinct())
        if not found:
            raise forms.ValidationError("There is none.")
        likeliest = [text for key in keys for text in found if text.slug == key][:1]
        texts = likeliest or found
        return NamedTexts(texts[0].slug if len(texts) == 1 else lookup_key(typed), texts)


class TextFilter(ListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        expected = "the symbol of a public text, such as A/HRC/RES/43/21"
        super().__init__(
            *args, expected=expected, label="About the text", phrase="about {}", **kwargs
        )

    @property
    def field(self) -> TextField:
        if not hasattr(self, "_field"):
            self._field = TextField(required=False, max_length=120, at=self.parent.at)
        return self._field

    def word(self, value: NamedTexts) -> str:
        return value.word

    def shown(self, value: NamedTexts) -> str:
        return " or ".join(each.symbol or each.title for each in value.texts)


def about_texts(texts: Any, at: datetime) -> Q:
    """What pages say an ask is about: of a part of a text, only once the vote on it is public."""
    known = RollCall.visible_at(at, "roll_call__") | Q(roll_call__subject=RollCall.Subject.WHOLE)
    on_vote = known & Q(roll_call__resolution__in=texts)
    return on_vote | Q(roll_call=None, resolution__in=texts)


def _states_asked(at: datetime) -> "QuerySet[State]":
    return State.objects.filter(pk__in=Ask.objects.public(at).values("target_state"))


def _groups_asked(at: datetime) -> "QuerySet[Group]":
    return Group.objects.filter(pk__in=Ask.objects.public(at).values("target_group"))


def _sessions_with_asks(at: datetime) -> "QuerySet[Session]":
    asks = Ask.objects.public(at)
    told = asks.filter(about_texts(Resolution.objects.published(at).values("pk"), at))
    made_at = Q(pk__in=asks.values("statement__session"))
    on_text = Q(pk__in=told.values("resolution__session"))
    on_vote = Q(pk__in=told.values("roll_call__resolution__session"))
    return Session.objects.filter(made_at | on_text | on_vote).order_by("-starts_on", "code")


class AskFilters(ListFilters):
    """`session` is where it was made or, where that is public, whose text it is about."""

    state = StateFilter(
        "target_state", offered=_states_asked, label="Asked of", phrase="asked of {}"
    )
    group = GroupFilter(
        "target_group", offered=_groups_asked, label="Asked of the group", phrase="asked of {}"
    )
    act = WordFilter("act", choices=Ask.Act.choices, label="What is asked")
    outcome = WordFilter(method="with_outcome", choices=OUTCOMES, label="Outcome", is_computed=True)
    organisation = OrganisationFilter(
        method="asked_by", offered=_that_asked, label="Asked by", phrase="asked by {}"
    )
    session = SessionFilter(method="of_session", offered=_sessions_with_asks)
    text = TextFilter(method="about")

    class Meta:
        model = Ask
        fields: list[str] = []

    def with_outcome(self, asks: "QuerySet[Ask]", name: str, word: str) -> "QuerySet[Ask]":
        """An ask about no public text has no outcome to tell, whatever it is about."""
        verdict = None if word == "not_scored" else word
        scored = score_asks(asks.with_facts(), at=self.at)
        found = [e.ask.pk for e in scored if e.resolution and e.outcome.verdict == verdict]
        return asks.filter(pk__in=found)

    def asked_by(
        self, asks: "QuerySet[Ask]", name: str, organisation: Organisation
    ) -> "QuerySet[Ask]":
        said, wrote = Q(statement__delivered_by=organisation), Q(article__publisher=organisation)
        return asks.filter(said | wrote)

    def of_session(self, asks: "QuerySet[Ask]", name: str, session: Session) -> "QuerySet[Ask]":
        texts = Resolution.objects.published(self.at).filter(session=session)
        return asks.filter(Q(statement__session=session) | about_texts(texts.values("pk"), self.at))

    def about(self, asks: "QuerySet[Ask]", name: str, named: NamedTexts) -> "QuerySet[Ask]":
        return asks.filter(about_texts(named.texts, self.at))


class OrganisationFilters(ListFilters):
    q = WordsFilter("name", "short_name", label="Name")
    ecosoc = WordFilter(
        method="with_status",
        choices=[("yes", "Has it"), ("no", "Has it not"), ("unknown", "Not known")],
        label="ECOSOC status",
        phrase="ECOSOC status: {}",
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def with_status(
        self, organisations: "QuerySet[Organisation]", name: str, word: str
    ) -> "QuerySet[Organisation]":
        return organisations.filter(has_ecosoc_status=STATUS[word])


class PersonFilters(ListFilters):
    q = WordsFilter("name", label="Name")
    organisation = OrganisationFilter(
        method="with_role_at", offered=_with_people, phrase="with a role at {}"
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def with_role_at(
        self, people: "QuerySet[Person]", name: str, organisation: Organisation
    ) -> "QuerySet[Person]":
        roles = Role.objects.filter(organisation=organisation)
        return people.filter(pk__in=roles.values("person"))


class ArticleFilters(ListFilters):
    day_column = "published_on"
    q = WordsFilter("title", "lede", label="Title or first lines")
    publisher = OrganisationFilter(
        "publisher", offered=_that_published, label="Published by", phrase="by {}"
    )

    class Meta:
        model = Article
        fields: list[str] = []
