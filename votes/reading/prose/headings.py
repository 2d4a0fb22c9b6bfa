"""The headings of a footnote's lists ("In favour:"), in English and French."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from votes.reading.cells import Position

_WHO = (
    # The list before may end in "United States", with nothing but a blank before "Abstaining".
    r"(?:(?<!united\s)(?<!mexican\s)(?:those|states|members|member[ ]states|countries|"
    r"delegations|les[ ]états|états|les[ ]membres|membres|pays)[ ]"
    r"(?:(?:that|who|which|qui|ayant)[ ])?)?"
)
_WORDS: dict[str, str] = {
    "yes": r"(?:vot(?:ed|es?|ing)[ ])?in[ ]favou?r|vot(?:ed|ing)[ ]for|(?:votes?|voix)[ ]pour|"
    r"(?:ont[ ])?vot(?:é|ent|ant)[ ](?:pour|en[ ]faveur)|en[ ]faveur|for|pour|yes|oui",
    "no": r"(?:vot(?:ed|es?|ing)[ ])?against|(?:ont[ ])?vot(?:é|ent|ant)[ ]contre|"
    r"(?:votes?|voix)[ ]contre|contre|no|non",
    "abstain": r"abstain(?:ing|ed)?|abstentions?|abstenus|(?:se[ ]sont|s['’]étant)[ ]abstenus|"
    r"s['’]abst(?:iennent|enant)",
    "absent": r"absent(?:[ ]states)?s?|not[ ]present",
    "non_voting": r"(?:did[ ]not|not|non)(?:[ ]|-)(?:vote|voting)|non(?:[ ]|-)votants?|"
    r"(?:not[ ]participating|did[ ]not[ ]participate)(?:[ ]in[ ]the[ ]vote)?|"
    r"(?:n['’]ont[ ]pas|n['’]ayant[ ]pas)[ ](?:voté|participé(?:[ ]au[ ]vote)?)|"
    r"ne[ ]participant[ ]pas(?:[ ]au[ ]vote)?",
}
# Words that mean something else so often that only a colon makes them a heading.
_COMMON = frozenset({"for", "pour", "yes", "oui", "no", "non"})
_HEADING = re.compile(
    r"(?<![^\s.;,:(\[\])*_#•–—>-])"
    + _WHO.replace("[ ]", r"\s{1,3}")
    + "(?:"
    + "|".join(f"(?P<{key}>{words})" for key, words in _WORDS.items()).replace("[ ]", r"\s{1,3}")
    + r")(?![\w-])[*_]{0,3}(?:\s{0,3}\([ ]?(?P<count>\d{1,3})[^()\n]{0,20}\))?[*_]{0,3}"
    r"(?:[ \t\xa0\u202f]{0,3}[:：]|(?=[ \t]{0,9}(?:\n|\Z)))[*_]{0,3}",
    re.IGNORECASE,
)
_STEM = re.compile(r"fav|contre|aga|abs|pres|vot|part", re.IGNORECASE)
_POSITIONS: dict[str, Position] = {
    "yes": "yes",
    "no": "no",
    "abstain": "abstain",
    "absent": "absent",
    "non_voting": "absent",
}


@dataclass(frozen=True, slots=True)
class ListHeading:
    """A heading: `key` is the name of its total, `printed` its words, `start` and `end` places."""

    key: str
    printed: str
    start: int
    end: int
    count: int | None

    @property
    def is_common(self) -> bool:
        """Words such as "for:" and "no:" that alone make no vote."""
        return self.printed.casefold() in _COMMON

    @property
    def position(self) -> Position:
        return _POSITIONS[self.key]


def headings_in(text: str) -> Iterator[ListHeading]:
    """The headings: words with a colon, or alone on a line of their own."""
    for match in _HEADING.finditer(text) if _STEM.search(text) else ():
        key = next(key for key in _POSITIONS if match[key])
        printed = " ".join(text[match.start() : match.end(key)].split())
        if _has_colon(match) or (printed.casefold() not in _COMMON and _begins_line(match)):
            count = int(match["count"]) if match["count"] else None
            yield ListHeading(key, printed, match.start(), match.end(), count)


def _has_colon(match: re.Match[str]) -> bool:
    return match[0].rstrip("*_").endswith((":", "："))


def _begins_line(match: re.Match[str]) -> bool:
    line_start = match.string.rfind("\n", 0, match.start()) + 1
    return not match.string[line_start : match.start()].strip("*_#>-•– \t")
