"""The vote in words: titles, descriptions, citation, the block to copy.

A vote comes with `text_symbol` (kb.pages.parts.named) and its text's body and session.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.text import capfirst

from kb.council.lookup import ordinal
from kb.pages.parts.frames import PageHead, record_head
from kb.pages.parts.shown import Link, day_words, joined, with_article
from votes.analysis.tally import Tally
from votes.models import Reading, Resolution, RollCall

WHAT = {
    RollCall.Subject.WHOLE: "the text as a whole",
    RollCall.Subject.AMENDMENT: "an amendment",
    RollCall.Subject.PARAGRAPH: "a paragraph",
    RollCall.Subject.NO_ACTION: "a motion to take no action",
}
# How each part is called in front of its result, and how it is joined to its text.
PARTS = {
    RollCall.Subject.AMENDMENT: ("Amendment", "to"),
    RollCall.Subject.PARAGRAPH: ("Paragraph", "of"),
    RollCall.Subject.NO_ACTION: ("Motion to take no action", "on"),
}
ADOPTED, NOT_ADOPTED = "Adopted", "Not adopted"
DECIDED = {
    RollCall.Subject.PARAGRAPH: ("Retained", "Not retained"),
    RollCall.Subject.NO_ACTION: ("Carried", "Not carried"),
}
# What became of a text that never came to the vote which was planned on it.
UNVOTED = {
    Resolution.Outcome.WITHDRAWN: "Withdrawn before a vote",
    Resolution.Outcome.NOT_CONSIDERED: "Not considered, no vote",
    Resolution.Outcome.ADOPTED_WITHOUT_VOTE: "Adopted without a vote",
}
# What the record says of a text before any source lists how States voted on it.
UNKNOWN = "how each State voted is not on record yet"
WITHOUT_LIST = {
    Resolution.Outcome.ADOPTED_BY_VOTE: f"Adopted by vote; {UNKNOWN}",
    Resolution.Outcome.REJECTED: f"Rejected; {UNKNOWN}",
}
SCORED = frozenset({"yes", "no", "abstain"})
FIRST_HOUR = 8
COPIED = {
    "no": "Against",
    "abstain": "Abstaining",
    "yes": "In favour",
    "absent": "Absent",
    "not_recorded": "Not recorded",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a vote; of an amendment, paragraph or motion never without saying so.

    `part` is "Amendment A/HRC/43/L.60", empty for the text as a whole. `verdict` is "Not adopted".
    `counted` is None without ballots. `is_scored` says whether its yes, no and abstaining may stand
    alone as a score: where a source lists only some positions, that would be read as the result.
    """

    part: str
    verdict: str
    is_decided: bool
    counted: Tally | None
    is_scored: bool = True

    @property
    def outcome(self) -> str:
        """ "Not adopted", "Amendment A/HRC/43/L.60 not adopted"."""
        if not self.part:
            return self.verdict
        return f"{self.part}{'' if self.is_decided else ','} {self.verdict.lower()}"

    @property
    def headline(self) -> str:
        """The outcome without what an amendment or motion does, where that stands beside it."""
        return replace(self, part=self.part.partition(" (")[0]).outcome

    @property
    def score(self) -> str:
        return self.counted.score if self.counted and self.is_scored else ""

    @property
    def said_counts(self) -> str:
        """ "5 no, 4 abstaining, 38 not recorded", where a score would mislead."""
        return self.counted.words if self.counted and not self.is_scored else ""

    @property
    def in_full(self) -> str:
        """ "Amendment A/HRC/43/L.60 not adopted 17–30–0"."""
        return self._with(self.outcome)

    @property
    def cited(self) -> str:
        """ "not adopted 17–30–0", where the part is named before it."""
        return self._with(self.verdict.lower())

    @property
    def in_words(self) -> str:
        """ "Amendment A/HRC/43/L.60 not adopted, 17 yes, 30 no"."""
        return f"{self.outcome}, {self.counted.words}" if self.counted else self.outcome

    def _with(self, words: str) -> str:
        if self.said_counts:
            return f"{words}: {self.said_counts}"
        return f"{words}{'' if self.is_decided else ','} {self.score}" if self.score else words


def answer(
    roll_call: RollCall,
    is_adopted: bool | None,
    counted: Tally | None,
    at: datetime,
    listed: Collection[str] | None = None,
) -> Answer:
    """`is_adopted` is None while nothing is decided, be it that nobody voted yes or no.

    `listed` are the positions that the accepted source lists States for; None means all.
    """
    decided = is_adopted is not None
    verdict = _decided(roll_call, is_adopted) if decided else _undecided(roll_call, at)
    is_scored = counted is None or _makes_a_score(counted, listed)
    return Answer(part_name(roll_call), verdict, decided, counted, is_scored)


def _makes_a_score(counted: Tally, listed: Collection[str] | None) -> bool:
    """Whether States that are not recorded leave the result, and each of the three counts, sure."""
    unknown = counted.not_recorded
    could_turn = counted.yes <= counted.no + unknown and counted.yes + unknown > counted.no
    is_partial = bool(unknown) and listed is not None and not SCORED.issubset(listed)
    return not could_turn and not is_partial


def _decided(roll_call: RollCall, is_adopted: bool) -> str:
    adopted, not_adopted = DECIDED.get(roll_call.subject, (ADOPTED, NOT_ADOPTED))
    return adopted if is_adopted else not_adopted


