"""Every cell of the table of outcomes, and every sentence below it."""

from datetime import date

import pytest

from statements.outcomes import Action, AskFacts, Counts, outcome

DAY = date(2020, 6, 22)
BALLOTS = (
    "AUS AUT BGR CZE DEU DNK ESP IND ITA JPN KOR MHL NLD POL SVK UKR",
    "AFG ARM BHS CHL COD FJI LBY PER",
    "AGO ARG BFA BGD BHR BRA CMR ERI IDN MEX MRT NAM NGA NPL PAK PHL QAT SDN SEN SOM TGO URY VEN",
)
NOES, ABSTENTIONS, YESES = (tuple(codes.split()) for codes in BALLOTS)

REJECT = AskFacts("council", "reject")
ADOPT = AskFacts("council", "adopt")
RECONSIDER = AskFacts("sponsor", "reconsider")
WITHDRAW = AskFacts("sponsor", "withdraw")


def voted(yes=(), no=(), abstain=(), absent=(), blank=(), **facts):
    """A recorded vote by the States named, all of them entitled."""
    positions = {"yes": yes, "no": no, "abstain": abstain, "absent": absent, "not_recorded": blank}
    ballots = {state: name for name, states in positions.items() for state in states}
    facts.setdefault("entitled", frozenset(ballots))
    return Action(fate=facts.pop("fate", "pending"), acted_on=DAY, ballots=ballots, **facts)


def first_case():
    return voted(YESES, NOES, ABSTENTIONS, fate="adopted_by_vote")


def some_states(start, number):
    return tuple(f"X{n:02}" for n in range(start, start + number))


def verdict(ask, action):
    return outcome(ask, action).verdict


# The first case


def test_china_was_asked_to_reconsider_and_the_text_was_put_to_action():
    found = outcome(RECONSIDER, first_case())

    assert (found.verdict, found.counts) == ("not_met", None)


def test_the_council_was_asked_to_reject_and_adopted():
    found = outcome(REJECT, first_case())

    assert found.verdict == "not_met"
    assert found.counts == Counts(did_as_asked=NOES, abstained=ABSTENTIONS, did_not=YESES)
    assert [len(NOES), len(ABSTENTIONS), len(YESES)] == [16, 8, 23]


def test_with_one_more_no_than_yes_the_ask_to_reject_is_met():
    action = voted(some_states(0, 23), some_states(23, 24), fate="adopted_by_vote")

    assert verdict(REJECT, action) == "met"


# The Council


@pytest.mark.parametrize(
    ("ask", "yes", "no", "expected"),
    [
        (REJECT, 1, 2, "met"),
        (REJECT, 2, 2, "met"),
        (REJECT, 2, 1, "not_met"),
        (ADOPT, 2, 1, "met"),
        (ADOPT, 2, 2, "not_met"),
        (ADOPT, 1, 2, "not_met"),
    ],
)
def test_an_ask_of_the_council_goes_by_the_result_and_a_tie_is_not_adopted(ask, yes, no, expected):
    assert verdict(ask, voted(some_states(0, yes), some_states(yes, no))) == expected


@pytest.mark.parametrize(("ask", "expected"), [(ADOPT, "met"), (REJECT, "not_met")])
def test_adoption_without_a_vote_answers_the_council_and_has_no_counts(ask, expected):
    found = outcome(ask, Action("adopted_without_vote", DAY))

    assert (found.verdict, found.counts) == (expected, None)


@pytest.mark.parametrize(("ask", "expected"), [(ADOPT, "not_met"), (REJECT, "met")])
def test_a_text_known_to_be_rejected_answers_the_council_before_its_ballots_are_known(
    ask, expected
):
    assert verdict(ask, Action("rejected", DAY)) == expected


@pytest.mark.parametrize(
    ("asked", "expected"), [("no", "met"), ("yes", "not_met")], ids=["hostile", "friendly"]
)
def test_on_an_amendment_the_position_that_the_ask_names_decides(asked, expected):
    ask = AskFacts("council", "adopt", position=asked)

    found = outcome(ask, voted(yes=["AAA"], no=["BBB", "CCC"]))

    assert found.verdict == expected


def test_the_counts_of_an_amendment_follow_the_position_that_the_ask_names():
    ask = AskFacts("council", "adopt", position="no")

    found = outcome(ask, voted(yes=["AAA"], no=["BBB", "CCC"]))

    assert found.counts == Counts(did_as_asked=("BBB", "CCC"), did_not=("AAA",))


def test_without_a_stated_result_the_ballots_decide_whatever_the_blank_cells():
    found = outcome(REJECT, voted(yes=["AAA"], blank=["BBB"]))

    assert found.verdict == "not_met"


def test_blank_cells_that_could_turn_the_result_leave_it_to_what_the_record_says_of_the_text():
    action = voted(no=["AAA"], blank=["BBB", "CCC"], fate="adopted_by_vote")

    assert verdict(REJECT, action) == "not_met"


