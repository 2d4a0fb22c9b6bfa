"""Asks on pages that are about more than one vote."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from kb.pages.parts.asks import LABELS, ShownAsk, shown_ask
from kb.pages.parts.listed import Result
from kb.pages.parts.shown import Link
from kb.pages.vote import words
from statements.services import ScoredAsk


def shown_about(
    scored: ScoredAsk, results: Mapping[int, Result], names: Mapping[str, str], at: datetime
) -> ShownAsk:
    """One ask with a link to its vote, else to its text.

    Where neither is public nothing is said of them: the ask looks as one about no text on record.
    """
    if scored.resolution is None:
        shown = shown_ask(scored, names, at)
        return replace(shown, outcome="", outcome_label="", note="", counts=[])
    result = results.get(scored.roll_call.pk) if scored.roll_call else None
    positions = result.positions if result else {}
    return shown_ask(scored, names, at, positions=positions, about=asked_about(scored))


def shown_asked(scored: Iterable[ScoredAsk], at: datetime) -> list[ShownAsk]:
    """Asks as lines of a list, the newest first: without the States behind each outcome."""
    newest = sorted(scored, key=lambda each: each.ask.asked_on or date.min, reverse=True)
    return [replace(shown_about(each, {}, {}, at), counts=[]) for each in newest]


def asked_about(scored: ScoredAsk) -> Link | None:
    text, roll_call = scored.resolution, scored.roll_call
    if text is None:
        return None
    name = scored.ask.text_symbol or f"“{text.title}”"
    if roll_call is None:
        return Link(name, text.get_absolute_url())
    return Link(f"the vote on {words.voted_on(roll_call, name)}", roll_call.get_absolute_url())


def in_short(scored: Iterable[ScoredAsk]) -> str:
    """ "3 asks: 1 met, 2 not met"; of an ask about no public text only that it was made."""
    scored = list(scored)
    if not scored:
        return ""
    number = "1 ask" if len(scored) == 1 else f"{len(scored)} asks"
    verdicts = Counter(each.outcome.verdict for each in scored if each.resolution)
    said = [
        f"{verdicts[verdict]} {label.lower()}"
        for verdict, label in LABELS.items()
        if verdicts[verdict]
    ]
    if len(scored) == 1 and said:
        return f"{number}: {said[0].removeprefix('1 ')}"
    return f"{number}: {', '.join(said)}" if said else number