def _undecided(roll_call: RollCall, at: datetime) -> str:
    text = roll_call.resolution
    has_ballots = roll_call.standing != RollCall.Standing.NONE
    if not has_ballots and roll_call.subject == RollCall.Subject.WHOLE:
        known = UNVOTED | (WITHOUT_LIST if roll_call.is_final else {})
        if text.outcome in known:
            return known[text.outcome]
    if not has_ballots and text.outcome == Resolution.Outcome.WITHDRAWN:
        return "Text withdrawn before a vote"
    if roll_call.held_on is None:
        return "No vote yet"
    is_to_come = not has_ballots and roll_call.held_on > timezone.localdate(at)
    return "Vote to come" if is_to_come else "No result yet"


def part_name(roll_call: RollCall) -> str:
    """ "Amendment A/HRC/43/L.60", "Paragraph OP5"; empty for the text as a whole."""
    if roll_call.subject not in PARTS:
        return ""
    kind, _ = PARTS[roll_call.subject]
    symbol, label = roll_call.subject_symbol, roll_call.subject_label
    if _is_named_by_label(roll_call):
        name, more = label if "paragraph" in label.lower() else f"{kind} {label}", symbol
    else:
        name, more = f"{kind} {symbol}".strip(), label
    return capfirst(f"{name} ({more})" if more else name)


def text_name(roll_call: RollCall) -> str:
    return roll_call.text_symbol or f"“{roll_call.resolution.title}”"


def voted_on(roll_call: RollCall, text: str = "") -> str:
    """What a vote was on. `text` names its text, if not `text_name()`.

    "amendment A/HRC/43/L.60 to A/HRC/43/L.9", "a motion to take no action on A/HRC/43/L.9".
    """
    text = text or text_name(roll_call)
    part = part_name(roll_call)
    if not part:
        return text
    is_named = roll_call.subject_symbol or _is_named_by_label(roll_call)
    article = "" if is_named else f"{WHAT[roll_call.subject].split()[0]} "
    joint = PARTS[roll_call.subject][1]
    return f"{article}{part[0].lower()}{part[1:]} {joint} {text}"


def _is_named_by_label(roll_call: RollCall) -> bool:
    return roll_call.subject == RollCall.Subject.PARAGRAPH and bool(roll_call.subject_label)


def what_was_voted(roll_call: RollCall) -> str:
    words = WHAT[roll_call.subject]
    details = ", ".join(filter(None, [roll_call.subject_symbol, roll_call.subject_label]))
    return f"{words}, {details}" if details else words


def head(roll_call: RollCall, found: Answer, at: datetime) -> PageHead:
    """Title, description, breadcrumbs and citation of the vote's page."""
    text = roll_call.resolution
    symbol = f" ({roll_call.text_symbol})" if roll_call.text_symbol else ""
    when = f", {day_words(roll_call.held_on)}" if roll_call.held_on else ""
    provisional = _provisional(roll_call)
    return record_head(
        roll_call,
        head_title=f"{found.in_full}{provisional}: {text.title}{symbol}",
        description=(
            f"{found.in_words}{provisional}. Vote on {voted_on(roll_call)}, {text.body}, "
            f"{text.session}{when}: how each State voted, what was asked, and the sources."
        ),
        breadcrumbs=breadcrumbs(roll_call),
        cited_as=f"vote on {voted_on(roll_call)}, {found.cited}{provisional}",
        at=at,
    )


def _provisional(roll_call: RollCall) -> str:
    is_provisional = roll_call.standing == RollCall.Standing.PROVISIONAL
    return " (provisional)" if is_provisional else ""


def record_label(roll_call: RollCall, reading: Reading | None) -> str:
    """ "Official record", or "Provisional: board of 15:00" where its source is public."""
    if roll_call.standing != RollCall.Standing.PROVISIONAL:
        return roll_call.get_standing_display()
    if reading is None:
        return "Provisional"
    if reading.clock:
        return f"Provisional: board of {clock_of_the_day(reading.clock)}"
    return f"Provisional: {reading.source.get_kind_display().lower()}"


def clock_of_the_day(printed: str) -> str:
    """A board's clock in 24 hours. Bodies meet between 8 and 20: "3:00" is 15:00."""
    hours, colon, minutes = printed.partition(":")
    if colon and hours.isdigit() and minutes.isdigit() and int(hours) < FIRST_HOUR:
        return f"{int(hours) + 12}:{minutes}"
    return printed


def requested(roll_call: RollCall) -> str:
    who = roll_call.requested_by
    return f"The vote was requested by {with_article(str(who))}." if who else ""


def breadcrumbs(roll_call: RollCall) -> list[Link]:
    text = roll_call.resolution
    item = [Link(f"Item {text.agenda_item.number}")] if text.agenda_item else []
    name = roll_call.text_symbol or text.get_kind_display()
    session = Link(str(text.session), text.session.get_absolute_url())
    return [session, *item, Link(name, text.get_absolute_url()), Link("Vote")]


def meeting(roll_call: RollCall) -> str:
    return f"{ordinal(roll_call.meeting)} meeting" if roll_call.meeting else ""


def copy_text(
    roll_call: RollCall,
    found: Answer,
    positions: Mapping[str, str],
    names: Mapping[str, str],
    address: str,
) -> str:
    """The result as a paragraph to paste into a message: answer first, then the lists."""
    when = day_words(roll_call.held_on) if roll_call.held_on else ""
    text = ", ".join(filter(None, [roll_call.resolution.title, roll_call.text_symbol, when]))
    lines = [f"{found.in_full}{_provisional(roll_call)}: {text}."]
    for position, heading in COPIED.items():
        states = sorted(names.get(code, code) for code, p in positions.items() if p == position)
        if states:
            lines.append(f"{heading} ({len(states)}): {joined(states)}.")
    return "\n".join([*lines, address])
