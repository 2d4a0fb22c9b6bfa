"""The document of a vote, field by field."""

from kb.exchange.documents.asks import AskDocument
from kb.exchange.documents.conflicts import ConflictDocument
from kb.exchange.documents.fields import (
    Document,
    as_printed,
    day,
    flag,
    ident,
    instant,
    list_of,
    many,
    one,
    position_word,
    web_address,
    whole_number,
    word,
    words,
)
from kb.exchange.documents.shapes import OURS, PAGE, Head, SourceNamed, TextNamed
from votes.models import Resolution, RollCall

ITS_SOURCE = "the source of the vote"
ACCEPTED = "the reading that was accepted"
THE_SOURCE = "the source of the reading"
COUNTED = "counted from the ballots"


class VotedTextDocument(TextNamed):
    outcome = word("What became of the text.", Resolution.Outcome.values, "its source")


class CountedDocument(Document):
    """How many entitled States took each position; null for one that the source does not list."""

    yes = whole_number("In favour.", COUNTED, null=True)
    no = whole_number("Against.", COUNTED, null=True)
    abstain = whole_number("Abstaining.", COUNTED, null=True)
    absent = whole_number("The source says that they did not vote.", COUNTED, null=True)
    not_recorded = whole_number("The source says nothing of them.", COUNTED, null=True)


class BallotDocument(Document):
    state = words("The code of the State.", ACCEPTED)
    name = words("Its UN short name today.", OURS)
    group = words("The group for which it had its seat that day.", "UN records", null=True)
    position = position_word("How it voted.", ACCEPTED)
    entitled = flag("Whether it had the right to vote that day; only then it counts.", "seats")


class ExceptionDocument(Document):
    """A ballot that rests on something else than the accepted reading.

    Evidence that is not public is told of only where the ballot differs from that reading anyway.
    """

    state = words("The code of the State.", OURS)
    reading = ident("Another reading; null if that is not public, or it was corrected.", null=True)
    correction = ident("The source of a correction; null if none, or not public.", null=True)


class DeclaredDocument(Document):
    """Totals as the source states them; null where it does not."""

    yes = whole_number("In favour.", THE_SOURCE, null=True)
    no = whole_number("Against.", THE_SOURCE, null=True)
    abstain = whole_number("Abstaining.", THE_SOURCE, null=True)
    absent = whole_number("Absent.", THE_SOURCE, null=True)
    not_recorded = whole_number("Not recorded.", THE_SOURCE, null=True)
    non_voting = whole_number("Not voting, whether absent or not recorded.", THE_SOURCE, null=True)


class CellDocument(Document):
    row = whole_number("The line of the source, from 1.", THE_SOURCE)
    printed = as_printed("The name exactly as printed.", THE_SOURCE)
    mark = as_printed("The mark exactly as printed.", THE_SOURCE)
    position = position_word("What the mark was taken for.", "reading, or staff", null=True)
    state = words("The code of the State that the name means.", "reading, or staff", null=True)
    named_by_a_person = flag("Whether a person said which State it is.", "staff")
    left_out = flag("Whether a person left the cell out.", "staff")


class ReadingDocument(Document):
    id = ident()
    version = whole_number("How often it was saved.", OURS)
    source = one(SourceNamed, "What was read.", "staff")
    record_id = words("The source's own number of the vote.", THE_SOURCE, null=True)
    symbol = words("The symbol as printed.", THE_SOURCE, null=True)
    title = words("The title as printed.", THE_SOURCE, null=True)
    date = day("The date that the source gives.", THE_SOURCE, null=True)
    clock = words("The time that the board shows.", THE_SOURCE, null=True)
    declared = one(DeclaredDocument, "Its totals, if it states any.", THE_SOURCE, null=True)
    listed = list_of(
        position_word("A position.", THE_SOURCE),
        "Positions of which it lists the States; null where it lists all.",
        THE_SOURCE,
        null=True,
    )
    sha256 = words("The SHA-256 of what was read, in hexadecimal.", OURS)
    recorded_at = instant("When it was recorded.", OURS)
    cells = many(CellDocument, "Every cell in the order of the source.", THE_SOURCE)


class VoteDocument(Head):
    slug = words("The word in its address.", OURS)
    url = web_address(PAGE, OURS)
    title = words("The title of the text.", "the text")
    body = words("The code of the body that voted.", ITS_SOURCE)
    session = words("The code of the session.", ITS_SOURCE)
    agenda_item = whole_number("As the source of the text gives it.", ITS_SOURCE, null=True)
    resolution = one(VotedTextDocument, "The text that was before the body.", ITS_SOURCE)
    draft = words("The draft as it was put to the vote.", ITS_SOURCE, null=True)
    subject = word("What was voted on.", RollCall.Subject.values, ITS_SOURCE)
    subject_symbol = words("An amendment's own symbol.", ITS_SOURCE, null=True)
    subject_label = words("Which paragraph, or what it does.", ITS_SOURCE, null=True)
    is_final = flag("Whether this vote settled the text.", "its source, or staff")
    meeting = whole_number("The number of the meeting.", ITS_SOURCE, null=True)
    held_on = day("The day of the vote; null until it is known.", ITS_SOURCE, null=True)
    requested_by = words("The code of the State that asked for it.", ITS_SOURCE, null=True)
    standing = word(
        "Official once an official record was accepted.", RollCall.Standing.values, OURS
    )
    is_adopted = flag("More yes than no; null where nobody can say.", COUNTED, null=True)
    accepted_reading = ident("The reading on which the result rests, if public.", null=True)
    positions_listed = list_of(
        position_word("A position.", ACCEPTED),
        "Positions of which the accepted reading lists the States; null where it lists all.",
        ACCEPTED,
        null=True,
    )
    counts = one(CountedDocument, "Of entitled States; null without a result.", COUNTED, null=True)
    ballots = many(BallotDocument, "Each State's position, by code.", ACCEPTED)
    exceptions = many(ExceptionDocument, "Ballots that rest on something else.", "staff")
    readings = many(ReadingDocument, "What each public source says, as printed.", "the sources")
    conflicts = many(ConflictDocument, "Where public sources differ about it.", OURS)
    asks = many(AskDocument, "What was asked about it, and what became of that.", "statements")
