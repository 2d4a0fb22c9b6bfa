"""The steps by which a record becomes public or is taken back, and who may take which."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kb.records.admin.rights import may
from kb.records.ledger import writes
from kb.records.models import Publishable
from kb.records.services import publish, save_record, withdraw

STATE = Publishable.State


@dataclass(frozen=True, slots=True)
class Step:
    """One change of standing: from which states, by whose permission, and what it asks for."""

    name: str
    words: str
    permission: str
    starts: frozenset[str]
    explained: str
    needs_time: bool = False
    needs_reason: bool = False


UNPUBLISHED = frozenset({STATE.DRAFT, STATE.IN_REVIEW, STATE.WITHDRAWN})
STEPS = {
    step.name: step
    for step in (
        Step(
            "review",
            "Send to review",
            "change",
            frozenset({STATE.DRAFT}),
            "From then on only those who may publish it can edit it.",
        ),
        Step(
            "draft",
            "Back to draft",
            "publish",
            frozenset({STATE.IN_REVIEW, STATE.WITHDRAWN}),
            "It can be edited as a draft again.",
        ),
        Step(
            "publish",
            "Publish now",
            "publish",
            UNPUBLISHED,
            "Everybody can read it at once.",
        ),
        Step(
            "release",
            "Publish at a time",
            "publish",
            UNPUBLISHED | {STATE.PUBLISHED},
            "Nobody but staff can read it before that instant.",
            needs_time=True,
        ),
        Step(
            "withdraw",
            "Withdraw",
            "withdraw",
            frozenset({STATE.PUBLISHED}),
            "Its page says that it was withdrawn, and on which day, and nothing else.",
            needs_reason=True,
        ),
    )
}


def steps_for(user: Any, record: Any) -> list[Step]:
    """What this user may do with this record now."""
    if not isinstance(record, Publishable):
        return []
    return [
        step
        for step in STEPS.values()
        if record.state in step.starts and may(user, step.permission, record)
    ]


@writes
def take_step(step: Step, records: Iterable[Publishable], *, by: Any, said: dict[str, Any]) -> None:
    """All of them or none. Raises what the services raise."""
    reason = said.get("reason", "")
    for record in records:
        if step.name == "withdraw":
            withdraw(record, by=by, reason=reason)
        elif step.name in ("publish", "release"):
            publish(record, by=by, release_at=said.get("release_at"), reason=reason)
        else:
            record.state = {"review": STATE.IN_REVIEW, "draft": STATE.DRAFT}[step.name]
            save_record(record, by=by, reason=reason, action=step.words.lower())
