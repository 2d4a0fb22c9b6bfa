"""The State page: where it sat, how it voted, where it moved, what was asked of it."""

from datetime import date, timedelta

import pytest

from kb.council.models import Group, Seat, Session, State
from kb.records.services import publish, save_record
from tests.factories import make_reading, make_resolution, make_roll_call, make_vote
from tests.pages.reading_pages import page_of, queries_of, text_of
from tests.pages.voting import absent_but
from tests.statements.factories import make_ask, make_statement
from votes.models import Initiative, Sponsorship

pytestmark = pytest.mark.django_db

DAY = date(2020, 6, 22)


def state(code: str) -> State:
    return State.objects.get(code=code)


def vote_of(code: str, position: str, day: date = DAY, **fields):
    return make_vote(absent_but(day, **{code: position}), held_on=day, **fields)


def make_family(code: str, *positions: str, slug: str = "family", days: int = 10) -> list:
    """Votes of one public initiative, `days` apart, with the positions of one State."""
    initiative = publish(save_record(Initiative(slug=slug, title="A family"), by=None), by=None)
    return [
        vote_of(
            code,
            position,
            DAY + timedelta(days=days * number),
            resolution=make_resolution(initiative=initiative),
        )
        for number, position in enumerate(positions)
    ]


def test_the_title_is_its_record(client):
    for position in ("yes", "abstain", "absent", "not_recorded"):
        vote_of("CHL", position)

    title = "Chile: voted on 2 of 4, 1 yes, 1 abstaining, 1 absent, 1 not recorded"
    assert f"<title>{title}" in page_of(client, state("CHL"))


def test_votes_of_days_without_a_seat_do_not_count(client):
    vote_of("CHL", "yes")
    vote_of("CUB", "yes", date(2016, 6, 22))

    assert "Voted on 1 of 1" in text_of(client, state("CHL"))


def test_a_vote_that_lists_it_not_although_it_had_a_seat_is_not_recorded(client):
    make_vote({"AGO": "yes"})

    assert "Voted on 0 of 1 ? 1 not recorded" in text_of(client, state("CHL"))


def test_a_ballot_without_the_right_to_vote_is_told_and_not_counted(client):
    vote_of("CHL", "yes", date(2014, 6, 22))
    vote_of("CHL", "yes")
    Seat.objects.filter(state__code="CHL").on(DAY).delete()

    shown = text_of(client, state("CHL"))

    assert "Voted on 1 of 1" in shown
    assert "Sources list 1 ballot of days when it had no right to vote" in shown


def test_a_suspended_member_could_not_vote(client):
    day = date(2011, 3, 10)
    make_vote({"LBY": "yes"} | absent_but(day), held_on=day)

    shown = text_of(client, state("LBY"))

    assert "Voted on" not in shown
    assert "(without the rights of membership 1 March 2011 to 17 November 2011)" in shown


def test_hidden_votes_and_those_without_a_result_do_not_count(client):
    vote_of("CHL", "yes", published=False)
    vote_of("CHL", "yes", resolution=make_resolution(published=False, title="canary"))
    make_roll_call()

    page = page_of(client, state("CHL"))

    assert "oted on" not in page
    assert "canary" not in page


def test_each_count_leads_to_the_votes_that_it_counts(client):
    vote_of("CHL", "yes")

    page = page_of(client, state("CHL"))

    assert '<a href="/votes/?state=chl"' in page
    assert '<a href="/votes/?state=chl&amp;position=yes"><b>1</b> yes</a>' in page


def test_the_latest_votes_stand_with_its_mark_the_newest_first(client):
    vote_of("CHL", "yes", resolution=make_resolution(title="Older"))
    vote_of("CHL", "no", DAY + timedelta(days=1), resolution=make_resolution(title="Newer"))

    shown = text_of(client, state("CHL"))

    assert shown.index("N no Newer") < shown.index("Y yes Older")


