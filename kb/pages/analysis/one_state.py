"""One State beside every other: with whom it voted alike, and how often."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kb.council.lookup import state_labels
from kb.pages.analysis.choice import Choice, CountedVotes
from kb.pages.analysis.kinds import Analysis, Frame, document
from kb.pages.analysis.matrix import ENOUGH, method
from kb.pages.analysis.states import canonical_states, capital, pair_url
from kb.pages.parts.frames import PageHead
from kb.pages.parts.shown import Link, counted, state_url, with_article
from votes.analysis.agreement import COLUMNS, VARIANTS, Agreement, agreement, percent
from votes.analysis.record import Record
from votes.services.analysing import read_record


@dataclass(frozen=True, slots=True)
class WithAll:
    """`pairs` have `state` first, those that voted most alike before the others."""

    choice: Choice
    record: Record
    state: str
    pairs: list[Agreement]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OtherRow:
    other: Link
    share: str
    pair: Agreement


@dataclass(frozen=True, slots=True)
class OneStatePage:
    """What `pages/analysis/agreement_state.html` prints. `without` are the names of States with
    which there is no common vote."""

    head: PageHead
    title: str
    frame: Frame
    method: str
    participation: str
    state: Link
    rows: list[OtherRow]
    without: list[Link]
    votes: int


def _read(choice: Choice, where: Mapping[str, str]) -> WithAll:
    record = read_record(choice.votes, choice.body).record
    state = where["state"].upper()
    pairs = [agreement(record, state, each) for each in record.states if each != state]
    pairs.sort(key=lambda pair: _most_alike(pair, choice))
    return WithAll(choice, record, state, pairs, state_labels())


def _most_alike(pair: Agreement, choice: Choice) -> tuple[bool, Fraction, int, str]:
    """The most alike first, those over more votes before others, without a common vote last."""
    share = pair.share(choice.variant)
    return share is None, -(share or Fraction(0)), -pair.common, pair.second


def _page(found: WithAll, frame: Frame) -> OneStatePage:
    title, name = _title(found), found.names[found.state]
    rows = [_row(found, pair) for pair in found.pairs]
    return OneStatePage(
        head=frame.head(
            title,
            f"How often {with_article(name)} voted alike with every other State, and on how many "
            "common votes.",
            [Link("Agreement", found.choice.address("agreement")), Link(name)],
        ),
        title=title,
        frame=frame,
        method=method(found.choice),
        participation=took_part(found.record, found.state, name),
        state=Link(name, state_url(found.state)),
        rows=[row for row in rows if row.pair.common],
        without=[row.other for row in rows if not row.pair.common],
        votes=len(found.record.days),
    )


def took_part(record: Record, state: str, name: str) -> str:
    """ "Chile could vote on 45 and took a position on 44; 1 absent." """
    own = record.states.get(state)
    if own is None:
        return f"{capital(with_article(name))} could not vote on any of them."
    counted = own.participation
    missed = [(counted.absent, "absent"), (counted.not_recorded, "not recorded")]
    words = "".join(f"; {number} {word}" for number, word in missed if number)
    who = capital(with_article(name))
    return f"{who} could vote on {counted.total} and took a position on {counted.voted}{words}."


def _row(found: WithAll, pair: Agreement) -> OtherRow:
    name = found.names.get(pair.second, pair.second)
    link = Link(name, pair_url(found.choice, pair.first, pair.second))
    return OtherRow(link, percent(pair.share(found.choice.variant)), pair)


def _title(found: WithAll) -> str:
    """By the pair that is most alike among those with enough common votes."""
    choice, name = found.choice, capital(with_article(found.names[found.state]))
    votes = f"{counted(len(found.record.days), 'vote') or 'no vote'} {choice.said}"
    enough = min(ENOUGH, len(found.record.days))
    best = next((pair for pair in found.pairs if pair.common >= max(enough, 1)), None)
    if best is None:
        return f"{name} cannot be compared with another State: {votes}"
    other = with_article(found.names.get(best.second, best.second))
    share = percent(best.share(choice.variant))
    return f"{name} voted most like {other}, {share} of {best.common} common votes: {votes}"


def _document(found: WithAll) -> Mapping[str, Any]:
    about = {"state": found.state, "votes": len(found.record.days), "variants": dict(VARIANTS)}
    return document(found.choice, about | {"pairs": [pair.row for pair in found.pairs]})


ONE_STATE = Analysis(
    name="agreement-state",
    template="pages/analysis/agreement_state.html",
    filters=CountedVotes,
    canonical=canonical_states,
    read=_read,
    page=_page,
    document=_document,
    columns=COLUMNS,
    rows=lambda found: (pair.row for pair in found.pairs),
)
