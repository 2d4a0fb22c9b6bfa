"""What this is and how it is made: two pages of our own words."""

from dataclasses import dataclass

from django.urls import reverse

from kb.pages.parts.frames import PageHead
from kb.pages.parts.shown import Link, absolute
from votes.pictures import MARKS, Mark
from votes.reading.cells import Position

MEANINGS: dict[Position, str] = {
    "yes": "The State voted in favour.",
    "no": "The State voted against.",
    "abstain": "The State took part and chose neither. An abstention does not count in the result.",
    "absent": "The source says that the State had a vote and did not use it.",
    "not_recorded": "The source leaves the cell blank. We do not know what the State did.",
}


@dataclass(frozen=True, slots=True)
class AboutPage:
    """What `pages/about.html` prints beside its own words."""

    head: PageHead


@dataclass(frozen=True, slots=True)
class Meaning:
    mark: Mark
    words: str


@dataclass(frozen=True, slots=True)
class MethodPage:
    """What `pages/method.html` prints beside its own words."""

    head: PageHead
    meanings: list[Meaning]


def about_page() -> AboutPage:
    return AboutPage(
        _head(
            "about",
            "What this site is, who publishes it, and how to reuse it",
            "What this record holds, whom it is for, who publishes it, under which licence its "
            "facts may be reused, how to cite it and how to report an error.",
            [Link("About")],
        )
    )


def method_page() -> MethodPage:
    return MethodPage(
        _head(
            "method",
            "How we know: where each figure comes from",
            "How votes are read from their sources and checked, what the five positions mean, how "
            "it is worked out whether an ask was met and who moved, and how errors are corrected.",
            [Link("About", reverse("about")), Link("How we know")],
        ),
        [Meaning(MARKS[position], words) for position, words in MEANINGS.items()],
    )


def _head(name: str, title: str, description: str, crumbs: list[Link]) -> PageHead:
    home = Link("Votes", reverse("home"))
    return PageHead(title, description, absolute(reverse(name)), [home, *crumbs])
