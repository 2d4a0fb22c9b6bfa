"""Printed names -> States, or suggestions. Exact once normalised; fuzzy only ranks suggestions."""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

# Below this a suggestion is noise. It never decides: "FUJI" and "FIJI" score 75.
LEAST_SCORE = 60
FOOTNOTE_MARKS = re.compile(r"(?:[\s*†‡§¹²³⁰-⁹0-9/]|[(\[](?:[0-9]{1,2}|[a-z*]{1,2})[)\]])+$")
WORD = re.compile(r"\w+")
APOSTROPHES = re.compile(r"[’‘ʼ`´′']")
ABBREVIATIONS = {
    "rep": "republic",
    "dem": "democratic",
    "st": "saint",
    "isl": "islands",
    "plur": "plurinational",
    "fed": "federated",
}
ARTICLES = {"the"}


@dataclass(frozen=True, slots=True)
class KnownName:
    """A spelling that means a State (alpha-3) between two days, ends included; None is open."""

    name: str
    state: str
    since: dt.date | None = None
    until: dt.date | None = None

    def is_used_on(self, day: dt.date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class Match:
    """What a printed name means: a State, or a suggestion for a person, or neither."""

    state: str | None = None
    suggestion: str | None = None


@lru_cache(maxsize=16_384)
def name_key(printed: str) -> str:
    """The same text for spellings that differ in case, accents, points, blanks or "the"."""
    bare = APOSTROPHES.sub("", unicodedata.normalize("NFKC", printed))
    decomposed = unicodedata.normalize("NFKD", bare.casefold().replace("&", " and "))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = (word for word in WORD.findall(letters) if word not in ARTICLES)
    return "".join(ABBREVIATIONS.get(word, word) for word in words)


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Known names by key. Build it once a file: `NameIndex.of(names)`."""

    by_key: dict[str, list[KnownName]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, names: Iterable[KnownName]) -> "NameIndex":
        index = cls()
        for name in names:
            index.by_key[name_key(name.name)].append(name)
        return index

    def state_of(self, printed: str, on: dt.date | None) -> str | None:
        """The one State that this spelling means on that day (or at any date), else None."""
        for spelling in _spellings(printed):
            state = _only_state(self.by_key.get(name_key(spelling), []), on)
            if state is not None:
                return state
        return None

    def keys_of(self, states: Collection[str], on: dt.date | None) -> list[tuple[str, str]]:
        """(key, State) of every spelling of these States, in a fixed order."""
        return sorted(
            (key, name.state)
            for key, names in self.by_key.items()
            for name in names
            if name.state in states and (on is None or name.is_used_on(on))
        )

    def states(self) -> set[str]:
        return {name.state for names in self.by_key.values() for name in names}


def _spellings(printed: str) -> Iterator[str]:
    """The name as printed, then without what is not the name, then put right way round."""
    yield printed
    bare = FOOTNOTE_MARKS.sub("", printed)
    yield bare
    if "," in bare:
        head, _, tail = bare.partition(",")
        yield f"{tail} {head}"
    repaired = _repair_encoding(bare)
    if repaired != bare:
        yield repaired


def _repair_encoding(printed: str) -> str:
    """UTF-8 that somebody read as Windows-1252 ("CÃ´te d'Ivoire"), read again."""
    try:
        return printed.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return printed


def _only_state(names: Sequence[KnownName], on: dt.date | None) -> str | None:
    """Without a day, a spelling that once meant another State means today's."""
    if on is not None:
        states = {name.state for name in names if name.is_used_on(on)}
    else:
        states = {name.state for name in names}
        if len(states) > 1:
            states = {name.state for name in names if name.until is None}
    return states.pop() if len(states) == 1 else None


def match(
    printed: Sequence[str],
    index: NameIndex,
    *,
    on: dt.date | None,
    seated: Collection[str] | None = None,
) -> list[Match]:
    """One Match a printed name, in order.

    Suggestions are ranked among the States seated that day (all States where `seated` is None)
    that no other cell already names. Never raises: an unknown name is data.
    """
    exact = [index.state_of(name, on) for name in printed]
    if all(exact):
        return [Match(state=state) for state in exact]
    candidates = set(seated if seated is not None else index.states())
    free = candidates - {state for state in exact if state}
    keys = index.keys_of(free or candidates, on)
    return [
        Match(state=state) if state else Match(suggestion=_closest(name, keys))
        for name, state in zip(printed, exact, strict=True)
    ]


def _closest(printed: str, keys: Sequence[tuple[str, str]]) -> str | None:
    found = process.extractOne(
        name_key(printed), [key for key, _ in keys], scorer=fuzz.ratio, score_cutoff=LEAST_SCORE
    )
    return keys[found[2]][1] if found else None
