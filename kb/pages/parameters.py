"""Which parameters an address takes."""

from collections.abc import Callable
from typing import Any


def takes(*names: str) -> Callable[[Any], Any]:
    """Mark a view with the parameters it takes; middleware refuses any other."""

    def mark(view: Any) -> Any:
        view.parameters = frozenset(names)
        return view

    return mark
