"""Which vote somebody means who types a symbol, a title or an address."""

from django.db.models import QuerySet

from kb.records.models import Source
from votes.models import Resolution, RollCall
from votes.services import texts_called
from votes.services.comparing import name_of
from votes.symbols import candidates

FEWEST_LETTERS = 4
MOST_FOUND = 10
LATEST = 100


def votes_called(typed: str) -> list[RollCall]:
    """Those with the address or symbol that was typed, else those of texts with such a title."""
    votes = RollCall.objects.select_related("resolution__body", "draft", "accepted_reading")
    for address in (typed.lower(), *candidates(typed)):
        if found := list(votes.filter(slug=address)):
            return found
    return list(votes.filter(resolution__in=texts_meant(typed)).order_by("slug"))


def texts_meant(typed: str) -> list[Resolution]:
    found = texts_called(typed)
    if found or len(typed) < FEWEST_LETTERS:
        return found
    titled = Resolution.objects.filter(title__icontains=typed).select_related("body")
    return list(titled[:MOST_FOUND])


def latest_votes() -> list[tuple[str, str]]:
    """(address, words) of the votes that were put on record last, for a list to choose from."""
    votes: QuerySet[RollCall] = RollCall.objects.select_related("resolution").order_by("-pk")
    return [(vote.slug, vote_words(vote)) for vote in votes[:LATEST]]


def sources_to_choose(asked: Source | None = None) -> QuerySet[Source]:
    """Those put on record last, and the one that the address asks for, however old."""
    latest = list(Source.objects.order_by("-pk").values_list("pk", flat=True)[:LATEST])
    return Source.objects.filter(pk__in=[*latest, asked.pk if asked else 0]).order_by("-pk")


def vote_words(vote: RollCall) -> str:
    """ "A/HRC/43/L.60, amendment: Promoting …"."""
    what = "" if vote.subject == RollCall.Subject.WHOLE else vote.get_subject_display().lower()
    parts = [vote.subject_symbol or vote.resolution.symbol, vote.subject_label or what]
    return f"{', '.join(filter(None, parts))}: {vote.resolution.title}".lstrip(": ")


def symbol_of(vote: RollCall) -> str:
    """What a vote was on, by symbols: for the title of its board."""
    own = vote.subject_symbol or str(vote.draft or "") or name_of(vote.resolution)
    return ", ".join(filter(None, [own, vote.subject_label]))
