"""Fields that many documents share."""

from kb.exchange.documents.fields import Document, day, ident, instant, number, text, url, word
from kb.records.models import Source

OURS = "the knowledge base"
PAGE = "Its page."


class Head(Document):
    """The first fields of whatever staff publish."""

    id = ident()
    version = number("How often it was saved; each correction counts one up.", OURS)
    public_since = instant("The instant from which it is public.", OURS, null=True)
    embargoed_until = instant(
        "Null for all that is public. Who may see what is not public yet finds here the instant "
        "from which it will be.",
        OURS,
        null=True,
    )


class ReferenceHead(Document):
    """The first fields of bodies, sessions, States, groups and seats, which are always public."""

    id = ident()
    version = number("How often it was saved; each correction counts one up.", OURS)


class SourceNamed(Document):
    """A source where it is cited."""

    id = ident("The id of the source, by which /api/v1/sources/ gives it.")
    kind = word("What sort of document it is.", Source.Kind.values, "staff")
    title = text("As a reader would cite it.", "staff")
    publisher = text("Who issued it.", "the document", null=True)
    reference = text("Its symbol or record number.", "the document", null=True)
    url = url("Where it can be read.", "staff", null=True)
    dated_on = day("The date that the document bears.", "the document", null=True)
