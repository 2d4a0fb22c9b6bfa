"""Texts that are likely successive texts of one initiative, by their titles, with the reason.

These are proposals: a person confirms each.
"""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

# What a library adds behind a title: "Rights of the child : resolution /".
KIND = re.compile(
    r"(?:^|[\s:,/\[(])(?:draft )?(?:resolution|decision|presidential statement"
    r"|statement by the president|amendment|resolucion|declaration du president"
    r"|declaracion de la presidencia)$"
)
# What changes from one text of an initiative to the next: years, sessions, numbers of resolutions.
PASSING = re.compile(
    r"\b(?:(?:in|of|for|for the year|since) )?(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)?\d\d))?\b"
    r"|\b(?:(?:at|of) (?:its|the) )?\d+(?:st|nd|rd|th) (?:special |regular )?session\b"
    r"|\b(?:s-)?\d+/\d+\b"
)
WORD = re.compile(r"[^\W_]+")
SMALL_WORDS = {"the", "a", "an", "of", "in", "on", "to", "and", "for", "by", "with", "from"}
# One decision for each State reviewed: no text of it follows another.
OF_ONE_STATE = "outcome of universal periodic review"
LONGEST = 500
# Fewer words than this say too little once their order is left out.
FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text, not an amendment. `session` is the key of its session; `sponsors` the main ones."""

    key: str
    body: str
    session: str
    day: dt.date | None
    title: str
    sponsors: tuple[str, ...] = ()
    is_adopted: bool = True
    initiative: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Texts of one initiative by their keys, in the order of days, those without a day last.

    `initiative` is the one that some of them are already in, `title` that of the latest.
    `predecessors` gives for each text the one it follows: the last that was adopted before it, or
    the last at all.
    """

    texts: tuple[str, ...]
    title: str
    reason: str
    initiative: str | None
    predecessors: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Group:
    """Texts found to belong together so far, and the weakest reason for it."""

    rows: list[TextRow]
    reason: str = "same title"
    sessions: set[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.sessions = {(row.body, row.session) for row in self.rows}

    @property
    def title(self) -> str:
        return self.rows[0].title

    def can_take(self, other: "Group") -> bool:
        """Two texts of one session under different titles are two initiatives."""
        known = {row.initiative for row in (*self.rows, *other.rows)} - {None}
        return self.sessions.isdisjoint(other.sessions) and len(known) < 2

    def take(self, other: "Group", reason: str) -> None:
        self.rows += other.rows
        self.sessions |= other.sessions
        self.reason = reason


def propose(texts: Iterable[TextRow]) -> list[Proposal]:
    """The families that nobody has recorded yet, the largest first.

    Where staff put texts of one title into several initiatives, they parted them: no proposal.
    Time grows with the number of texts.
    """
    by_title: dict[Hashable, list[TextRow]] = defaultdict(list)
    for row in texts:
        if (same := words_of(row.title)) and not same.startswith(OF_ONE_STATE):
            by_title[row.body, same].append(row)
    groups = [Group(sorted(rows, key=_when)) for rows in by_title.values()]
    for key, reason in STEPS:
        groups = _merged(sorted(groups, key=lambda each: _when(each.rows[0])), key, reason)
    found = [_proposal(group) for group in groups if _is_news(group)]
    return sorted(found, key=lambda each: (-len(each.texts), each.texts))


def words_of(title: str) -> str:
    """The words of a title without accents, case, punctuation, "the" and the kind of text."""
    return " ".join(each for each in _words(_plain(title)) if each != "the")


@lru_cache(maxsize=8192)
def _plain(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title[:LONGEST].casefold())
    bare = " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
    return KIND.sub("", bare.rstrip(" /.])")).rstrip(" :,/[(")


def _words(text: str) -> list[str]:
    return WORD.findall(text.replace("'", "").replace("’", ""))


def _but_for_the_year(group: Group) -> list[Hashable]:
    words = [each for each in _words(PASSING.sub(" ", _plain(group.title))) if each != "the"]
    return [(group.rows[0].body, " ".join(words))] if words else []


def _in_any_order(group: Group) -> list[Hashable]:
    words = _meaning(PASSING.sub(" ", _plain(group.title)))
    return [(group.rows[0].body, words)] if len(words) >= FEWEST_WORDS else []


def _heading_and_sponsor(group: Group) -> list[Hashable]:
    """The part before the colon, with each main sponsor of any text."""
    heading = _meaning(PASSING.sub(" ", _plain(group.title).partition(":")[0]))
    sponsors = {words_of(name) for row in group.rows for name in row.sponsors[:1]}
    body = group.rows[0].body
    return [(body, heading, each) for each in sorted(sponsors) if each and len(heading) > 1]


def _meaning(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _words(text) if word not in SMALL_WORDS)


Keys = Callable[[Group], list[Hashable]]
STEPS: tuple[tuple[Keys, str], ...] = (
    (_but_for_the_year, "same title but for the year"),
    (_in_any_order, "same words in another order"),
    (_heading_and_sponsor, "titles alike and the same main sponsor"),
)


def _merged(groups: Sequence[Group], keys: Keys, reason: str) -> list[Group]:
    """Each group joins the first with a key of its own that can take it."""
    kept: list[Group] = []
    by_key: dict[Hashable, Group] = {}
    for group in groups:
        own = keys(group)
        hosts = (by_key[key] for key in own if key in by_key)
        host = next((each for each in hosts if each.can_take(group)), None)
        if host is None:
            kept.append(group)
        else:
            host.take(group, reason)
        for key in own:
            by_key.setdefault(key, host or group)
    return kept


def _when(row: TextRow) -> tuple[bool, dt.date, str]:
    return (row.day is None, row.day or dt.date.max, row.key)


def _is_news(group: Group) -> bool:
    known = {row.initiative for row in group.rows}
    return len(group.rows) > 1 and None in known and len(known) <= 2


def _proposal(group: Group) -> Proposal:
    rows = sorted(group.rows, key=_when)
    known = next((row.initiative for row in rows if row.initiative), None)
    return Proposal(
        texts=tuple(row.key for row in rows),
        title=rows[-1].title,
        reason=group.reason,
        initiative=known,
        predecessors=tuple(_predecessors(rows)),
    )


def _predecessors(rows: Sequence[TextRow]) -> Iterator[tuple[str, str]]:
    """(text, the one before it); two texts of one session do not follow each other."""
    for place, row in enumerate(rows):
        before = [each for each in rows[:place] if each.session != row.session and each.day]
        adopted = [each for each in before if each.is_adopted]
        if row.day and before:
            yield row.key, (adopted or before)[-1].key