@pytest.mark.parametrize(
    ("fate", "expected"),
    [
        ("pending", ("pending", None)),
        ("adopted_by_vote", ("not_met", True)),
        ("rejected", ("met", False)),
        ("withdrawn", ("moot", None)),
    ],
)
def test_ballots_that_are_blank_or_abstain_leave_the_result_to_what_the_record_says(fate, expected):
    action = voted(abstain=["AAA"], absent=["BBB"], blank=["CCC"], fate=fate)

    assert (verdict(REJECT, action), action.is_adopted) == expected


def test_a_whole_vote_in_which_everybody_abstains_is_not_adopted():
    action = voted(abstain=["AAA", "BBB"])

    assert (verdict(REJECT, action), action.is_adopted) == ("met", False)


def test_blank_cells_that_cannot_turn_the_result_change_nothing():
    assert verdict(REJECT, voted(yes=["AAA"], no=["BBB", "CCC"], blank=["DDD"])) == "met"


# One State


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        ("no", "met"),
        ("abstain", "partly_met"),
        ("absent", "partly_met"),
        ("blank", "partly_met"),
        ("yes", "not_met"),
    ],
)
def test_a_state_that_was_asked_to_reject(position, expected):
    ask = AskFacts("state", "reject", states=frozenset({"CHL"}))

    assert verdict(ask, voted(**{position: ["CHL"]})) == expected


@pytest.mark.parametrize(
    ("position", "expected"), [("yes", "met"), ("abstain", "partly_met"), ("no", "not_met")]
)
def test_a_state_that_was_asked_to_adopt(position, expected):
    ask = AskFacts("state", "adopt", states=frozenset({"CHL"}))

    assert verdict(ask, voted(**{position: ["CHL"]})) == expected


@pytest.mark.parametrize(
    ("position", "expected"),
    [("abstain", "met"), ("absent", "partly_met"), ("yes", "not_met"), ("no", "not_met")],
)
def test_a_state_that_was_asked_to_abstain(position, expected):
    ask = AskFacts("state", "reject", position="abstain", states=frozenset({"CHL"}))

    assert verdict(ask, voted(**{position: ["CHL"]})) == expected


def test_a_state_without_a_seat_is_left_out():
    found = outcome(AskFacts("state", "reject", states=frozenset({"CHN"})), first_case())

    assert (found.verdict, found.left_out, found.counts) == (None, True, None)


def test_an_entitled_state_that_the_source_does_not_list_is_not_recorded():
    ask = AskFacts("state", "reject", states=frozenset({"BBB"}))

    found = outcome(ask, voted(no=["AAA"], entitled=frozenset({"AAA", "BBB"})))

    assert (found.verdict, found.counts) == ("partly_met", Counts(not_recorded=("BBB",)))


# A group, or all members


@pytest.mark.parametrize(
    ("ballots", "expected"),
    [
        ({"no": ["DEU", "ESP"]}, "met"),
        ({"no": ["DEU"], "abstain": ["ESP"]}, "partly_met"),
        ({"yes": ["DEU"], "abstain": ["ESP"]}, "not_met"),
    ],
    ids=["every one", "some", "none"],
)
@pytest.mark.parametrize("target", ["group", "members"])
def test_a_group_or_all_members(target, ballots, expected):
    states = frozenset({"DEU", "ESP"}) if target == "group" else frozenset()

    assert verdict(AskFacts(target, "reject", states=states), voted(**ballots)) == expected


def test_a_group_is_counted_by_its_entitled_states_alone():
    ask = AskFacts("group", "reject", states=frozenset({"DEU", "ESP", "FRA", "ARM"}))

    found = outcome(ask, first_case())

    assert found.verdict == "partly_met"
    assert found.counts == Counts(did_as_asked=("DEU", "ESP"), abstained=("ARM",))


def test_a_group_without_any_seat_is_left_out():
    found = outcome(AskFacts("group", "reject", states=frozenset({"FRA"})), first_case())

    assert (found.verdict, found.left_out) == (None, True)


def test_each_entitled_state_stands_in_one_list_and_the_suspended_in_none():
    action = voted(
        yes=["AAA"],
        no=["BBB"],
        abstain=["CCC"],
        absent=["DDD"],
        blank=["EEE"],
        entitled=frozenset({"AAA", "BBB", "CCC", "DDD"}),
    )

    found = outcome(AskFacts("members", "reject"), action)

    assert found.counts == Counts(("BBB",), ("CCC",), ("DDD",), (), ("AAA",))


# A position asked where there was no vote


@pytest.mark.parametrize("target", ["state", "group", "members"])
@pytest.mark.parametrize(
    ("fate", "expected"),
    [
        ("pending", "pending"),
        ("deferred", "pending"),
        ("adopted_by_vote", "pending"),
        ("rejected", "pending"),
        ("adopted_without_vote", "moot"),
        ("withdrawn", "moot"),
        ("not_considered", "moot"),
    ],
)
def test_a_position_is_moot_without_a_vote_and_pending_without_ballots(target, fate, expected):
    ask = AskFacts(target, "reject", states=frozenset({"DEU"}))

    found = outcome(ask, Action(fate))

    assert (found.verdict, found.counts) == (expected, None)


