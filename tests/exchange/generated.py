"""A knowledge base made by chance: everything that staff can record, public and hidden, mixed."""

from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from kb.council.models import AgendaItem, Group, Session, State
from kb.records.conflicts import Claimed, decide_conflict, record_conflict
from kb.records.models import Publishable, Source
from kb.records.services import Refused, publish, save_record, withdraw
from statements.models import Ask, Role, Signature
from statements.services import write_statement
from tests.factories import (
    make_initiative,
    make_reading,
    make_resolution,
    make_roll_call,
    make_source,
)
from tests.statements.factories import (
    make_article,
    make_ask,
    make_claim_check,
    make_mention,
    make_organisation,
    make_person,
    make_quote,
    make_signature,
    make_statement,
)
from votes.models import FollowUp, Resolution, RollCall, Sponsorship
from votes.services import accept_reading, correct_ballot

# Words that files, markup and spreadsheets stumble over. No database keeps NUL.
NASTY = (
    "=1+1",
    "@SUM(A1)",
    "-5",
    "'quoted'",
    'He said "no", twice',
    "a,b;c\td",
    "<script>alert(1)</script> & co",
    "Türkiye, Côte d’Ivoire",
    "中国 العربية עברית",
    "😀 \u202eright to left",
    "back\\slash \\u0000",
    "two\n\nparagraphs",
)
POSITIONS = ("yes", "no", "abstain", "absent", "not_recorded")
CODES = ("AGO", "AUS", "AFG", "CHL", "COD", "DEU", "IND", "JPN", "VEN", "CHN")


