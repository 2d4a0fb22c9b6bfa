"""Takes a bundle into an empty knowledge base: everything or nothing."""

from typing import Any

from kb.exchange.bundle.conflicts import add_conflicts
from kb.exchange.bundle.council import add_council, replace_reference_data
from kb.exchange.bundle.known import Known
from kb.exchange.bundle.parts import add_parts
from kb.exchange.bundle.reading import Bundle
from kb.exchange.bundle.speakers import add_organisations, add_people
from kb.exchange.bundle.statements import add_articles, add_statements
from kb.exchange.bundle.texts import add_initiatives, add_resolutions, add_sources
from kb.exchange.bundle.votes import add_votes
from kb.records.ledger import writes
from kb.records.models import Conflict, Source
from kb.records.services import Refused
from statements.models import Article, Organisation, Person, Statement
from votes.models import Initiative, Resolution

# In the order in which they stand on each other.
STEPS = (
    add_council,
    add_sources,
    add_organisations,
    add_people,
    add_initiatives,
    add_resolutions,
    add_votes,
    add_statements,
    add_articles,
    add_parts,
    add_conflicts,
)
# One of these, whatever its state, and the knowledge base is not empty.
KEPT = (Source, Initiative, Resolution, Statement, Article, Organisation, Person, Conflict)


@writes
def import_bundle(bundle: Bundle, *, by: Any) -> dict[str, int]:
    """{name of the kind: how many came in}. Ids, versions, addresses and releases stay the same.

    Loaded reference data give way to those of the bundle. Raises Refused where anything that staff
    publish is here already, BundleError where the bundle names what it does not hold.
    """
    refuse_unless_empty()
    replace_reference_data(by)
    known = Known(by)
    for step in STEPS:
        step(bundle, known)
    return {name: len(documents) for name, documents in bundle.documents.items()}


def refuse_unless_empty() -> None:
    found = [model._meta.verbose_name_plural for model in KEPT if model.objects.exists()]
    if found:
        raise Refused(
            f"There are {', '.join(map(str, found))} here already. A bundle is for an empty "
            "knowledge base: nothing was changed."
        )
