from kb.records.models.address import FormerAddress
from kb.records.models.conflict import Conflict, ConflictValue
from kb.records.models.ledger import Ledger
from kb.records.models.publishable import Publishable, PublishableQuerySet, Record
from kb.records.models.source import Source

__all__ = [
    "Conflict",
    "ConflictValue",
    "FormerAddress",
    "Ledger",
    "Publishable",
    "PublishableQuerySet",
    "Record",
    "Source",
]
