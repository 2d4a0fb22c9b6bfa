"""The totals of a vote in a sentence: "by a recorded vote of 23 to 16, with 8 abstentions"."""

import re

from votes.reading.phrases import plain
from votes.reading.prose.numbers import NUMBER, number_of

_FARTHEST = 1500
_QUOTES = str.maketrans("", "", "\"«»“”„'")
_N = NUMBER
_STATES = r"(?: (?:states|members|countries|delegations|etats|membres|pays|estados|miembros))?"
_ENGLISH = (
    rf"\bby (?:an? )?(?:recorded |roll call )?(?:vote of )?(?P<yes>{_N})(?: votes?)?"
    rf"(?: in favou?r)? to (?P<no>{_N})(?: votes?)?(?: against)?"
    rf"(?:,? (?:and |with )?(?P<abstain>{_N}){_STATES} abst)?",
    rf"\b(?P<yes>{_N}){_STATES} (?:votes? )?(?:in favou?r|for),? (?:to |and )?(?P<no>{_N}){_STATES}"
    rf" (?:votes? )?(?:against|opposed)(?:,? (?:and |with )?(?P<abstain>{_N}){_STATES} abst)?",
    rf"\b(?P<yes>{_N}) (?:votes? )?in favou?r,? (?P<abstain>{_N}) abst\w+,? (?:and )?"
    rf"(?P<no>{_N}) (?:votes? )?against",
)
_FRENCH = (
    rf"\bpar (?P<yes>{_N})(?: voix)?(?: pour)?,? (?:contre |a )?(?P<no>{_N})(?: voix)?"
    rf"(?: contre)?(?:,? (?:avec |et )?(?P<abstain>{_N}) abst)?",
    rf"\b(?P<yes>{_N}) (?:voix|votes?) (?:pour|en faveur),? (?:et )?(?P<no>{_N})"
    rf"(?: voix| votes?)? contre(?:,? (?:avec |et )?(?P<abstain>{_N}) abst)?",
)
_SPANISH = (
    rf"\bpor (?P<yes>{_N}) votos? contra (?P<no>{_N})(?: votos?)?"
    rf"(?:,? (?:y |con )?(?P<abstain>{_N}) abst)?",
    rf"\b(?P<yes>{_N})(?: votos?)? a favor(?:,| y)? (?:contra )?(?P<no>{_N})(?: votos?)?"
    rf"(?: en)? contra(?:,? (?:y |con )?(?P<abstain>{_N}) abst)?",
    rf"\b(?P<yes>{_N})(?: votos?)? a favor,? (?P<abstain>{_N}) abst\w+,? (?:y )?"
    rf"(?P<no>{_N})(?: votos?)? en contra",
)
_RUSSIAN = (
    rf"(?<!\w)(?P<yes>{_N}) (?:голос\w{{0,4}}|за)(?: за)?,? (?:и |при )?(?:против )?(?P<no>{_N})"
    rf"(?: голос\w{{0,4}})?(?: против)?"
    rf"(?:,? (?:и |при |причем |при этом )?(?P<abstain>{_N})(?: \w{{1,12}})? воздерж)?",
)
_CHINESE = (
    rf"(?P<yes>{_N}) ?票 ?(?:赞成)?[,、;]? ?[对比]? ?(?P<no>{_N}) ?票? ?(?:反对)?"
    rf"(?:[,、;]? ?[和及]? ?(?P<abstain>{_N}) ?[票国人]? ?弃权)?",
    rf"赞成(?:票)? ?(?P<yes>{_N}) ?票[,、;]? ?反对(?:票)? ?(?P<no>{_N}) ?票"
    rf"(?:[,、;]? ?弃权(?:票)? ?(?P<abstain>{_N}) ?票)?",
)
_VOICES = r"(?: ?(?:صوت\w{0,3}|اصوات|عضو\w{0,2}|اعضاء|دول\w{0,2}))?"
_ARABIC = (
    rf"(?<!\w)(?P<yes>{_N}){_VOICES}(?: مويد\w{{0,2}})? (?:مقابل|ضد) (?:معارضة )?"
    rf"(?P<no>{_N}){_VOICES}(?: معارض\w{{0,2}})?"
    rf"(?:[,،]? ?(?:و|مع |و مع )?(?:(?P<nobody>عدم|دون|بدون) )?امتناع (?P<abstain>{_N})?)?",
)
# Each with the words without which it need not be looked for.
_STATEMENTS = tuple(
    (re.compile(sign), re.compile(pattern))
    for signs, patterns in (
        ((r"\bby ", r"against|opposed", r"against"), _ENGLISH),
        ((r"\bpar ", r"contre"), _FRENCH),
        ((r"\bpor ", r"contra", r"contra"), _SPANISH),
        ((r"голос|\bза\b",), _RUSSIAN),
        ((r"票", r"票"), _CHINESE),
        ((r"مقابل|ضد",), _ARABIC),
    )
    for sign, pattern in zip(signs, patterns, strict=True)
)
_KEYS = ("yes", "no", "abstain")


def declared_in(text: str) -> dict[str, int]:
    """The totals that the last statement of a vote in a text gives, by position."""
    flat = plain(text[-_FARTHEST:]).translate(_QUOTES)
    found = [
        match
        for sign, pattern in _STATEMENTS
        if sign.search(flat)
        for match in pattern.finditer(flat)
    ]
    if not found:
        return {}
    last = max(found, key=lambda match: (match.end(), match.end() - match.start()))
    stated = last.groupdict()
    totals = {key: number_of(stated[key]) for key in _KEYS if stated[key]}
    return totals | ({"abstain": 0} if stated.get("nobody") else {})
