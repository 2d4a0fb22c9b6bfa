"""The addresses of the analyses: each a page, with JSON and CSV beside it."""

from django.urls import URLPattern, path

from kb.pages.analysis import comparing
from kb.pages.analysis.closest import CLOSEST
from kb.pages.analysis.group import GROUP
from kb.pages.analysis.groups import GROUPS
from kb.pages.analysis.kinds import Analysis
from kb.pages.analysis.matrix import AGREEMENT
from kb.pages.analysis.one_state import ONE_STATE
from kb.pages.analysis.pair import PAIR
from kb.pages.analysis.views import csv_of, json_of, page_of

ANALYSES = {
    "agreement": AGREEMENT,
    "agreement/<slug:state>": ONE_STATE,
    "agreement/<slug:first>/<slug:second>": PAIR,
    "groups": GROUPS,
    "groups/<slug:group>": GROUP,
    "closest": CLOSEST,
}
TWO_VOTES = "compare/<slug:first>/<slug:second>"


def _three(address: str, kind: Analysis) -> list[URLPattern]:
    return [
        path(f"{address}/", page_of(kind), name=kind.name),
        path(f"{address}.json", json_of(kind), name=f"{kind.name}-json"),
        path(f"{address}.csv", csv_of(kind), name=f"{kind.name}-csv"),
    ]


urlpatterns = [
    *(each for address, kind in ANALYSES.items() for each in _three(address, kind)),
    path("compare/", comparing.compare, name="compare"),
    path(f"{TWO_VOTES}/", comparing.compare_votes, name="compare-votes"),
    path(f"{TWO_VOTES}.json", comparing.compare_votes_json, name="compare-votes-json"),
    path(f"{TWO_VOTES}.csv", comparing.compare_votes_csv, name="compare-votes-csv"),
]
