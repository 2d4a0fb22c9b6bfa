"""How programs get everything that is public: lists, files and changes, with examples that work."""

from dataclasses import dataclass

from django.urls import reverse

from kb.exchange.documents.kinds import KINDS
from kb.pages.parts.frames import PageHead
from kb.pages.parts.shown import Link, absolute


@dataclass(frozen=True, slots=True)
class Example:
    """`path` is asked of this site as it stands; `says` is what comes back."""

    says: str
    path: str

    @property
    def url(self) -> str:
        return absolute(self.path)


@dataclass(frozen=True, slots=True)
class ListedKind:
    name: str
    about: str
    path: str
    lines: str


@dataclass(frozen=True, slots=True)
class DataPage:
    """What `pages/data.html` prints beside its own words."""

    head: PageHead
    kinds: list[ListedKind]
    filtered: list[Example]
    whole: list[Example]
    changes: list[Example]


FILTERED = (
    Example("One session.", "/api/v1/sessions/hrc43/"),
    Example("Who had a seat on the Council on a day.", "/api/v1/seats/?body=hrc&on=2020-06-22"),
    Example("The votes in which Japan said No.", "/api/v1/votes/?state=jpn&position=no"),
    Example("Texts that were rejected.", "/resolutions.json?outcome=rejected"),
    Example("Asks that were met, as a table.", "/asks.csv?outcome=met"),
    Example("Five records at a time; “next” leads on.", "/api/v1/states/?limit=5"),
)
WHOLE = (
    Example("Everything as one JSON document.", "/export/kb.json"),
    Example("One kind, a line for each record.", "/export/votes.ndjson"),
    Example("Every ballot as a table.", "/export/ballots.csv"),
    Example("What each table holds (Data Package).", "/export/datapackage.json"),
    Example("Votes and speeches in the words of Popolo.", "/export/popolo.json"),
    Example("All files in one, signed.", "/export/kb.zip"),
    Example("The signed end of the ledger.", "/export/ledger-head.json"),
)
CHANGES = (
    Example("From the beginning.", "/api/v1/changes?limit=5"),
    Example("How the API describes itself (OpenAPI).", "/api/v1/schema"),
)


def data_page() -> DataPage:
    return DataPage(
        head=PageHead(
            "The data: API, files and changes for programs",
            "Everything public as JSON, CSV and other formats: filtered, whole, or only what "
            "changed, without a key and without asking.",
            absolute(reverse("data")),
            [
                Link("Votes", reverse("home")),
                Link("About", reverse("about")),
                Link("The data"),
            ],
        ),
        kinds=[
            ListedKind(
                kind.name,
                kind.about,
                f"/api/v1/{kind.name}/",
                f"/export/{kind.name}.ndjson",
            )
            for kind in KINDS
        ],
        filtered=list(FILTERED),
        whole=list(WHOLE),
        changes=list(CHANGES),
    )
