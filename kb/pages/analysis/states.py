"""States in the path of an address, and the pages to which their names lead."""

from django.http import Http404

from kb.council.models import State
from kb.pages.analysis.choice import Choice
from kb.pages.analysis.kinds import Where


def canonical_states(where: Where) -> Where:
    """Codes in small letters, in order. Raises Http404 for what is no State, or one State twice."""
    codes = sorted(word.upper() for word in where.values())
    if State.objects.filter(code__in=codes).count() != len(where):
        raise Http404
    return dict(zip(where, (code.lower() for code in codes), strict=True))


def pair_url(choice: Choice, first: str, second: str) -> str:
    """The page of two States, for the same votes."""
    first, second = sorted((first.lower(), second.lower()))
    return choice.address("agreement-pair", first=first, second=second)


def state_agreement_url(choice: Choice, state: str) -> str:
    return choice.address("agreement-state", state=state.lower())


def capital(words: str) -> str:
    """At the start of a sentence: "The European Union"."""
    return f"{words[0].upper()}{words[1:]}"
