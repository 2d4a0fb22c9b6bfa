"""By which symbol a text goes."""

from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from votes.models import Draft


def text_symbol(text: str = "resolution") -> Case:
    """The adopted symbol, else that of the latest draft, else nothing: "".

    An expression for a query; `text` is the way from its rows to the text, empty where they are
    texts themselves. Only a text that is not adopted costs the look at its drafts.
    """
    symbol = f"{text}__symbol" if text else "symbol"
    drafts = Draft.objects.filter(resolution=OuterRef(text or "pk")).order_by("-order")
    latest = Coalesce(Subquery(drafts.values("symbol")[:1]), Value(""))
    return Case(When(**{symbol: ""}, then=latest), default=F(symbol))
