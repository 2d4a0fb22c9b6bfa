"""Somebody who does whatever staff can do, one thing after another, by chance."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from kb.council.models import Group, GroupMembership, Seat, SeatSuspension, Session, State
from kb.records.conflicts import Claimed, decide_conflict, record_conflict
from kb.records.models import Conflict, Source
from kb.records.services import Refused, publish, remove_record, save_record, withdraw
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
from statements.services import write_statement
from tests.exchange.generated import CODES, POSITIONS, Generated
from tests.factories import make_initiative, make_reading, make_source
from tests.statements.factories import make_ask, make_signature
from votes.models import FollowUp, Initiative, Reading, Resolution, RollCall, Sponsorship
from votes.services import Decided, accept_reading, add_draft, correct_ballot, decide_cells
from votes.services.texts import add_to_text

PUBLISHABLE = (
    Source,
    Initiative,
    Resolution,
    RollCall,
    Statement,
    Article,
    Organisation,
    Person,
    Signature,
)


class Staff:
    """Does one thing after another, by chance."""

    def __init__(self, seed: int) -> None:
        self.made = Generated(seed)
        self.chance = self.made.chance
        self.now = timezone.now()
        self.deeds: list[Callable[[], Any]] = [
            *[self.publish] * 4,
            *[self.embargo] * 2,
            *[self.withdraw] * 4,
            *[self.wait] * 4,
            self.rename,
            self.rename,
            self.move_text,
            self.act_on_text,
            self.add_to_text,
            self.read,
            self.accept,
            self.accept,
            self.correct,
            self.decide_cell,
            self.dispute,
            self.dispute,
            self.settle_dispute,
            self.protect,
            self.protect,
            self.sign,
            self.ask,
            self.change_part,
            self.remove,
            self.role,
            self.note_for_staff,
            self.seat,
            self.group,
            self.session,
            self.state,
        ]

    def do_something(self) -> str:
        deed = self.chance.choice(self.deeds)
        try:
            deed()
        except (Refused, ValidationError, ProtectedError) as refused:
            return f"{deed.__name__} (refused: {refused})"
        return deed.__name__

    def one(self, *models: type[Any]) -> Any:
        """Any record of one of these kinds, in an order that does not hang on its ids."""
        rows = list(self.chance.choice(models).objects.order_by("pk"))
        if not rows:
            raise Refused("There is none.")
        return self.chance.choice(rows)

    def maybe(self, model: type[Any]) -> Any:
        return self.chance.choice([None, self.one(model)])

    def day(self) -> date:
        return date(2020, 6, 1) + timedelta(days=self.chance.randrange(60))

    def publish(self) -> None:
        publish(self.one(*PUBLISHABLE), by=None)

    def embargo(self) -> None:
        soon = self.now + timedelta(minutes=self.chance.randrange(1, 90))
        record = self.one(*PUBLISHABLE)
        if record.state == "published":
            withdraw(record, by=None, reason="Too early")
        publish(record, by=None, release_at=soon)

    def withdraw(self) -> None:
        withdraw(self.one(*PUBLISHABLE), by=None, reason="By chance")

    def wait(self) -> None:
        self.now += timedelta(minutes=self.chance.randrange(1, 60))

    def rename(self) -> None:
        record = self.one(Source, Initiative, Resolution, Statement, Article, Organisation, Person)
        name = "name" if hasattr(record, "name") else "title"
        setattr(record, name, f"Renamed {self.chance.random()}")
        if isinstance(record, (Statement, Article, Organisation)) and self.chance.random() < 0.5:
            record.slug = f"renamed-{self.chance.randrange(10**9)}"
        if isinstance(record, Statement):
            record.text += "\n\nOne more."
            write_statement(record, by=None)
        else:
            save_record(record, by=None)

    def move_text(self) -> None:
        text = self.one(Resolution)
        text.initiative = self.chance.choice([None, self.one(Initiative), make_initiative()])
        text.source = self.chance.choice([None, self.one(Source)])
        if self.chance.random() < 0.5:
            text.kind, text.amends = Resolution.Kind.AMENDMENT, self.one(Resolution)
        save_record(text, by=None)

    def act_on_text(self) -> None:
        text = self.one(Resolution)
        text.outcome = self.chance.choice(Resolution.Outcome.values)
        text.acted_on = self.day()
        save_record(text, by=None)

    def add_to_text(self) -> None:
        text = self.one(Resolution)
        number = self.chance.randrange(10**9)
        add_draft(resolution=text, symbol=f"A/HRC/43/L.{number}", by=None)
        text.refresh_from_db()
        sponsor = Sponsorship(
            resolution=text, state=self.maybe(State), name_as_printed=f"S{number}", role="main"
        )
        add_to_text(sponsor, by=None)
        text.refresh_from_db()
        session = self.one(Session)
        add_to_text(
            FollowUp(resolution=text, paragraph="OP1", description="A report", due_session=session),
            by=None,
        )

    def read(self) -> None:
        positions = {code: self.chance.choice(POSITIONS) for code in self.chance.sample(CODES, 5)}
        source = self.chance.choice([self.one(Source), make_source(published=False)])
        make_reading(self.one(RollCall), positions, source=source)

    def accept(self) -> None:
        reading = self.one(Reading)
        as_ = self.chance.choice(["provisional", "official"])
        differing = accept_choices(reading)
        accept_reading(reading, as_=as_, by=None, choices=differing, reason="By chance")

    def correct(self) -> None:
        vote = self.one(RollCall)
        correct_ballot(
            roll_call=vote,
            state=State.objects.get(code=self.chance.choice(CODES)),
            position=self.chance.choice(POSITIONS),
            reason="By chance",
            source=self.one(Source),
            by=None,
        )

    def decide_cell(self) -> None:
        reading = self.one(Reading)
        state = State.objects.get(code=self.chance.choice(CODES))
        decided = Decided(0, state=state, remember=self.chance.random() < 0.5)
        decide_cells(reading=reading, decided=[decided], by=None)

    def dispute(self) -> None:
        record = self.one(Resolution, RollCall, Statement, Article, Organisation, Initiative)
        claims = [
            Claimed(self.one(Source), self.chance.choice(["1", "2"])),
            Claimed(self.one(Source), self.chance.choice(["1", "3"])),
        ]
        record_conflict(record, field="somewhere", label="Somewhere", claims=claims, by=None)

    def settle_dispute(self) -> None:
        conflict = self.one(Conflict)
        value = self.chance.choice([each.value for each in conflict.values.order_by("pk")])
        decide_conflict(conflict, value=value, reason="It is so", by=None, is_applied=True)

    def protect(self) -> None:
        record = self.one(Person, Signature)
        record.confidentiality = self.chance.choice(["named", "role_only", "withheld"])
        if isinstance(record, Signature):
            record.role_label = "A defender"
        save_record(record, by=None)

    def sign(self) -> None:
        make_signature(
            statement=self.one(Statement),
            organisation=self.maybe(Organisation),
            person=self.maybe(Person),
            source=self.maybe(Source),
        )

    def ask(self) -> None:
        at = self.chance.choice(
            [{"statement": self.one(Statement)}, {"article": self.one(Article)}]
        )
        make_ask(**at, resolution=self.maybe(Resolution), made_on=self.day())

    def change_part(self) -> None:
        part = self.one(Ask, Quote, Mention, ClaimCheck)
        if isinstance(part, Ask):
            part.resolution, part.roll_call = self.one(Resolution), None
            part.act, part.target_kind = "amend", "council"
            part.target_state = part.target_group = None
            part.position_asked = ""
            part.amended_as_asked, part.amended_source = True, self.one(Source)
        elif isinstance(part, Quote):
            part.person = self.one(Person)
        elif isinstance(part, Mention):
            part.resolution, part.roll_call = None, None
            part.cited_statement = self.one(Statement)
        else:
            part.roll_call, part.source = self.maybe(RollCall), self.maybe(Source)
        save_record(part, by=None)

    def remove(self) -> None:
        remove_record(self.one(Ask, Quote, Mention, ClaimCheck, Role, Signature), by=None)

    def role(self) -> None:
        person, organisation = self.one(Person), self.maybe(Organisation)
        old = person.roles.first()
        role = old if old and self.chance.random() < 0.5 else Role(person=person)
        role.title, role.organisation = f"Advocate {self.chance.random()}", organisation
        save_record(role, by=None)

    def note_for_staff(self) -> None:
        article = self.one(Article)
        article.contact = f"{self.chance.random()}@example.org"
        save_record(article, by=None)

    def seat(self) -> None:
        seat = Seat.objects.filter(state__code__in=CODES).order_by("pk").first()
        if self.chance.random() < 0.5:
            since = date(2020, 1, 1) + timedelta(days=self.chance.randrange(200))
            SeatSuspension.objects.create(seat=seat, since=since)
            save_record(seat, by=None, details={"suspension": [None, "added"]})
        else:
            seat.until = (seat.until or date(2022, 1, 1)) + timedelta(days=1)
            save_record(seat, by=None)

    def group(self) -> None:
        group = self.one(Group)
        GroupMembership.objects.create(
            group=group, state=self.one(State), since=date(1900, 1, self.chance.randrange(1, 28))
        )
        save_record(group, by=None, details={"membership": [None, "added"]})

    def session(self) -> None:
        session = self.one(Session)
        session.code = f"x{self.chance.randrange(10**6)}"
        save_record(session, by=None)

    def state(self) -> None:
        state = State.objects.get(code=self.chance.choice(CODES))
        state.name = f"State {self.chance.random()}"
        save_record(state, by=None)


def accept_choices(reading: Reading) -> dict[str, str]:
    """This reading's own position for every State on which the others differ from it."""
    others = Reading.objects.filter(roll_call=reading.roll_call).exclude(pk=reading.pk)
    positions = reading.positions
    return {
        state: position
        for state, position in positions.items()
        if any(each.positions.get(state, position) != position for each in others)
    }