def test_no_more_than_fifty_votes_are_listed(client):
    text = make_resolution(title="Of many")
    for number in range(51):
        make_vote(
            {"CHL": "yes"}, resolution=text, slug=f"vote-{number}", is_final=False,
            held_on=DAY + timedelta(days=number), subject="paragraph",
        )  # fmt: skip

    page = page_of(client, state("CHL"))

    assert "/votes/vote-50/" in page
    assert "/votes/vote-1/" in page
    assert "/votes/vote-0/" not in page


def test_a_switch_between_two_texts_of_one_initiative_is_shown(client):
    before, after = make_family("CHL", "yes", "abstain")

    page = page_of(client, state("CHL"))

    assert "It switched between the only two consecutive final votes" in page
    assert f'<a href="{before.get_absolute_url()}">22 June 2020</a>' in page
    assert f'<a href="{after.get_absolute_url()}">2 July 2020</a>' in page
    assert "away from the text" in page


def test_how_often_it_switched_is_said_with_what_was_compared(client):
    make_family("CHL", "yes", "abstain", "abstain", "abstain")

    shown = text_of(client, state("CHL"))

    assert "It switched in 1 of 3 pairs of consecutive final votes" in shown
    assert "Every pair that was compared (3)" in shown


def test_a_change_after_a_vote_without_a_position_stands_apart(client):
    make_family("CHL", "yes", "absent", "no")

    shown = text_of(client, state("CHL"))

    assert "There is no pair of consecutive final votes" in shown
    assert "Another position after votes at which it had no seat or took no position" in shown


def test_votes_of_a_hidden_initiative_are_not_compared(client):
    make_family("CHL", "yes", "no")
    Initiative.objects.update(state="draft")

    assert "switched" not in page_of(client, state("CHL"))


def test_an_ask_by_name_stands_with_its_outcome(client):
    vote = vote_of("CHL", "yes")
    make_ask(
        target_kind="state", target_state=state("CHL"), act="reject", text="Chile should say No.",
        resolution=vote.resolution,
    )  # fmt: skip

    shown = text_of(client, state("CHL"))

    assert "Asked of it by name 1 ask: not met." in shown
    assert "Not met “Chile should say No.” Asked of Chile" in shown
    assert "Asked of it" not in text_of(client, state("ARG"))


def test_asks_of_groups_and_members_are_counted_with_what_was_left_out(client):
    group = Group.objects.get(code="GRULAC")
    vote = vote_of("CHL", "no")
    to_group = {"target_kind": "group", "target_group": group, "act": "reject"}
    make_ask(**to_group, resolution=vote.resolution, text="Say No together.")
    make_ask(**to_group, resolution=make_resolution(outcome="pending"), text="And later.")
    make_ask(target_kind="members", act="adopt", resolution=vote.resolution)

    shown = text_of(client, state("CHL"))

    assert "belongs or belonged Did as asked on 1 of 1 scored ask." in shown
    assert "1 did as asked Met" not in shown
    assert "1 left out" in shown
    assert "Asks of all members Did as asked on 0 of 1 scored ask." in shown
    assert "1 did not" in shown


def test_what_everybody_was_asked_before_it_sat_is_not_counted(client):
    before = vote_of("CUB", "yes", date(2016, 6, 22))
    make_ask(resolution=before.resolution, text="canary")
    make_ask(resolution=vote_of("CHL", "yes").resolution)

    shown = text_of(client, state("CHL"))

    assert "Did as asked on 0 of 1 scored ask." in shown
    assert "canary" not in shown


def test_what_everybody_was_asked_about_a_hidden_text_is_not_there(client):
    make_ask(resolution=vote_of("CHL", "yes").resolution)
    before = text_of(client, state("CHL"))
    hidden = make_resolution(published=False, acted_on=DAY)
    vote_of("CHL", "yes", resolution=hidden)
    make_ask(resolution=hidden)
    make_ask(target_kind="members", resolution=hidden)

    assert text_of(client, state("CHL")) == before


def test_asks_of_other_groups_and_in_hidden_statements_are_not_there(client):
    vote = vote_of("CHL", "no")
    make_ask(
        target_kind="group", target_group=Group.objects.get(code="AFRICAN"), act="reject",
        resolution=vote.resolution, text="canary",
    )  # fmt: skip
    make_ask(resolution=vote.resolution, text="canary", statement=make_statement(published=False))

    assert "canary" not in page_of(client, state("CHL"))


