"""States and sessions by what they are called: they have no search entries of their own."""

from kb.council.models import Session, StateName
from kb.pages.parts.shown import state_url
from kb.pages.search.lines import FoundLine
from kb.search.words import holds, plain


def states_called(words: list[str]) -> list[FoundLine]:
    """By any name that a public list gives it, former ones and other languages included.

    Those that are called exactly so come first, then those whose own name it is. What staff have
    learnt from readings stays out: a reading may not be public. One query.
    """
    if not words:
        return []
    wanted = [plain(word) for word in words]
    exactly = " ".join(wanted)
    found: dict[str, tuple[bool, FoundLine]] = {}
    for name, code, state in _names():
        if not holds(name, wanted):
            continue
        is_exact = plain(name) == exactly
        if code not in found or (is_exact and not found[code][0]):
            said = "" if name == state else f"also called {name}"
            found[code] = (is_exact, FoundLine("State", state, state_url(code), said))
    in_order = sorted(found.values(), key=lambda each: (not each[0], bool(each[1].said)))
    return [line for _, line in in_order]


def _names() -> list[tuple[str, str, str]]:
    """(a name or code, the code, the State's own name), by State, its own name first.

    A number is searched for the texts that bear it, not for a State's M49 code.
    """
    rows = StateName.objects.exclude(kind=StateName.Kind.LEARNT).order_by("state__name", "pk")
    names: dict[tuple[str, str, str], None] = {}
    for name, code, alpha2, state in rows.values_list(
        "name", "state__code", "state__alpha2", "state__name"
    ):
        for each in (state, name, code, alpha2):
            if not each.isdigit():
                names[each, code, state] = None
    return list(names)


def sessions_called(words: list[str]) -> list[FoundLine]:
    """By number, label, code, body or year; the name of the body alone is not enough. One query."""
    if not words:
        return []
    wanted = [plain(word) for word in words]
    sessions = Session.objects.select_related("body").order_by("body", "kind", "-number")
    return [
        FoundLine("Session", f"{each.body}, {each}", each.get_absolute_url())
        for each in sessions
        if _is_called(each, wanted)
    ]


def _is_called(session: Session, wanted: list[str]) -> bool:
    year = session.starts_on.year if session.starts_on else ""
    own = f"{session.label} {session.number} {session.code} {year}"
    if not holds(f"{own} {session.body.name} {session.body.code}", wanted):
        return False
    return any(holds(own, [word]) for word in wanted)
