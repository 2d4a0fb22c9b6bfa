"""What a record says of drafts, and of what became of the text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from votes.reading.cells import Outcome, Subject, TextKind
from votes.reading.phrases import plain

# Symbols of drafts, with the slips that the libraries make: "A//HRC/40/L.1", "A/HRC/30L.2",
# "/HRC/28/L.3", "A/HRC/22/L..4". A draft of the Security Council is "S/2023/970".
_DRAFT = re.compile(
    r"""(?<!\w)/?
    (?: (?: (?:[AES]|HRC|ST)
            (?: /{1,2} (?: [A-Z]{1,5}(?:\.\d{1,4})? | E?S-\d{1,2} | \d{1,4} ) ){0,6}? /{0,2} )?
        L\.{1,2}[ ]?\d{1,3}[A-Z]?(?![A-Z\d])
        (?: /{1,2} (?:Rev|Add|Corr|Amend)\.?[ ]?\d{1,2} ){0,3}
      | S/\d{4}/\d{1,5} )""",
    re.IGNORECASE | re.VERBOSE,
)
_REMARK = re.compile(
    r"as (?:orally )?(?:revised|amended|modified|corrected)"
    r"(?: and (?:further )?(?:orally )?(?:revised|amended|modified|corrected))?(?: orally)?",
    re.IGNORECASE,
)
_LONGEST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class DraftWords:
    """What a record says in words of its draft: symbols in order, remark, what it amends."""

    drafts: tuple[str, ...] = ()
    remark: str = ""
    amends: str | None = None
    outcome: Outcome | None = None


def draft_words(text: str) -> DraftWords:
    """ "Amendment A/HRC/27/L.39 to draft resolution A/HRC/27/L.24 Rejected by recorded vote"."""
    text = " ".join(text[:_LONGEST_WORDS].split())
    found = list(_DRAFT.finditer(text))
    amended = _amended(text, found)
    if amended:
        # What follows the two is a remark: "Not acted upon after adoption of L.34".
        found = found[: max(found.index(amended) + 1, 2)]
    tail = text[found[-1].end() :].strip(" ,;()-.") if found else text
    outcome = outcome_in(tail)
    remark = _REMARK.search(tail)
    plainly = found and not amended and outcome is None
    return DraftWords(
        tuple(dict.fromkeys(_put_right(match[0]) for match in found if match is not amended)),
        tail if plainly else remark[0] if remark else "",
        _put_right(amended[0]) if amended else None,
        outcome,
    )


_AMENDMENT = re.compile(r"(?:oral |draft |proposed )*amendments?\b", re.IGNORECASE)
_TO = re.compile(
    r"\bto (?:the )?(?:draft )?(?:\w{1,20} )?(?:contained in )?(?:document )?$", re.IGNORECASE
)


def _amended(text: str, found: list[re.Match[str]]) -> re.Match[str] | None:
    """Which of the symbols is the draft that an amendment amends; None for no amendment."""
    if not _AMENDMENT.match(text):
        return None
    for match in found[:3]:
        if _TO.search(text[max(match.start() - 60, 0) : match.start()]):
            return match
    return None


def _put_right(symbol: str) -> str:
    symbol = re.sub(r"/{2,}", "/", re.sub(r"\.{2,}", ".", symbol)).strip("/").replace(" ", "")
    symbol = re.sub(r"(?<=\d)L\.", "/L.", symbol)
    return f"A/{symbol}" if symbol.startswith("HRC/") else symbol


_OUTCOMES: tuple[tuple[str, Outcome], ...] = (
    (r"\breject", "rejected"),
    (r"\bnot adopted\b", "rejected"),
    (r"\bwithdrawn?\b|\bwithdrew\b", "withdrawn"),
    (r"\b(?:defer|postpone)", "deferred"),
    (r"\bnot (?:considered|acted|taken up|put to)|\bno action\b|\blapsed?\b", "not_considered"),
    (
        r"\badopted without (?:a )?vote|\bwithout (?:a )?vote|\bconsensus\b|\bacclamation\b",
        "adopted_without_vote",
    ),
    (
        r"\badopted (?:as [a-z ]{1,40})?by (?:a )?(?:recorded |roll call )?vote"
        r"|\badopted \d{1,3} \d{1,3} \d{1,3}\b|\badopted unanimously",
        "adopted_by_vote",
    ),
)


_NO_ACTION = re.compile(r"\bno[- ]action\b", re.IGNORECASE)


def subject_of(kind: TextKind | None, words: str, *, is_recorded: bool) -> Subject:
    """What a recorded vote was on, by the kind of text and the words beside its draft."""
    if is_recorded and _NO_ACTION.search(words[:_LONGEST_WORDS]):
        return "no_action"
    return "amendment" if kind == "amendment" else "whole"


def settles(kind: TextKind | None, outcome: Outcome | None) -> bool | None:
    """Whether a library's record of a vote is about the one that settled the text.

    It is for a text with a record of its own; a vote on an amendment settles nothing.
    """
    if kind == "amendment":
        return False
    return True if kind and outcome in ("adopted_by_vote", "rejected") else None


def outcome_in(text: str) -> Outcome | None:
    """What a remark in words says became of a text; None where it does not say."""
    words = plain(text[:_LONGEST_WORDS])
    return next((outcome for sign, outcome in _OUTCOMES if re.search(sign, words)), None)


_WITHOUT_A_VOTE = frozenset(("adopted_without_vote", "withdrawn", "deferred"))


def agreed_outcome(
    said: Iterable[Outcome | None], *, is_recorded: bool, has_totals: bool, has_own_symbol: bool
) -> Outcome | None:
    """What became of a text by all that its record says; None where it contradicts itself.

    A text gets the symbol of a resolution or decision only when it is adopted.
    """
    outcomes = {outcome for outcome in said if outcome}
    if len(outcomes) > 1 or (has_totals and outcomes & _WITHOUT_A_VOTE):
        return None
    if outcomes:
        return outcomes.pop()
    return "adopted_by_vote" if is_recorded and has_own_symbol else None
