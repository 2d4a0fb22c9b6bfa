"""Filters of votes, texts and initiatives."""

from datetime import date
from itertools import product

import pytest
from django.http import QueryDict
from django.utils import timezone

from kb.council.models import SeatSuspension, Session, State
from kb.records.services import publish, save_record
from kb.search.parameters import BadParameter
from tests.factories import DAY, make_resolution, make_roll_call, make_vote
from tests.pages.voting import absent_but
from votes.filters import InitiativeFilters, ResolutionFilters, VoteFilters
from votes.models import Ballot, Initiative, Sponsorship

pytestmark = pytest.mark.django_db


def chosen(filters, query: str):
    at = timezone.now()
    rows = filters.Meta.model.objects.published(at)
    return filters(QueryDict(query), rows, at=at)


def votes(query: str) -> set[str]:
    return set(chosen(VoteFilters, query).matching().values_list("slug", flat=True))


def texts(query: str) -> set[str]:
    return set(chosen(ResolutionFilters, query).matching().values_list("slug", flat=True))


def offered(filters, name: str) -> list[str]:
    found = chosen(filters, "")
    found.matching()
    return [word for word, _ in found.filters[name].options()]


def make_initiative(*, published: bool = True, **fields) -> Initiative:
    fields = {"slug": "cooperation", "title": "Cooperation"} | fields
    initiative = save_record(Initiative(**fields), by=None)
    return publish(initiative, by=None) if published else initiative


def suspend(code: str) -> None:
    """After the vote was accepted."""
    seat = State.objects.get(code=code).seats.on(DAY).get()
    SeatSuspension.objects.create(seat=seat, since=DAY)


def test_how_a_state_voted():
    make_vote({"AGO": "no", "AUS": "yes"}, slug="against")
    make_vote({"AGO": "yes", "AUS": "no"}, slug="for")

    assert votes("state=ago&position=no") == {"against"}
    assert votes("state=AGO&position=yes") == {"for"}
    assert votes("state=ago") == {"against", "for"}


def test_a_seat_without_a_ballot_is_not_recorded():
    make_vote({"AGO": "no"}, slug="vote")

    assert votes("state=aus&position=not-recorded") == {"vote"}
    assert votes("state=aus&position=not_recorded") == {"vote"}
    assert votes("state=ago&position=not_recorded") == set()


def test_a_state_without_the_right_to_vote_is_in_no_vote():
    vote = make_vote({"AGO": "no"}, slug="vote")
    china, reading = State.objects.get(code="CHN"), vote.accepted_reading
    Ballot.objects.create(roll_call=vote, state=china, position="yes", reading=reading)

    assert votes("state=chn") == set()
    assert votes("state=chn&position=yes") == set()
    assert votes("state=fra") == set()


def test_a_suspended_state_could_not_vote():
    make_vote({"AGO": "no", "AUS": "yes"}, slug="vote")
    suspend("AUS")

    assert votes("state=aus") == set()


def test_where_nobody_recorded_the_seats_whoever_has_a_ballot_could_vote():
    make_vote({"CHN": "yes"}, slug="early", held_on=date(1999, 4, 1))

    assert votes("state=chn&position=yes") == {"early"}
    assert votes("state=fra") == set()


def test_a_vote_without_a_result_says_of_no_state_that_it_could_vote():
    make_roll_call(slug="to-come")

    assert votes("state=ago") == set()


def test_a_position_needs_its_state():
    with pytest.raises(BadParameter, match=r"“position” takes one of: .*, together with “state”"):
        votes("position=no")


def test_votes_by_what_was_voted_on_by_record_and_by_session():
    text = make_resolution(session=Session.objects.get(code="hrc44"))
    make_vote({"AGO": "yes"}, slug="whole", resolution=text)
    make_vote({"AGO": "yes"}, as_="provisional", slug="part", subject="amendment", is_final=False)

    assert votes("subject=amendment") == {"part"}
    assert votes("standing=provisional") == {"part"}
    assert votes("session=hrc44") == {"whole"}
    assert votes("session=HRC44&subject=amendment") == set()


def test_both_days_count():
    for day in (1, 2, 3):
        make_roll_call(slug=f"of-{day}", held_on=date(2020, 6, day))
    make_roll_call(slug="without", held_on=None)

    assert votes("from=2020-06-02") == {"of-2", "of-3"}
    assert votes("to=2020-06-02") == {"of-1", "of-2"}
    assert votes("from=2020-06-02&to=2020-06-02") == {"of-2"}


def test_every_word_is_looked_for_in_title_and_symbols():
    text = make_resolution(number=21, title="Mutually beneficial cooperation")
    make_roll_call(slug="found", resolution=text)
    make_roll_call(
        slug="part", resolution=text, subject="amendment", subject_symbol="L.60", is_final=False
    )

    assert votes("q=COOPERATION+43/21") == {"found", "part"}
    assert votes("q=cooperation+l.60") == {"part"}
    assert votes("q=cooperation+peace") == set()


def test_a_hidden_initiative_is_refused_as_one_that_does_not_exist():
    make_initiative(published=False)

    refusals = []
    for word in ("cooperation", "nothing-of-the-kind"):
        with pytest.raises(BadParameter) as refused:
            votes(f"initiative={word}")
        refusals.append(str(refused.value))
    assert refusals[0] == refusals[1]