# The sponsor


@pytest.mark.parametrize("act", ["withdraw", "reconsider"])
@pytest.mark.parametrize("fate", ["adopted_by_vote", "adopted_without_vote", "rejected"])
def test_a_sponsor_that_put_its_text_to_action_did_not_withdraw_it(act, fate):
    found = outcome(AskFacts("sponsor", act), Action(fate, DAY))

    assert (found.verdict, found.counts) == ("not_met", None)


@pytest.mark.parametrize("act", ["withdraw", "reconsider"])
def test_a_sponsor_that_amended_its_text_as_asked_went_part_of_the_way(act):
    ask = AskFacts("sponsor", act, amended_as_asked=True)

    assert verdict(ask, first_case()) == "partly_met"


@pytest.mark.parametrize("act", ["withdraw", "reconsider"])
def test_a_sponsor_that_withdrew_its_text_did_as_asked(act):
    assert verdict(AskFacts("sponsor", act), Action("withdrawn", DAY)) == "met"


@pytest.mark.parametrize("act", ["withdraw", "reconsider", "amend"])
def test_a_text_that_was_not_considered_leaves_an_ask_of_its_sponsor_moot(act):
    assert verdict(AskFacts("sponsor", act), Action("not_considered", DAY)) == "moot"


def test_ballots_put_a_text_to_action_before_its_fate_is_recorded():
    assert verdict(WITHDRAW, voted(yes=["AAA"], blank=["BBB", "CCC"])) == "not_met"


def test_a_sponsor_may_be_asked_as_a_state_by_name():
    ask = AskFacts("state", "reconsider", states=frozenset({"CHN"}))

    assert verdict(ask, first_case()) == "not_met"


@pytest.mark.parametrize("target", ["sponsor", "council"])
@pytest.mark.parametrize(
    ("amended", "fate", "expected"),
    [
        (True, "adopted_by_vote", "met"),
        (False, "adopted_by_vote", "not_met"),
        (False, "withdrawn", "moot"),
    ],
)
def test_an_ask_to_amend(target, amended, fate, expected):
    ask = AskFacts(target, "amend", amended_as_asked=amended)

    assert verdict(ask, Action(fate, DAY)) == expected


# Co-sponsors


@pytest.mark.parametrize(("sponsors", "expected"), [({"FRA", "DEU"}, "met"), ({"DEU"}, "not_met")])
def test_a_state_needs_no_seat_to_co_sponsor(sponsors, expected):
    ask = AskFacts("state", "co_sponsor", states=frozenset({"FRA"}))
    action = voted(yes=["DEU"], sponsors=frozenset(sponsors))

    assert verdict(ask, action) == expected


@pytest.mark.parametrize(
    ("sponsors", "expected"),
    [({"DEU", "ESP"}, "met"), ({"DEU", "FRA"}, "partly_met"), ({"FRA"}, "not_met")],
)
def test_members_that_were_asked_to_co_sponsor(sponsors, expected):
    action = voted(yes=["DEU", "ESP"], sponsors=frozenset(sponsors))

    assert verdict(AskFacts("members", "co_sponsor"), action) == expected


@pytest.mark.parametrize(("fate", "expected"), [("pending", "pending"), ("withdrawn", "moot")])
def test_an_ask_to_co_sponsor_waits_for_the_action(fate, expected):
    ask = AskFacts("state", "co_sponsor", states=frozenset({"FRA"}))

    assert verdict(ask, Action(fate)) == expected


# No action yet, none at all, or an ask that came too late


@pytest.mark.parametrize("ask", [REJECT, ADOPT, RECONSIDER, WITHDRAW])
@pytest.mark.parametrize("fate", ["pending", "deferred"])
def test_without_any_action_yet_an_ask_is_pending(ask, fate):
    assert verdict(ask, Action(fate)) == "pending"


@pytest.mark.parametrize("ask", [REJECT, ADOPT])
@pytest.mark.parametrize("fate", ["withdrawn", "not_considered"])
def test_an_ask_of_the_council_is_moot_where_the_text_never_came_to_it(ask, fate):
    assert verdict(ask, Action(fate, DAY)) == "moot"


@pytest.mark.parametrize("ask", [REJECT, RECONSIDER])
def test_an_ask_made_after_the_vote_is_shown_as_such_and_not_scored(ask):
    late = AskFacts(ask.target, ask.act, made_on=date(2020, 6, 23))

    found = outcome(late, first_case())

    assert (found.verdict, found.made_after, found.counts) == (None, True, None)


def test_an_ask_made_on_the_day_of_the_vote_counts():
    assert verdict(AskFacts("council", "reject", made_on=DAY), first_case()) == "not_met"


def test_an_ask_made_on_the_day_but_after_the_vote_is_not_scored():
    ask = AskFacts("council", "reject", made_on=DAY, made_after_vote=True)

    assert outcome(ask, first_case()).made_after
