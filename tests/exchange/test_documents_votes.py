"""What partners get of votes: facts of the first case, evidence, and asks of many votes at once."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from kb.council.models import State
from kb.exchange.documents.kind import Sight
from kb.exchange.documents.kinds import LISTED
from kb.exchange.documents.votes.documents import VOTES
from kb.records.services import publish
from tests.exchange.generated import Generated
from tests.exchange.held_to_shape import differences
from tests.factories import (
    make_reading,
    make_resolution,
    make_roll_call,
    make_source,
    make_vote,
)
from tests.statements.factories import make_ask, make_statement
from votes.models import RollCall
from votes.services import accept_reading, correct_ballot

pytestmark = pytest.mark.django_db


def documents(sight: Sight | None = None) -> dict[str, dict[str, Any]]:
    """{slug: document} of every vote."""
    sight = sight or Sight.of_public(timezone.now())
    made = VOTES.documents(list(VOTES.rows(sight.at)), sight)
    return {document["slug"]: document for document in made}


def told(vote: RollCall) -> dict[str, Any]:
    return documents()[vote.slug]


def correct(vote: RollCall, code: str, position: str, **source: Any) -> Any:
    evidence = make_source(**source)
    correct_ballot(
        roll_call=RollCall.objects.get(pk=vote.pk),
        state=State.objects.get(code=code),
        position=position,
        source=evidence,
        reason="A letter says so",
        by=None,
    )
    return evidence


def wrong_everywhere(sight: Sight) -> list[str]:
    return [
        f"{kind.name}: {difference}"
        for kind in LISTED
        for document in kind.documents(list(kind.rows(sight.at)), sight)
        for difference in differences(document, kind.shape)
    ]


@pytest.mark.parametrize("seed", range(10))
def test_every_document_has_exactly_its_shape_whatever_staff_recorded(seed):
    Generated(seed)
    now = timezone.now()

    assert wrong_everywhere(Sight.of_public(now)) == []
    assert wrong_everywhere(Sight(at=now + timedelta(days=30), now=now)) == []


def test_every_document_of_the_demonstration_has_exactly_its_shape():
    call_command("demo")

    assert wrong_everywhere(Sight.of_public(timezone.now())) == []


def test_a_document_of_another_shape_is_found_out():
    document = told(make_vote({"AGO": "yes"}))
    moved = {"slug": document["slug"]} | document
    assert "stand in another order" in differences(moved, VOTES.shape)[0]
    for wrong in ({"title": ""}, {"held_on": "22 June"}, {"ballots": None}, {"more": 1}):
        assert differences(document | wrong, VOTES.shape)
    assert differences({"id": document["id"]}, VOTES.shape)


def test_the_first_case_has_the_result_of_the_record():
    call_command("demo")

    vote = documents()["a-hrc-res-43-21"]

    assert vote["counts"] == {"yes": 23, "no": 16, "abstain": 8, "absent": 0, "not_recorded": 0}
    assert (len(vote["ballots"]), vote["exceptions"]) == (47, [])
    assert vote["accepted_reading"] in {each["id"] for each in vote["readings"]}
    assert "draft" in {each["field"] for each in vote["conflicts"]}


def test_what_was_asked_about_the_first_case_is_scored():
    call_command("demo")

    asks = documents()["a-hrc-res-43-21"]["asks"]

    (council,) = [each for each in asks if each["target"] == "council"]
    assert council["outcome"] == "not_met"
    assert len(council["counts"]["did_as_asked"]) == 16
    (china,) = [each for each in asks if each["act"] == "reconsider"]
    assert china["outcome"] == "not_met"


def test_who_may_see_what_is_under_embargo_is_told_until_when():
    public = make_vote({"AGO": "no"})
    now = timezone.now()
    vote = make_vote({"AGO": "yes"}, published=False)
    publish(vote, by=None, release_at=now + timedelta(days=2))

    seen = documents(Sight(at=now + timedelta(days=3), now=now))

    assert vote.slug not in documents()
    assert seen[vote.slug]["public_since"] is None
    assert seen[vote.slug]["embargoed_until"].startswith(f"{now + timedelta(days=2):%Y-%m-%dT}")
    assert seen[public.slug]["embargoed_until"] is None


def test_a_ballot_that_was_corrected_names_its_source():
    vote = make_vote({"AGO": "yes", "AUS": "no"})
    letter = correct(vote, "AUS", "abstain")

    assert told(vote)["exceptions"] == [
        {"state": "AUS", "reading": None, "correction": str(letter.public_id)}
    ]


def test_a_correction_by_a_hidden_source_shows_no_more_than_the_ballot_itself():
    vote = make_vote({"AGO": "yes", "AUS": "no"})
    correct(vote, "AUS", "abstain", published=False)

    assert told(vote)["exceptions"] == [{"state": "AUS", "reading": None, "correction": None}]


def test_a_ballot_that_the_accepted_reading_shows_does_not_tell_of_hidden_evidence():
    vote = make_vote({"AGO": "yes", "AUS": "no"})
    correct(vote, "AUS", "abstain")
    correct(vote, "AUS", "no", published=False)

    assert told(vote)["exceptions"] == []


def test_a_ballot_that_rests_on_another_reading_names_that():
    vote = make_vote({"AFG": "not_recorded", "AUS": "no"}, as_="provisional")
    other = make_reading(vote, {"AFG": "abstain"})
    accepted = make_reading(vote, {"AFG": "not_recorded", "AUS": "no"}, title="As printed later")
    accept_reading(accepted, as_="official", choices={"AFG": "abstain"}, reason="A letter", by=None)

    assert told(vote)["exceptions"] == [
        {"state": "AFG", "reading": str(other.public_id), "correction": None}
    ]


def test_of_a_hidden_reading_that_was_accepted_only_the_result_is_told():
    vote = make_roll_call()
    hidden = make_source(title="Zirpvogel", published=False)
    reading = make_reading(vote, {"AGO": "yes"}, source=hidden, symbol="Zirpvogel")
    accept_reading(reading, as_="official", by=None)
    correct(vote, "AGO", "no", published=False)

    document = told(vote)

    assert document["accepted_reading"] is None
    assert (document["readings"], document["exceptions"]) == ([], [])
    assert document["counts"]["no"] == 1
    for secret in ("Zirpvogel", str(hidden.public_id), str(reading.public_id), reading.sha256):
        assert secret not in str(document)


def test_asks_about_a_text_stand_with_its_last_final_vote_and_others_with_the_vote_they_name():
    text = make_resolution()
    first = make_vote({"AGO": "yes"}, resolution=text, slug="first", held_on=date(2020, 6, 19))
    last = make_vote({"AGO": "no"}, resolution=text, slug="last", held_on=date(2020, 6, 22))
    part = make_vote(
        {"AGO": "abstain"}, resolution=text, slug="part", subject="paragraph", is_final=False
    )
    asked = date(2020, 6, 1)
    about = {
        "last": make_ask(resolution=text, made_on=asked),
        "first": make_ask(roll_call=first, made_on=asked),
        "part": make_ask(roll_call=part, made_on=asked),
    }

    found = documents()

    for vote in (first, last, part):
        (ask,) = found[vote.slug]["asks"]
        assert ask["id"] == str(about[vote.slug].public_id)
        assert ask["scored_on"]["slug"] == vote.slug
    assert found["last"]["asks"][0]["counts"]["did_as_asked"] == ["AGO"]
    assert found["first"]["asks"][0]["counts"]["did_not"] == ["AGO"]


def test_asks_of_many_votes_are_those_of_each_alone():
    for seed in range(4):
        Generated(seed)
    sight = Sight.of_public(timezone.now())

    together = documents(sight)

    for vote in VOTES.rows(sight.at):
        assert VOTES.documents([vote], sight) == [together[vote.slug]]


def test_a_vote_on_which_nothing_is_disputed_or_asked_takes_three_queries(
    django_assert_num_queries,
):
    vote = make_vote({"AGO": "yes", "AUS": "no"})

    with django_assert_num_queries(3):
        assert told(vote)["counts"]["yes"] == 1


def test_asks_that_are_hidden_leave_the_vote_as_it_was():
    vote = make_vote({"AGO": "yes"})
    before = told(vote)
    make_ask(statement=make_statement(published=False), resolution=vote.resolution)

    assert told(vote) == before
