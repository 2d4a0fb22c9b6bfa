"""What partners get of texts, of families of texts, and of what sources dispute about them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kb.council.models import AgendaItem, Group, Session, State
from kb.exchange.documents.conflicts import CONFLICTS
from kb.exchange.documents.initiatives import INITIATIVES
from kb.exchange.documents.kind import Sight
from kb.exchange.documents.resolutions import RESOLUTIONS
from kb.records.conflicts import Claimed, decide_conflict, record_conflict
from kb.records.services import publish, withdraw
from tests.exchange.telling import documents, in_words, told
from tests.factories import (
    make_initiative,
    make_resolution,
    make_roll_call,
    make_source,
    make_vote,
)
from votes.models import FollowUp, Sponsorship

pytestmark = pytest.mark.django_db

CANARY = "Zirpvogel"


def later(days: int = 3) -> Sight:
    """Of who may see what is under embargo."""
    now = timezone.now()
    return Sight(at=now + timedelta(days=days), now=now)


def dispute(record, *values: str, **source):
    """Each value by a source of its own."""
    claims = [Claimed(make_source(**source), value) for value in values]
    return record_conflict(record, field="meeting", label="Meeting", claims=claims, by=None)


def test_a_text_is_told_with_its_place_family_and_source():
    family = make_initiative(title="Cooperation")
    amended = make_resolution(symbol="A/HRC/RES/43/9")
    board = make_source(title="Report", publisher="", reference="A/HRC/43/2")
    text = make_resolution(
        kind="amendment",
        initiative=family,
        amends=amended,
        source=board,
        agenda_item=AgendaItem.objects.get(body__code="hrc", number=3),
        acted_on=date(2020, 6, 22),
    )

    found = told(RESOLUTIONS, text)

    assert (found["body"], found["session"], found["agenda_item"]) == ("hrc", "hrc43", 3)
    assert found["initiative"] == {
        "id": str(family.public_id),
        "slug": family.slug,
        "title": "Cooperation",
    }
    assert found["amends"]["symbol"] == "A/HRC/RES/43/9"
    assert (found["source"]["reference"], found["source"]["publisher"]) == ("A/HRC/43/2", None)
    assert (found["outcome"], found["acted_on"]) == ("adopted_by_vote", "2020-06-22")


def test_the_parts_of_a_text_are_told_as_printed_beside_what_was_understood():
    text = make_resolution(drafts=("A/HRC/43/L.31", "A/HRC/43/L.31/Rev.1"))
    china, group = State.objects.get(code="CHN"), Group.objects.get(code="AFRICAN")
    Sponsorship.objects.create(resolution=text, state=china, name_as_printed="China*", role="main")
    Sponsorship.objects.create(
        resolution=text, on_behalf_of=group, name_as_printed="African Group", role="co_sponsor"
    )
    due = Session.objects.get(code="hrc43")
    FollowUp.objects.create(
        resolution=text, paragraph="OP8", description="A report", due_session=due
    )

    found = told(RESOLUTIONS, text)

    assert [(each["symbol"], each["order"]) for each in found["drafts"]] == [
        ("A/HRC/43/L.31", 1),
        ("A/HRC/43/L.31/Rev.1", 2),
    ]
    assert [
        (each["name_as_printed"], each["state"], each["on_behalf_of"]) for each in found["sponsors"]
    ] == [("China*", "CHN", None), ("African Group", None, "AFRICAN")]
    assert found["follow_ups"] == [
        {"paragraph": "OP8", "description": "A report", "due_session": "hrc43"}
    ]


def test_the_public_votes_on_a_text_stand_in_the_order_of_their_days():
    text = make_resolution()
    final = make_vote({"AGO": "yes"}, resolution=text, held_on=date(2020, 6, 22))
    part = {"resolution": text, "is_final": False, "subject": "paragraph"}
    make_roll_call(**part, slug="part", held_on=date(2020, 6, 19))
    make_roll_call(**part, slug="to-come", held_on=None)
    make_roll_call(**part, slug="hidden", published=False)
    withdraw(make_roll_call(**part, slug="gone"), by=None, reason="wrong")

    votes = told(RESOLUTIONS, text)["votes"]

    assert [each["slug"] for each in votes] == ["part", final.slug, "to-come"]


def test_what_is_hidden_around_a_text_looks_as_if_it_were_not_there():
    plain = make_resolution()
    hidden = {"title": CANARY, "published": False}
    text = make_resolution(
        kind="amendment",
        initiative=make_initiative(**hidden),
        amends=make_resolution(**hidden),
        source=make_source(**hidden),
    )
    dispute(text, CANARY, "4", published=False)

    found, without = told(RESOLUTIONS, text), told(RESOLUTIONS, plain)

    for key in ("initiative", "amends", "source", "votes", "conflicts"):
        assert found[key] == without[key], key
    assert CANARY not in in_words([RESOLUTIONS, INITIATIVES, CONFLICTS])


def test_texts_are_listed_the_newest_action_first():
    for number, day in ((1, date(2019, 3, 22)), (2, date(2020, 6, 22)), (3, date(2018, 3, 23))):
        make_resolution(number=number, acted_on=day)

    symbols = [each["symbol"] for each in documents(RESOLUTIONS)]

    assert symbols == ["A/HRC/RES/43/2", "A/HRC/RES/43/1", "A/HRC/RES/43/3"]


def test_a_family_gives_its_public_texts_the_oldest_first():
    family = make_initiative(summary="")
    for number, day in ((1, None), (2, date(2020, 6, 22)), (3, date(2018, 3, 23))):
        make_resolution(number=number, acted_on=day, initiative=family)
    make_resolution(title=CANARY, initiative=family, published=False)

    found = told(INITIATIVES, family)

    assert [each["slug"] for each in found["resolutions"]] == [
        "a-hrc-res-43-3",
        "a-hrc-res-43-2",
        "a-hrc-res-43-1",
    ]
    assert found["summary"] is None


def test_who_may_see_what_is_under_embargo_gets_the_family_with_the_text():
    family, text = make_initiative(published=False), make_resolution(published=False)
    text.initiative = family
    until = timezone.now() + timedelta(days=2)
    for record in (family, text):
        publish(record, by=None, release_at=until)

    found = told(RESOLUTIONS, text, later())

    assert documents(RESOLUTIONS) == documents(INITIATIVES) == []
    assert found["public_since"] is None
    assert found["embargoed_until"] == f"{until:%Y-%m-%dT%H:%M:%S.%fZ}"
    assert told(INITIATIVES, family, later())["resolutions"][0]["slug"] == text.slug


def test_a_dispute_is_told_with_its_record_and_alike_by_itself():
    text = make_resolution()
    conflict = dispute(text, "44", "45")

    (within,) = told(RESOLUTIONS, text)["conflicts"]

    assert within == told(CONFLICTS, conflict)
    assert within["about"] == {"kind": "resolutions", "id": str(text.public_id)}
    assert [(each["value"], each["is_chosen"]) for each in within["values"]] == [
        ("44", False),
        ("45", False),
    ]
    assert (within["reason"], within["decided_at"]) == (None, None)


def test_a_settled_dispute_says_what_was_chosen_and_why():
    conflict = dispute(make_resolution(), "44", "45")
    decide_conflict(conflict, value="45", reason="The record says so", by=None, is_applied=True)

    found = told(CONFLICTS, conflict)

    assert [(each["value"], each["is_chosen"]) for each in found["values"]] == [
        ("45", True),
        ("44", False),
    ]
    assert found["reason"] == "The record says so"
    assert found["decided_at"] == f"{conflict.decided_at:%Y-%m-%dT%H:%M:%S.%fZ}"


@pytest.mark.parametrize("hide", ["its record", "its sources", "all but one value"])
def test_a_dispute_that_the_public_cannot_see_leaves_no_word(hide):
    text = make_resolution(published=hide != "its record")
    conflict = dispute(text, CANARY, "45", published=hide != "its sources")
    if hide == "all but one value":
        for value in conflict.values.filter(value="45").select_related("source"):
            withdraw(value.source, by=None, reason="wrong")

    assert documents(CONFLICTS) == []
    assert CANARY not in in_words([RESOLUTIONS, CONFLICTS])


def test_of_a_dispute_only_values_of_public_sources_are_told():
    text = make_resolution()
    conflict = dispute(text, "44", "45")
    dispute(text, CANARY, published=False)

    (found,) = documents(CONFLICTS)

    assert found["id"] == str(conflict.public_id)
    assert [each["value"] for each in found["values"]] == ["44", "45"]


def test_a_dispute_over_what_is_under_embargo_is_for_who_may_see_that():
    text = make_resolution(published=False)
    conflict = dispute(text, "44", "45")
    publish(text, by=None, release_at=timezone.now() + timedelta(days=2))

    assert documents(CONFLICTS) == []
    assert told(CONFLICTS, conflict, later())["about"]["id"] == str(text.public_id)
