"""What the demonstration says of texts, statement and article. The sentences are our own."""

from datetime import date

INITIATIVE_TITLE = "Promoting mutually beneficial cooperation in the field of human rights"
MALI_TITLE = "Technical assistance and capacity-building for Mali in the field of human rights"
INITIATIVE_SUMMARY = (
    "A family of resolutions put forward by China since 2018. Its supporters describe it as a way "
    "to further dialogue and technical assistance. Its critics say that it sets cooperation "
    "between governments above the scrutiny of what they do."
)

STATEMENT_TITLE = "Joint statement in the general debate under item 10"
STATEMENT = """\
Madam President,

The organisations open by asking every State to renew its commitment to human rights and to the \
Council's mandate during the pandemic. Cooperation, dialogue and scrutiny each have their place \
in that mandate.

They say that advice and scrutiny belong together under item 10. A report by DefendDefenders, No \
Advice without Knowledge, is cited to show that technical help works only where the Council knows \
what is happening in a country.

For them, cooperation means that a State engages in good faith, works with the Council's \
mechanisms, and lets civil society, journalists and defenders take part without fear of reprisal.

They then turn to the draft on mutually beneficial cooperation that is before this session. In \
their view it unsettles a mandate that States built by consensus over decades, and it divides \
the Council.

They find the same reasoning in the report of the Advisory Committee, A/HRC/43/31. They object \
that paragraph 104 leans on sovereignty and non-intervention, and that paragraph 106 puts the \
universality of values in doubt.

China is asked to reconsider the initiative in the light of the concerns raised in the informal \
negotiations. If it does not, the Council is asked to reject the text.

Thank you.
"""
ASK_OF_CHINA = (
    "China is asked to reconsider the initiative in the light of the concerns raised in the "
    "informal negotiations."
)
ASK_OF_THE_COUNCIL = "If it does not, the Council is asked to reject the text."

ARTICLE_TITLE = (
    "HRC43 | Vote on 'mutually beneficial cooperation' resolution highlights divisive nature of "
    "Chinese initiative"
)
ARTICLE_LEDE = (
    "The article reports that a vote was called on the text, and warns that those who care for "
    "the Council's monitoring mandate will have to stay attentive after its adoption."
)
ARTICLE_BODY = """\
It recounts a short debate in which States disagreed about what the text means for the Council, \
and recalls the joint statement that civil society groups had made beforehand.

It notes that the text repeats wording from China's own policy, and orders a panel and a report. \
It puts the cost at 70,000 dollars.

It lists States that voted against, and says that several Latin American States found it hard to \
explain their support.

It closes on the growth of the opposition since the first text of the initiative.
"""
# (what is said, in our words)
QUOTES = (
    "She calls it ironic that a text on cooperation could pass in so divided a Council.",
    "She says that nearly half of the Council did not support spending 70,000 dollars on this.",
    "She takes the rise in votes against, and the moves to abstention, as a sign that the methods "
    "used so far no longer work.",
)
QUOTED_AS = "Asia Advocate, ISHR"

CLAIMS = (
    (
        "The 16 votes against came from EU members, Australia, South Korea, India and Japan.",
        "Those named make 14: ten EU members and four others. Marshall Islands and Ukraine also "
        "voted against.",
    ),
    (
        "Nearly half of the Council did not support the text.",
        "16 voted against and 8 abstained: 24 of 47, or 51.1 per cent, did not vote in favour.",
    ),
)

VOTE_DAYS = {
    "37/23": date(2018, 3, 23),
    "43/21": date(2020, 6, 22),
    "46/13": date(2021, 3, 23),
}
