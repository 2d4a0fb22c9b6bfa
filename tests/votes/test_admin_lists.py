"""Lists of texts and initiatives at the desk: found, narrowed down, and as quick with many."""

from datetime import date

import pytest
from django.urls import reverse

from kb.council.models import AgendaItem, Body, Session, State
from kb.records.services import save_record
from tests.admin_forms import change_page as page
from tests.admin_forms import sent
from tests.desk.signing_in import staff_client
from tests.factories import make_resolution, make_roll_call
from tests.pages.reading_pages import queries_of
from votes.models import FollowUp, Initiative, Resolution, Sponsorship
from votes.services import add_draft, add_to_text

pytestmark = pytest.mark.django_db

LIST = reverse("admin:votes_resolution_changelist")


@pytest.fixture
def officer(db):
    return staff_client("Records officer")


@pytest.mark.parametrize("typed", ["a/hrc/43/l.31/rev.1", "L.31/Rev.1", "L31 rev 1", "title words"])
def test_a_text_is_found_by_its_drafts_and_title_typed_anyhow(officer, typed):
    text = make_resolution(
        title="The words of a title", drafts=("A/HRC/43/L.31", "A/HRC/43/L.31/Rev.1")
    )
    other = make_resolution(title="Another one", drafts=("A/HRC/43/L.99",))

    html = officer.get(LIST, {"q": typed}).content.decode()

    assert page(text) in html
    assert page(other) not in html


def test_a_text_is_found_by_a_bare_number(officer):
    text, other = make_resolution(number=9021), make_resolution(number=9931)

    html = officer.get(LIST, {"q": "43/9021"}).content.decode()

    assert page(text) in html
    assert page(other) not in html


def test_a_text_that_is_not_adopted_is_listed_by_its_latest_draft(officer):
    text = Resolution(
        body=Body.objects.get(code="hrc"),
        session=Session.objects.get(code="hrc43"),
        title="A text",
    )
    for symbol in ("A/HRC/43/L.950", "A/HRC/43/L.950/Rev.1"):
        add_draft(resolution=text, symbol=symbol, by=None)

    assert ">A/HRC/43/L.950/Rev.1<" in officer.get(LIST).content.decode()


@pytest.mark.parametrize(
    "query", [{"session": "hrc43"}, {"item": "hrc-3"}, {"outcome__exact": "adopted_by_vote"}]
)
def test_the_list_of_texts_is_narrowed_down(officer, query):
    body = Body.objects.get(code="hrc")
    text = make_resolution(agenda_item=AgendaItem.objects.get(body=body, number=3))
    other = make_resolution(
        symbol="A/HRC/RES/37/1", session=Session.objects.get(code="hrc37"), outcome="rejected"
    )

    html = officer.get(LIST, query).content.decode()

    assert page(text) in html
    assert page(other) not in html


def test_the_list_of_texts_takes_the_same_queries_at_any_size(officer):
    make_resolution(drafts=("A/HRC/43/L.801",))
    queries_of(officer, LIST)
    few = queries_of(officer, LIST)
    for number in range(20):
        make_resolution(drafts=(f"A/HRC/43/L.{810 + number}",))

    assert queries_of(officer, LIST) == few


def full_text(rows: int) -> Resolution:
    text = make_resolution(
        drafts=tuple(f"A/HRC/43/L.{rows}/Rev.{n}" for n in range(rows)), published=False
    )
    states = State.objects.order_by("pk")[:rows]
    session = Session.objects.get(code="hrc43")
    for number, state in enumerate(states):
        name = f"Sponsor {number}"
        add_to_text(
            Sponsorship(resolution=text, name_as_printed=name, role="main", state=state), by=None
        )
        add_to_text(
            FollowUp(resolution=text, paragraph="OP1", description=name, due_session=session),
            by=None,
        )
        make_roll_call(resolution=text, slug=f"{text.slug}-{number}", is_final=False)
    return text


def test_the_page_of_a_text_takes_the_same_queries_at_any_size(officer):
    few, many = full_text(2), full_text(20)
    queries_of(officer, page(few))

    assert queries_of(officer, page(few)) == queries_of(officer, page(many))


def test_a_text_with_a_hundred_sponsors_can_be_saved(officer):
    text = make_resolution(published=False)
    Sponsorship.objects.bulk_create(
        Sponsorship(resolution=text, name_as_printed=f"Sponsor {n}", role="co_sponsor")
        for n in range(150)
    )

    assert sent(officer, page(text), title="A new title").status_code == 302


def test_an_initiative_takes_its_address_from_its_title_and_lists_its_texts(officer):
    url = reverse("admin:votes_initiative_add")
    assert sent(officer, url, title="Mutually beneficial cooperation").status_code == 302
    initiative = Initiative.objects.get(slug="mutually-beneficial-cooperation")
    later = make_resolution(initiative=initiative, title="Later", acted_on=date(2021, 3, 23))
    earlier = make_resolution(initiative=initiative, title="Earlier", acted_on=date(2018, 3, 23))

    own = officer.get(reverse("admin:votes_initiative_change", args=[initiative.pk]))

    html = own.content.decode()
    assert -1 < html.index(page(earlier)) < html.index(page(later))


def test_the_pages_of_initiatives_take_the_same_queries_at_any_size(officer):
    initiative = save_record(Initiative(slug="family", title="Family"), by=None)
    url = reverse("admin:votes_initiative_change", args=[initiative.pk])
    names = reverse("admin:votes_initiative_changelist")
    make_resolution(initiative=initiative)
    queries_of(officer, url)
    few = queries_of(officer, url), queries_of(officer, names)
    for number in range(10):
        make_resolution(initiative=initiative)
        save_record(Initiative(slug=f"family-{number}", title=f"Family {number}"), by=None)

    assert (queries_of(officer, url), queries_of(officer, names)) == few
