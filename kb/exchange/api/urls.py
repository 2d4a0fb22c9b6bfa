"""The addresses of the API. The description at /api/v1/schema is made from these."""

from django.urls import URLPattern, path

from kb.exchange.api.views import ItemView, RootView, SchemaView, list_of
from kb.exchange.documents.kind import Kind
from kb.exchange.documents.kinds import LISTED


def _of(kind: Kind) -> list[URLPattern]:
    return [
        path(f"api/v1/{kind.name}/", list_of(kind), name=f"api-{kind.name}"),
        path(
            f"api/v1/{kind.name}/<slug:word>/",
            ItemView.as_view(kind=kind),
            name=f"api-{kind.name}-one",
        ),
    ]


urlpatterns = [
    path("api/v1/", RootView.as_view(), name="api-root"),
    path("api/v1/schema", SchemaView.as_view(), name="api-schema"),
    *(pattern for kind in LISTED for pattern in _of(kind)),
]
