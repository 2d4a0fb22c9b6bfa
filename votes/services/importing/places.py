"""Where a record belongs: body, session, agenda item, groups. A session that is new is created."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.council.lookup import ordinal
from kb.council.models import AgendaItem, Body, Group, Session, State
from kb.records.models import Record
from kb.records.services import Refused, save_record

_SESSION = re.compile(r"(?:(?P<kind>s|es|om)-)?(?P<number>[1-9]\d{0,2})")
_KINDS = {
    None: (Session.Kind.REGULAR, "session"),
    "s": (Session.Kind.SPECIAL, "special session"),
    "es": (Session.Kind.EMERGENCY, "emergency special session"),
    "om": (Session.Kind.ORGANISATIONAL, "organisational meeting"),
}


@dataclass(slots=True)
class Places:
    """What records refer to, looked up once an import."""

    bodies: dict[str, Body]
    sessions: dict[tuple[int, str, int], Session]
    items: dict[tuple[int, int], AgendaItem]
    states: dict[str, State]
    groups: dict[str, Group]
    by: Any
    may_change: Callable[[Record], bool]

    @classmethod
    def on_record(cls, by: Any, may_change: Callable[[Record], bool]) -> "Places":
        return cls(
            bodies={body.code: body for body in Body.objects.all()},
            sessions={(s.body_id, s.kind, s.number): s for s in Session.objects.all()},
            items={(item.body_id, item.number): item for item in AgendaItem.objects.all()},
            states={state.code: state for state in State.objects.all()},
            groups={_plain(word): g for g in Group.objects.all() for word in (g.name, g.code)},
            by=by,
            may_change=may_change,
        )

    def body(self, code: str) -> Body:
        if code not in self.bodies:
            known = ", ".join(sorted(self.bodies))
            raise Refused(f"The body “{code}” is not on record. Known are {known}.")
        return self.bodies[code]

    def session(self, body: Body, key: str | None, day: date | None) -> Session:
        """By the key that the source gives; else the one session that was held on the day."""
        if key is None:
            return self._session_on(body, day)
        found = _SESSION.fullmatch(key)
        if found is None:
            raise Refused(f"“{key}” is no session, such as 43 or s-34.")
        kind, words = _KINDS[found["kind"]]
        number = int(found["number"])
        if (body.pk, kind, number) not in self.sessions:
            session = Session(
                body=body,
                code=f"{body.code}{found['kind'] or ''}{number}",
                label=f"{ordinal(number)} {words}",
                kind=kind,
                number=number,
            )
            if not self.may_change(session):
                raise Refused(f"The {session.label} is not on record: a records officer adds it.")
            self.sessions[body.pk, kind, number] = save_record(
                session, by=self.by, reason="Named by an imported record."
            )
        return self.sessions[body.pk, kind, number]

    def _session_on(self, body: Body, day: date | None) -> Session:
        held = [
            session
            for session in self.sessions.values()
            if session.body_id == body.pk
            and day is not None
            and None not in (session.starts_on, session.ends_on)
            and session.starts_on <= day <= session.ends_on
        ]
        if len(held) != 1:
            raise Refused("The source names no session, and its day does not tell which it was.")
        return held[0]

    def item(self, body: Body, number: int | None) -> AgendaItem | None:
        return self.items.get((body.pk, number)) if number is not None else None

    def group(self, name: str | None) -> Group | None:
        return self.groups.get(_plain(name)) if name else None


def _plain(name: str) -> str:
    """ "the Organization of Islamic Cooperation" and "OIC": one spelling, without the article."""
    words = re.findall(r"[a-z]+", name.lower().replace("organization", "organisation"))
    return " ".join(word for word in words if word not in ("the", "of", "group", "states"))
