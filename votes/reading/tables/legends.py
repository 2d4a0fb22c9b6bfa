"""The legend of a table: what the file itself says that its marks mean."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from votes.reading.cells import Position
from votes.reading.marks import position_of
from votes.reading.phrases import plain

# None stands for a State that was not a member that day: it has no ballot at all.
Meaning = Position | Literal["not_a_member"]
Legend = Mapping[str, Meaning]

_LONGEST = 4_000
_ENTRY = re.compile(
    r"(?:^|(?<=[\s,;:|(/.\"]))(?P<mark>[-–−+]?\w{1,3}|[.*+?#–-]) ?(?:=|:|–|->|→) ?[\"“'«]?"
    r"(?=(?P<word>[^\W\d_][^=,;|()\"”»/\n\t\d]{0,50})(?P<next> ?=)?)"
)
_NOT_A_MEMBER = {"not a member", "not member", "non member", "no member", "non membre"}
_CODE_BOOK = re.compile(r"\b(?:voeten|rcid)\b", re.IGNORECASE)
_VOETEN: Legend = {
    "1": "yes",
    "2": "abstain",
    "3": "no",
    "8": "absent",
    "9": "not_a_member",
    # R's word for no value.
    "na": "not_recorded",
}


def legend_of(texts: Iterable[str]) -> Legend:
    """{mark: meaning} out of texts such as "1 = yes, 2 = abstain"; empty where there is none.

    A legend tells at least what is yes and what is no. Erik Voeten's numbers are known by his name
    and by the id that only his roll calls have.
    """
    found: dict[str, Meaning] = {}
    for text in texts:
        if _CODE_BOOK.search(text[:_LONGEST]):
            found |= _VOETEN
        for entry in _ENTRY.finditer(text[:_LONGEST]):
            words = plain(entry["word"]).strip(" .-").split()
            meaning = _meaning(words[:-1] if entry["next"] else words)
            if meaning is not None:
                found[mark_key(entry["mark"])] = meaning
    return found if {"yes", "no"} <= set(found.values()) else {}


def mark_key(mark: str) -> str:
    """The mark as a legend is asked for it: "1.0" is 1, and a minus is a minus."""
    key = plain(mark[:60]).replace("–", "-").replace("−", "-")
    return key.removesuffix(".0")


def _meaning(words: list[str]) -> Meaning | None:
    if any(" ".join(words[:end]) in _NOT_A_MEMBER for end in (2, 3)):
        return "not_a_member"
    if words[1:] in (["vote"], ["votes"]):
        words = words[:1]
    return position_of(" ".join(words)) if words else None
