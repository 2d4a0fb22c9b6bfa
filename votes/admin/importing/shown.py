"""What the preview of an import prints."""

from collections.abc import Sequence
from dataclasses import dataclass

from votes.admin.importing.bringing import Chosen
from votes.admin.importing.forms import DRAFTS
from votes.services.importing.report import Report, Told

# Lines that a page lists of one thing; all of them count.
SHOWN = 100
REFUSED = ("Refused", "These are not stored. Everything else can be.")
WAITING = (
    "Waiting for staff",
    "These are stored, and are not the result of their vote until somebody has looked at them.",
)
CONFLICTS = ("Conflicts", "Another source says something else. Both values are kept.")


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing to know about records of the files, with the first of them."""

    heading: str
    explained: str
    told: Sequence[Told]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.told)


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A printed name that nobody knows. `cells` is empty for one that is left out already."""

    name: str
    cells: int | None
    is_left_out: bool


@dataclass(frozen=True, slots=True)
class Preview:
    counts: str
    results: str
    lists: list[Listed]
    unknown: list[UnknownName]
    more_unknown: int
    is_news: bool


def preview_of(report: Report, chosen: Chosen) -> Preview:
    told = ((REFUSED, report.refused), (WAITING, report.waiting), (CONFLICTS, report.conflicts))
    return Preview(
        counts=counts(report),
        results=_results(report, chosen),
        lists=[Listed(*words, found[:SHOWN], len(found)) for words, found in told if found],
        unknown=[
            *(UnknownName(name, None, True) for name in chosen.left_out),
            *(UnknownName(name, n, False) for name, n in report.unknown.most_common(SHOWN)),
        ],
        more_unknown=max(0, len(report.unknown) - SHOWN),
        is_news=bool(report.created or report.changed or report.results),
    )


def counts(report: Report) -> str:
    """ "2,531 records: 2,530 new, 0 changed, 0 as before, 1 refused"."""
    return (
        f"{report.read:,} {'record' if report.read == 1 else 'records'}: {report.created:,} new, "
        f"{report.changed:,} changed, {report.unchanged:,} as before, "
        f"{len(report.refused):,} refused"
    )


def _results(report: Report, chosen: Chosen) -> str:
    if chosen.accept == DRAFTS:
        return "Everything new stays a draft, and no reading becomes a result."
    become = "becomes" if report.results == 1 else "become"
    readings = "reading" if report.results == 1 else "readings"
    return (
        f"{report.results:,} {readings} {become} the {chosen.accept} result of a vote, with "
        f"{report.ballots:,} ballots."
    )
