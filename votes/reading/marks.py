"""The marks that sources print for a position, in English and French."""

import re

from votes.reading.cells import Position
from votes.reading.phrases import plain

# Lower case, without accents, a blank for a hyphen: the form that `plain` gives.
_WORDS: dict[Position, str] = {
    "yes": "+|yes|y|yea|oui|o|in favour|in favor|favour|favor|for|voted for|voted in favour|"
    "voted in favor|voting in favour|voting in favor|pour|en faveur|a vote pour|vote pour",
    "no": "no|n|nay|non|against|voted against|voting against|contre|a vote contre|vote contre",
    "abstain": "a|abs|abst|abstain|abstained|abstains|abstaining|abstention|abstentions|"
    "abstenu|abstenue|s'abstient|s'est abstenu|s'est abstenue",
    "absent": ".|x|absent|absente|absents|not voting|non voting|nonvoting|non votant|non votante|"
    "non votants|did not vote|didn't vote|not present|not participating|did not participate|"
    "n'a pas vote|n'a pas participe|ne vote pas|n'ont pas vote",
    "not_recorded": "not recorded|non enregistre",
}
MARKS: dict[str, Position] = {
    word: position for position, words in _WORDS.items() for word in words.split("|")
}
DASHES = frozenset("-–—−")
_LONGEST_MARK = 60


def position_of(mark: str, *, plus_and_minus: bool = False) -> Position | None:
    """The position that a printed mark means; None for a mark nobody knows.

    A dash means No only on a board that also prints a plus.
    """
    if len(mark) > _LONGEST_MARK:
        return None
    word = plain(mark)
    if not word:
        return "not_recorded"
    if word in DASHES:
        return "no" if plus_and_minus else None
    return _known(word)


def _known(word: str) -> Position | None:
    bare = word.strip("*_()[]\"' ")
    return MARKS.get(word) or MARKS.get(bare) or MARKS.get(bare.rstrip("."))


def marks_in(mark: str) -> tuple[str, ...]:
    """The known marks of a cell's text, in plain form, longest words first: "YES/NO" has two."""
    if len(mark) > _LONGEST_MARK or plain(mark) in ("", "n/a"):
        return ()
    if _known(plain(mark)) or plain(mark) in DASHES:
        return (plain(mark),)
    words = [word for word in re.split(r"[\s/\\,;&|]+", plain(mark)) if word not in ("and", "et")]
    found: list[str] = []
    while words:
        taken = next((n for n in range(4, 0, -1) if _is_mark(words[:n])), 0)
        if not taken:
            return ()
        found.append(" ".join(words[:taken]))
        words = words[taken:]
    return tuple(found)


def _is_mark(words: list[str]) -> bool:
    word = " ".join(words)
    return word in DASHES or _known(word) is not None