class Generated:
    """Makes one; what it made is in the database."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 (nothing secret hangs on it)
        self.states = {each.code: each for each in State.objects.filter(code__in=CODES)}
        self.sources = [self.let(make_source(published=False, **self._source())) for _ in range(4)]
        self.organisations = [
            self.let(
                make_organisation(
                    published=False,
                    has_ecosoc_status=self.any(True, False, None),
                    short_name=self.words(),
                )
            )
            for _ in range(3)
        ]
        self.people = [self.let(self._person()) for _ in range(3)]
        self.texts = [self._text() for _ in range(3)]
        self.votes = [vote for text in self.texts for vote in self._votes(text)]
        self.statements = [self._statement() for _ in range(2)]
        self.articles = [self._article() for _ in range(2)]
        for place in (*self.statements, *self.articles):
            self._parts(place)
        for record in (*self.texts, *self.votes, *self.statements):
            self._dispute(record)

    def any(self, *choices: Any) -> Any:
        return self.chance.choice(choices)

    def words(self) -> str:
        return self.any("", self.any(*NASTY))

    def day(self) -> date | None:
        return self.any(None, date(2020, 6, 1) + timedelta(days=self.chance.randrange(60)))

    def let(self, record: Publishable) -> Any:
        """Mostly public; else a draft, under embargo or withdrawn."""
        fate = self.chance.random()
        if fate < 0.75:
            publish(record, by=None)
        elif fate < 0.85:
            publish(record, by=None, release_at=timezone.now() + timedelta(days=9))
        elif fate < 0.92:
            publish(record, by=None)
            withdraw(record, by=None, reason="By chance")
        return record

    def _source(self) -> dict[str, Any]:
        return {
            "title": self.any(*NASTY).replace("\n", " "),
            "publisher": self.any("", "OHCHR Library"),
            "kind": self.any(*Source.Kind.values),
            "dated_on": self.day(),
            "url": self.any("", "https://example.org/a?b=c&d=é"),
        }

    def _person(self) -> Any:
        told = self.any("named", "named", "role_only")
        person = make_person(published=False, confidentiality=told)
        role = Role(
            person=person, organisation=self.any(None, *self.organisations), title="Advocate"
        )
        save_record(role, by=None)
        return person

    def _text(self) -> Resolution:
        text = make_resolution(
            published=False,
            drafts=(f"A/HRC/43/L.{self.chance.randrange(10**6)}",),
            agenda_item=self.any(None, *AgendaItem.objects.filter(body__code="hrc")[:2]),
            initiative=self.any(None, self.let(make_initiative(published=False))),
            source=self.any(None, *self.sources),
            acted_on=self.day(),
            outcome=self.any("adopted_by_vote", "rejected", "pending", "withdrawn"),
            title=self.any(*NASTY).replace("\n", " "),
        )
        Sponsorship.objects.create(
            resolution=text,
            state=self.any(None, *self.states.values()),
            name_as_printed=self.any(*NASTY),
            role=self.any("main", "co_sponsor", "additional"),
        )
        FollowUp.objects.create(
            resolution=text,
            paragraph="OP8",
            description="A report",
            due_session=self.any(None, *Session.objects.all()[:2]),
        )
        return self.let(text)

    def _votes(self, text: Resolution) -> list[RollCall]:
        votes = [
            make_roll_call(
                resolution=text,
                published=False,
                draft=self.any(None, text.drafts.first()),
                requested_by=self.any(None, *self.states.values()),
                meeting=self.any(None, 45),
            )
        ]
        if self.any(True, False):
            votes.append(
                make_roll_call(
                    resolution=text,
                    published=False,
                    slug=f"{text.slug}-pp1",
                    subject=self.any("paragraph", "amendment", "no_action"),
                    subject_label=self.words().replace("\n", " "),
                    is_final=False,
                )
            )
        for vote in votes:
            self._result(vote)
            self.let(vote)
        return votes

    def _result(self, vote: RollCall) -> None:
        readings = []
        for source in self.chance.sample(self.sources, self.chance.randrange(3)):
            positions = {code: self.any(*POSITIONS) for code in self.chance.sample(CODES[:9], 6)}
            declared = self.any(None, {"yes": 1, "no": 2, "abstain": 3})
            listed = self.any(None, frozenset({"yes", "no"}))
            readings.append(
                make_reading(vote, positions, source=source, declared=declared, listed=listed)
            )
        if not readings or self.any(True, False, False):
            return
        try:
            accept_reading(self.any(*readings), as_=self.any("official", "provisional"), by=None)
            if self.any(True, False):
                correct_ballot(
                    roll_call=vote,
                    state=self.states["AUS"],
                    position=self.any("yes", "no"),
                    reason="By chance",
                    source=self.any(*self.sources),
                    by=None,
                )
        except Refused:
            pass

    def _statement(self) -> Any:
        statement = make_statement(
            published=False,
            title=self.any(*NASTY).replace("\n", " "),
            text=f"{self.any(*NASTY)}\n\n{self.any(*NASTY)} We ask. We thank you.\n\nEnd.",
            session=self.any(None, Session.objects.get(code="hrc43")),
            delivered_by=self.any(None, *self.organisations),
            spoken_by=self.any(None, *self.people),
            spoken_as=self.words().replace("\n", " "),
            source=self.any(None, *self.sources),
            delivered_on=self.day(),
            declared_signatories=self.any(None, 11),
            is_joint=self.any(True, False),
        )
        if self.any(True, False):
            statement.text = f"{self.any(*NASTY)}\n\nSomething else altogether.\n\nEnd."
            write_statement(statement, by=None)
        for organisation in self.organisations:
            self._signature(statement, organisation)
        return self.let(statement)

    def _signature(self, statement: Any, organisation: Any) -> Signature:
        told = self.any("named", "named", "role_only")
        return self.let(
            make_signature(
                published=False,
                statement=statement,
                organisation=self.any(None, organisation),
                name_as_printed=f"Signatory {self.chance.random()}",
                confidentiality=told,
                role_label="A human rights organisation" if told == "role_only" else "",
                source=self.any(None, *self.sources),
                shares_the_views=self.any(True, False),
            )
        )

    def _article(self) -> Any:
        return self.let(
            make_article(
                published=False,
                title=self.any(*NASTY).replace("\n", " "),
                publisher=self.any(None, *self.organisations),
                author=self.any(None, *self.people),
                source=self.any(None, *self.sources),
                published_on=self.day(),
                lede=self.words(),
                body=self.words(),
                contact="ana@example.org",
            )
        )

    def _parts(self, place: Any) -> None:
        is_statement = place in self.statements
        at: dict[str, Any] = {"statement": place} if is_statement else {"article": place}
        segments = list(place.segments.all()) if is_statement else []

        def where() -> dict[str, Any]:
            return at | ({"segment": self.any(None, *segments)} if segments else {})

        try:
            make_quote(**where(), person=self.any(None, *self.people), spoken_as="Advocate")
            make_mention(**where(), symbol="A/HRC/43/31", resolution=self.any(None, *self.texts))
            make_mention(**where(), symbol="", roll_call=self.any(*self.votes))
            make_claim_check(
                **where(),
                roll_call=self.any(None, *self.votes),
                source=self.any(None, *self.sources),
            )
        except Refused:
            pass
        make_ask(**where(), resolution=self.any(None, *self.texts), made_on=self.day())
        make_ask(
            **where(),
            target_kind=Ask.Target.STATE,
            target_state=self.any(*self.states.values()),
            act=self.any("reject", "adopt"),
            position_asked=self.any("yes", "no"),
            roll_call=self.any(*[vote for vote in self.votes if vote.subject != "whole"] or [None]),
        )
        make_ask(
            **where(),
            target_kind=Ask.Target.GROUP,
            target_group=self.any(*Group.objects.all()[:3]),
            resolution=self.any(None, *self.texts),
        )

    def _dispute(self, record: Publishable) -> None:
        if self.any(True, False):
            return
        claims = [
            Claimed(source, value)
            for source, value in zip(
                self.sources, self.any(("3", "4", "3"), ("5", "5")), strict=False
            )
        ]
        conflict = record_conflict(
            record, field="somewhere", label="Somewhere", claims=claims, by=None
        )
        if self.any(True, False):
            value = self.any(*{claim.value for claim in claims})
            decide_conflict(
                conflict, value=value, reason="It is official", by=None, is_applied=True
            )
