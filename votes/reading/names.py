"""Printed names -> States, or suggestions. Exact once normalised; fuzzy only ranks suggestions."""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from rapidfuzz import fuzz, process

# Below this a suggestion is noise. It never decides: "FUJI" and "FIJI" score 75.
LEAST_SCORE = 60
FOOTNOTE_MARKS = re.compile(r"(?:[\s*†‡§¹²³⁰-⁹0-9/]|[(\[](?:[0-9]{1,2}|[a-z*]{1,2})[)\]])+$")
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile(r"[’‘ʼ`´′']")
# "la République de Corée", "Países Bajos (los)", "Équateur (l’)"; "the" falls out of every key.
ARTICLE = re.compile(
    r"^(?:(?:la|le|les|el|los|las)\s+|l[’‘ʼ`´′'])|\s*\((?:la|le|les|el|los|las|l[’‘ʼ`´′'])\)$", re.I
)
# Alpha-2 and M49 codes count only as a whole cell, as printed: "no" and "4.0" are none.
CODE = re.compile(r"[A-Z]{2}|[0-9]{1,3}")
# No name of a State is nearly as long.
LONGEST = 300
# How a name gets garbled: written in one encoding, read in another. Read, then written.
GARBLED = (
    ("cp1252", "utf-8"),
    ("cp1251", "utf-8"),
    ("cp1252", "cp1251"),
    ("cp1251", "koi8-r"),
    ("cp1252", "koi8-r"),
    ("cp1252", "cp1256"),
    ("cp1252", "gb18030"),
)
# In these one stray letter spoils its neighbours, or all; in the others a letter is a letter.
SELF_CHECKING = {"utf-8", "gb18030"}
# A no-break space is the second byte of a letter ("Ã" and U+00A0), and copied as a blank.
NO_BREAK = re.compile(rb"([\xc3\xd0]) ")
MOST_KEPT = 16_384
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
    """The same text for spellings that differ in case, accents, points, blanks or "the".

    An alpha-2 or M49 code has a key that no name has: "NA", "#516".
    """
    if CODE.fullmatch(code := printed.strip()):
        return f"#{code.lstrip('0')}" if code.isdigit() else code
    bare = APOSTROPHES.sub("", unicodedata.normalize("NFKC", printed))
    decomposed = unicodedata.normalize("NFKD", bare.casefold().replace("&", " and "))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = (word for word in WORD.findall(letters) if word not in ARTICLES)
    return "".join(ABBREVIATIONS.get(word, word) for word in words)


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Known names by key. Build it once a file: `NameIndex.of(names)`."""

    by_key: dict[str, list[KnownName]] = field(default_factory=lambda: defaultdict(list))
    # {spelling: its State, or the names that it may be, where that depends on the day}
    _met: dict[str, str | list[list[KnownName]]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, names: Iterable[KnownName]) -> "NameIndex":
        index = cls()
        for name in names:
            index.by_key[name_key(name.name)].append(name)
        return index

    def state_of(self, printed: str, on: dt.date | None) -> str | None:
        """The one State that this spelling means on that day (or at any date), else None."""
        met = self._met.get(printed)
        if met is None:
            met = self._meet(printed)
        if isinstance(met, str):
            return met
        return next((state for names in met if (state := _only_state(names, on))), None)

    def _meet(self, printed: str) -> str | list[list[KnownName]]:
        """Keep what a spelling may mean: a long record prints the same few thousands of times."""
        if len(self._met) >= MOST_KEPT:
            self._met.clear()
        found: list[list[KnownName]] = []
        for key in _keys(printed):
            if key in self.by_key:
                found.append(self.by_key[key])
                if always := _one_at_all_times(found[-1]):
                    self._met[printed] = always if len(found) == 1 else found
                    return self._met[printed]
        self._met[printed] = found
        return found

    def keys_of(self, states: Collection[str], on: dt.date | None) -> list[tuple[str, str]]:
        """(key, State) of every spelling of these States, in a fixed order."""
        return sorted(
            (key, name.state)
            for key, names in self.by_key.items()
            for name in names
            if name.state in states and (on is None or name.is_used_on(on))
            if not CODE.fullmatch(name.name)
        )

    def states(self) -> set[str]:
        return {name.state for names in self.by_key.values() for name in names}


def _keys(printed: str) -> Iterator[str]:
    """The key of the name as printed, then of what is left without what is not the name."""
    if len(printed) > LONGEST:
        return
    yield name_key(printed)
    for spelling in _spellings(printed):
        if not CODE.fullmatch(spelling.strip()):
            yield name_key(spelling)


def _spellings(printed: str) -> Iterator[str]:
    """Without footnote marks and article, the right way round, and in its own encoding."""
    for whole in chain([printed], _repaired(printed)):
        bare = FOOTNOTE_MARKS.sub("", whole)
        yield from (whole, bare, ARTICLE.sub("", bare.strip()))
        if "," in bare:
            head, _, tail = bare.partition(",")
            yield f"{tail} {head}"


def _repaired(printed: str) -> Iterator[str]:
    """A garbled name read again: "CÃ´te dâ€™Ivoire", "Ðîññèÿ"."""
    if printed.isascii():
        return
    for read_as, written_in in GARBLED:
        with suppress(UnicodeError):
            again = _read_again(printed, read_as, written_in)
            if written_in in SELF_CHECKING or _keeps_letters(printed, again):
                yield again
            # A file may be garbled twice over: "CÃƒÂ´te".
            if written_in == "utf-8" and not again.isascii():
                yield _read_again(again, read_as, written_in)


def _read_again(text: str, read_as: str, written_in: str) -> str:
    written = b"".join(_bytes(each, read_as) for each in text)
    if written_in == "utf-8":
        written = NO_BREAK.sub(b"\\1\xa0", written)
    return written.decode(written_in)


def _keeps_letters(printed: str, again: str) -> bool:
    """A letter that turned into a sign would be lost, and a misspelling taken for the name."""
    pairs = zip(printed, again, strict=True)
    return all(new.isalpha() or not old.isalpha() for old, new in pairs)


def _bytes(letter: str, encoding: str) -> bytes:
    """A byte that a code page leaves undefined comes through readers as a control, U+0080-9F."""
    return bytes([ord(letter)]) if "\x80" <= letter <= "\x9f" else letter.encode(encoding)


def _one_at_all_times(names: Sequence[KnownName]) -> str | None:
    """The State of names that mean it on every day, so that no day need be asked."""
    states = {name.state for name in names}
    is_open = any(name.since is None and name.until is None for name in names)
    return states.pop() if is_open and len(states) == 1 else None


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
        return [_exactly(state) for state in exact if state]
    candidates = set(seated if seated is not None else index.states())
    free = candidates - {state for state in exact if state}
    keys = index.keys_of(free or candidates, on)
    return [
        Match(state=state) if state else Match(suggestion=_closest(name, keys))
        for name, state in zip(printed, exact, strict=True)
    ]


@lru_cache(maxsize=1_024)
def _exactly(state: str) -> Match:
    return Match(state=state)


def _closest(printed: str, keys: Sequence[tuple[str, str]]) -> str | None:
    if len(printed) > LONGEST:
        return None
    found = process.extractOne(
        name_key(printed), [key for key, _ in keys], scorer=fuzz.ratio, score_cutoff=LEAST_SCORE
    )
    return keys[found[2]][1] if found else None
