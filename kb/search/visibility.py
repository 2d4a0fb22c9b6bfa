"""Who may see a record: one expression, used by everything that is public."""

from datetime import datetime

from django.db.models import Q


def visible(at: datetime, via: str = "") -> Q:
    """What is public at the instant `at`.

    `via` is a path to the record whose visibility counts ("resolution__"). A child asks for its
    own and for its parent's: `visible(at) & visible(at, "resolution__")`.
    """
    return Q(**{f"{via}visible_from__lte": at})