def test_texts_that_it_sponsored_stand_with_its_part(client):
    text = make_resolution(title="Its text", number=9)
    hidden = make_resolution(title="canary", published=False)
    for each in (text, hidden):
        Sponsorship.objects.create(
            resolution=each, state=state("CHN"), name_as_printed="China", role="main"
        )

    shown = text_of(client, state("CHN"))

    assert "Its text A/HRC/RES/43/9 Adopted by vote Main sponsor" in shown
    assert "canary" not in shown


def test_seats_groups_and_former_names_are_given(client):
    shown = text_of(client, state("SWZ"))

    assert "Former names" in shown
    assert "Swaziland" in shown
    assert "Libyan A.J." not in text_of(client, state("LBY"))
    assert "Regional group African Group" in shown
    assert "1 January 2018 to 31 December 2020: Human Rights Council, Latin American" in text_of(
        client, state("CHL")
    )


def test_a_state_that_never_had_a_seat_says_so(client):
    page = page_of(client, state("BTN"))

    assert "<title>Bhutan: never had a seat on the Human Rights Council" in page
    assert "<h2>Its seats" not in page


def test_a_past_state_and_an_observer_have_sensible_pages(client):
    past = text_of(client, state("SUN"))
    assert "No longer exists; it never had a seat on the Human Rights Council." in past
    assert "UN member 24 October 1945 to 23 December 1991" in past
    assert "Standing Observer State" in text_of(client, state("VAT"))


def test_a_former_member_says_until_when(client):
    Seat.objects.filter(state__code="CHL", since__gt=DAY).delete()

    assert "Was a member of the Human Rights Council until 31 December 2020." in text_of(
        client, state("CHL")
    )


def test_capitals_lead_to_the_one_address(client):
    answer = client.get("/states/CHL/")

    assert (answer.status_code, answer["Location"]) == (301, "/states/chl/")


def test_a_state_nobody_knows_is_not_found(client):
    assert client.get("/states/zzz/").status_code == 404


def test_tiles_and_tables_of_a_vote_lead_to_the_states(client):
    _, after = make_family("CHL", "yes", "no")

    page = page_of(client, after)

    assert '<a class="tile-name" href="/states/chl/">Chile</a>' in page
    assert '<th scope="row"><a href="/states/chl/">Chile</a></th>' in page


def test_a_name_that_nobody_knows_leads_nowhere(client):
    vote = make_roll_call()
    make_reading(vote, {"CHL": "yes", "Atlantis": "no"})

    page = page_of(client, vote)

    assert '<th scope="row">Atlantis</th>' in page


def test_sponsors_and_those_who_were_asked_lead_to_their_pages(client):
    text = make_resolution()
    Sponsorship.objects.create(
        resolution=text, state=state("CHN"), name_as_printed="China*", role="main"
    )
    make_ask(target_kind="state", target_state=state("CHL"), act="reject", resolution=text)

    page = page_of(client, text)

    assert '<a href="/states/chn/">China*</a>' in page
    assert 'Asked of <a href="/states/chl/">Chile</a>' in page


def test_its_page_asks_as_many_questions_for_one_of_each_as_for_twenty(client):
    counts = []
    for size, code in ((1, "CHL"), (20, "ARG")):
        found = state(code)
        session = Session.objects.get(code="hrc43")
        for number in range(size):
            for vote in make_family(code, "yes", "no", slug=f"family-{code.lower()}-{number}"):
                asked = {"resolution": vote.resolution, "act": "reject"}
                make_ask(target_kind="state", target_state=found, **asked)
                make_ask(target_kind="members", **asked)
                make_ask(
                    target_kind="group", target_group=Group.objects.get(code="GRULAC"), **asked
                )
            text = make_resolution(session=session)
            Sponsorship.objects.create(
                resolution=text, state=found, name_as_printed=found.name, role="main"
            )
        counts.append(queries_of(client, found.get_absolute_url()))

    assert counts[0] == counts[1]
