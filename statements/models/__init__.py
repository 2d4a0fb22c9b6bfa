from statements.models.article import Article
from statements.models.ask import Ask
from statements.models.claim_check import ClaimCheck
from statements.models.mention import Mention
from statements.models.organisation import Organisation
from statements.models.person import Person, Role, Speaker, speaker
from statements.models.quote import Quote
from statements.models.segment import Segment
from statements.models.signature import Signature
from statements.models.statement import Statement

__all__ = [
    "Article",
    "Ask",
    "ClaimCheck",
    "Mention",
    "Organisation",
    "Person",
    "Quote",
    "Role",
    "Segment",
    "Signature",
    "Speaker",
    "Statement",
    "speaker",
]
