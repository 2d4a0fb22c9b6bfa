"""What stands behind the question mark of an address: words that are understood, or refused."""

from collections.abc import Callable
from typing import Any


def takes(*names: str) -> Callable[[Any], Any]:
    """Mark a view with the parameters it takes; middleware refuses any other."""

    def mark(view: Any) -> Any:
        view.parameters = frozenset(names)
        return view

    return mark


class BadParameter(ValueError):
    """`expected` goes on from “takes”: "a day, such as 2020-06-22". What was given is not said."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"The parameter “{name}” takes {expected}.")
        self.name = name
        self.expected = expected
