"""Fields that many documents share."""

from kb.exchange.documents.fields import (
    Document,
    day,
    ident,
    instant,
    web_address,
    whole_number,
    word,
    words,
)
from kb.records.models import Source

OURS = "the knowledge base"
PAGE = "Its page."


class Head(Document):
    """The first fields of whatever staff publish."""

    id = ident()
    version = whole_number("How often it was saved; each correction counts one up.", OURS)
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
    version = whole_number("How often it was saved; each correction counts one up.", OURS)


class SourceNamed(Document):
    """A source where it is cited."""

    id = ident("The id of the source, by which /api/v1/sources/ gives it.")
    kind = word("What sort of document it is.", Source.Kind.values, "staff")
    title = words("As a reader would cite it.", "staff")
    publisher = words("Who issued it.", "the document", null=True)
    reference = words("Its symbol or record number.", "the document", null=True)
    url = web_address("Where it can be read.", "staff", null=True)
    dated_on = day("The date that the document bears.", "the document", null=True)


class RecordNamed(Document):
    """Another record where it is named."""

    id = ident()
    slug = words("The word in the address of its page.", OURS)


class TextNamed(RecordNamed):
    symbol = words("Once adopted: A/HRC/RES/43/21.", "the text", null=True)


class SpeakerNamed(RecordNamed):
    """An organisation or a person where it is named."""

    name = words("Its name.", OURS)