def test_votes_and_texts_of_an_initiative():
    text = make_resolution(initiative=make_initiative())
    make_roll_call(slug="vote", resolution=text)
    make_roll_call(slug="other")

    assert votes("initiative=cooperation") == {"vote"}
    assert texts("initiative=cooperation") == {text.slug}


def test_only_what_leads_to_something_public_is_offered():
    make_initiative(slug="empty", title="Empty")
    hidden = make_resolution(
        initiative=make_initiative(), session=Session.objects.get(code="hrc44"), published=False
    )
    make_roll_call(slug="hidden", resolution=hidden)
    make_roll_call(slug="seen")

    assert offered(VoteFilters, "session") == ["hrc43"]
    assert offered(VoteFilters, "initiative") == []
    assert offered(ResolutionFilters, "initiative") == []
    assert offered(ResolutionFilters, "item") == []


STATED = ["adopted_by_vote", "rejected", "withdrawn", "adopted_without_vote", "pending"]
CAST = [
    {"AGO": "yes", "AUS": "no", "AUT": "no"},
    {"AGO": "yes", "BGD": "yes", "AUS": "no"},
    {"AGO": "yes", "AUS": "no"},
    {"AGO": "abstain"},
    {"AGO": "yes", "AUS": "not_recorded"},
    {"AGO": "no", "AUS": "not_recorded"},
    {"AGO": "yes", "CZE": "no", "BRA": "not_recorded"},
]


@pytest.mark.parametrize("seated", [True, False])
def test_the_result_is_the_one_that_the_list_says(client, seated):
    """Of every vote, whatever its ballots and what is stated of its text."""
    day = DAY if seated else date(1999, 4, 1)
    for number, (stated, cast, subject) in enumerate(
        product(STATED[:3], CAST, ["whole", "amendment"])
    ):
        make_vote(
            absent_but(**cast) if seated and number % 2 else cast,
            slug=f"vote-{number}",
            resolution=make_resolution(outcome=stated),
            subject=subject,
            is_final=subject == "whole",
            held_on=day,
        )

    suspend("CZE")

    titles = headlines(client, "/votes/?limit=500")
    adopted = headlines(client, "/votes/?result=adopted&limit=500")
    not_adopted = headlines(client, "/votes/?result=not_adopted&limit=500")

    assert len(titles) == 3 * len(CAST) * 2
    assert adopted == {url: says for url, says in titles.items() if is_adopted(says)}
    assert not_adopted == {url: says for url, says in titles.items() if is_not_adopted(says)}
    assert adopted
    assert not_adopted


@pytest.mark.parametrize("stated", STATED)
def test_the_stated_result_of_a_vote_without_ballots_counts(client, stated):
    make_roll_call(slug="vote", resolution=make_resolution(outcome=stated))

    expected = {"adopted_by_vote": "adopted", "rejected": "not_adopted"}.get(stated)

    assert votes("result=adopted") == ({"vote"} if expected == "adopted" else set())
    assert votes("result=not_adopted") == ({"vote"} if expected == "not_adopted" else set())


def headlines(client, url: str) -> dict[str, str]:
    lines = client.get(url).context["page"].rows.lines
    return {line.url: line.headline for line in lines}


def is_adopted(says: str) -> bool:
    return "adopted" in says.lower() and not is_not_adopted(says)


def is_not_adopted(says: str) -> bool:
    return "not adopted" in says.lower()


def test_the_result_is_told_with_as_many_queries_for_one_vote_as_for_ten(
    django_assert_num_queries,
):
    for number in range(10):
        make_vote({"AGO": "yes"}, slug=f"vote-{number}")
        if number in (0, 9):
            with django_assert_num_queries(4):
                assert len(votes("result=adopted")) == number + 1


def test_texts_by_kind_outcome_item_and_sponsor():
    item = Session.objects.get(code="hrc43").body.agenda_items.get(number=3)
    text = make_resolution(kind="decision", outcome="rejected", agenda_item=item)
    make_resolution()
    state = State.objects.get(code="CHN")
    Sponsorship.objects.create(resolution=text, state=state, name_as_printed="China*", role="main")

    for query in ("kind=decision", "outcome=rejected", "item=3", "sponsor=chn"):
        assert texts(query) == {text.slug}, query


def test_texts_are_found_by_a_draft_and_stand_there_once():
    text = make_resolution(drafts=("A/HRC/43/L.31", "A/HRC/43/L.31/Rev.1"))

    assert list(chosen(ResolutionFilters, "q=l.31").matching()) == [text]


def test_initiatives_by_their_words():
    make_initiative(summary="About trade.")
    make_initiative(slug="other", title="Other")

    found = chosen(InitiativeFilters, "q=trade").matching()

    assert [each.slug for each in found] == ["cooperation"]


@pytest.mark.parametrize(
    "query",
    [
        "session=hrc99999999999999999999",
        "session=%00",
        "session=" + "a" * 100_000,
        "state=xxx",
        "state=1",
        "subject=everything",
        "result=maybe",
        "standing=%27",
        "from=2020-06-31",
        "to=99999-01-01",
        "session=hrc43&session=hrc44",
    ],
)
def test_a_wrong_value_is_refused_by_its_name(query):
    with pytest.raises(BadParameter, match=f"“{query.partition('=')[0]}”"):
        votes(query)


@pytest.mark.parametrize("query", ["item=0", "item=" + "9" * 5000, "item=3.5", "outcome=x"])
def test_a_wrong_value_for_texts_is_refused_by_its_name(query):
    with pytest.raises(BadParameter, match=f"“{query.partition('=')[0]}”"):
        texts(query)
