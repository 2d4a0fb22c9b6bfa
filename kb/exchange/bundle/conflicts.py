"""Disputes between sources out of a bundle."""

from uuid import UUID

from kb.exchange.bundle.known import Known, instant, words
from kb.exchange.bundle.reading import Bundle, BundleError
from kb.exchange.documents.conflicts import CONFLICTS
from kb.exchange.documents.kinds import KINDS
from kb.exchange.documents.sources import SOURCES
from kb.records.models import Conflict, ConflictValue

MODELS = {kind.name: kind.model for kind in KINDS}


def add_conflicts(bundle: Bundle, known: Known) -> None:
    documents = bundle.of(CONFLICTS)
    conflicts = []
    for place, each in enumerate(documents):
        about = each["about"]
        model = MODELS.get(about["kind"])
        if model is None:
            raise BundleError(f"conflicts[{place}].about.kind: “{about['kind'][:40]}” is no kind")
        chosen = next((value for value in each["values"] if value["is_chosen"]), None)
        conflicts.append(
            Conflict(
                public_id=UUID(each["id"]),
                subject_kind=model.record_kind(),
                record=UUID(about["id"]),
                field=each["field"],
                label=each["label"],
                chosen_value=chosen["value"] if chosen else "",
                reason=words(each["reason"]),
                decided_at=instant(each["decided_at"]) if each["decided_at"] else None,
            )
        )
    known.give_keys(conflicts)
    known.write(conflicts)
    for place, (conflict, each) in enumerate(zip(conflicts, documents, strict=True)):
        at = f"conflicts[{place}].values"
        for value in each["values"]:
            known.hold(
                ConflictValue(
                    conflict=conflict,
                    source=known.named(SOURCES, value["source"], at),
                    value=value["value"],
                    printed=words(value["printed"]),
                )
            )
    known.flush_rows()
