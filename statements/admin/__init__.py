"""The desk's pages for what was said and asked, and for those who said it."""

from statements.admin.articles import ArticleAdmin
from statements.admin.asks import AskAdmin
from statements.admin.organisations import OrganisationAdmin
from statements.admin.parts import ClaimCheckAdmin, MentionAdmin, QuoteAdmin
from statements.admin.people import PersonAdmin, RoleAdmin
from statements.admin.signatures import SignatureAdmin
from statements.admin.statements import StatementAdmin

__all__ = [
    "ArticleAdmin",
    "AskAdmin",
    "ClaimCheckAdmin",
    "MentionAdmin",
    "OrganisationAdmin",
    "PersonAdmin",
    "QuoteAdmin",
    "RoleAdmin",
    "SignatureAdmin",
    "StatementAdmin",
]
