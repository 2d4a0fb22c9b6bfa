"""The desk's pages of States, sessions, seats, groups and bodies."""

from datetime import date

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from kb.council.models import Body, Group, Seat, SeatSuspension, Session, State, StateName
from kb.records.models import Ledger
from tests.admin_forms import form_of
from tests.council.editing import address_of, opened, row_of
from tests.desk.signing_in import staff_client
from tests.pages.reading_pages import queries_of

pytestmark = pytest.mark.django_db

KINDS = ["body", "group", "seat", "session", "state"]


@pytest.fixture
def officer() -> Client:
    return staff_client("Records officer")


def listed(client: Client, kind: str, query: str = "") -> str:
    answer = client.get(reverse(f"admin:council_{kind}_changelist") + query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", ["Contributor", "Editor", "Records officer"])
def test_every_role_that_writes_can_look_records_up(role, kind):
    client = staff_client(role)
    record = apps.get_model("council", kind).objects.first()

    assert 'id="result_list"' in listed(client, kind)
    assert client.get(address_of(record)).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_only_records_officers_may_change_them(kind):
    record = apps.get_model("council", kind).objects.first()
    form = opened(staff_client("Records officer"), record)

    for role in ("Contributor", "Editor"):
        assert staff_client(role).post(address_of(record), form).status_code == 403


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_form_is_sent_back_with_its_errors(officer, kind):
    address = reverse(f"admin:council_{kind}_add")

    answer = officer.post(address, form_of(officer.get(address).content.decode()))

    assert answer.status_code == 200
    assert "This field is required." in answer.content.decode()


@pytest.mark.parametrize("model", [*apps.get_app_config("council").get_models()])
def test_every_field_says_what_belongs_there(model):
    fields = [field for field in model._meta.fields if field.editable]

    assert [field.name for field in fields if not field.help_text] == ["id"]


@pytest.mark.parametrize("name", ["Fiji", "FJI", "Fidji", "斐济", "FIJI"])
def test_a_state_is_found_by_any_of_its_names_and_codes(officer, name):
    assert address_of(State.objects.get(code="FJI")) in listed(officer, "state", f"?q={name}")


def test_states_are_filtered_by_kind(officer):
    page = listed(officer, "state", "?kind__exact=past")

    assert "5 States" in page
    assert address_of(State.objects.get(code="YUG")) in page


def test_seats_are_filtered_by_when_they_are_held(officer):
    fiji = State.objects.get(code="FJI")
    seats = {
        "later": Seat(since=date(2145, 1, 1), until=date(2147, 12, 31)),
        "now": Seat(since=date(2025, 1, 1), until=date(2100, 12, 31)),
        "no-more": Seat(since=date(1990, 1, 1), until=date(1991, 12, 31)),
    }
    for seat in seats.values():
        seat.body, seat.state = Body.objects.get(code="ga"), fiji
        seat.save()

    for value in seats:
        page = listed(officer, "seat", f"?sits={value}&body__id__exact={seat.body_id}")
        assert [other for other in seats if address_of(seats[other]) in page] == [value]


@pytest.mark.parametrize(
    ("kind", "few", "many"),
    [
        ("state", "?q=Fiji", "?q=a"),
        ("seat", "?q=Fiji", "?q=a"),
        ("session", "?q=hrc43", "?q=hrc"),
        ("group", "?q=EU", "?q=a"),
        ("body", "?q=hrc", "?q=e"),
    ],
)
def test_a_list_of_any_length_takes_the_same_number_of_queries(officer, kind, few, many):
    address = reverse(f"admin:council_{kind}_changelist")
    listed(officer, kind)

    assert queries_of(officer, address + few) == queries_of(officer, address + many)


@pytest.mark.parametrize(
    ("model", "few", "many"),
    [(State, "FJI", "COD"), (Group, "EU", "OIC"), (Body, "ga", "hrc")],
)
def test_a_page_with_any_number_of_rows_takes_the_same_number_of_queries(officer, model, few, many):
    pages = [address_of(model.objects.get(code=code)) for code in (few, many)]
    officer.get(pages[0])

    assert queries_of(officer, pages[0]) == queries_of(officer, pages[1])


def test_a_page_of_a_seat_takes_the_same_number_of_queries_with_any_number_of_suspensions(officer):
    seat, other = Seat.objects.filter(state__code="CHN").order_by("since")[:2]
    for year in range(2045, 2049):
        SeatSuspension.objects.create(seat=other, since=date(year, 1, 1), until=date(year, 2, 1))
    officer.get(address_of(seat))

    assert queries_of(officer, address_of(seat)) == queries_of(officer, address_of(other))


def test_a_page_with_more_names_than_any_state_has_can_be_saved(officer):
    state = State.objects.get(code="COD")
    for number in range(60):
        StateName.objects.create(state=state, name=f"Name {number}", kind="learnt")
    form = opened(officer, state) | {"tile_name": "DR Congo!"}

    assert officer.post(address_of(state), form).status_code == 302
    assert State.objects.get(code="COD").tile_name == "DR Congo!"


def test_a_name_that_staff_add_change_or_remove_stands_in_the_history_of_the_state(officer):
    state = State.objects.get(code="FJI")
    StateName.objects.create(state=state, name="FUJI", kind="learnt")
    StateName.objects.create(state=state, name="FIDJY", kind="learnt")
    form = opened(officer, state)
    form[row_of(form, "names", "name", "FUJI") + "-until"] = "2021-01-01"
    form[row_of(form, "names", "name", "FIDJY") + "-DELETE"] = "on"
    form |= {f"names-{form['names-TOTAL_FORMS']}-{k}": v for k, v in NEW_NAME.items()}
    form["names-TOTAL_FORMS"] = str(int(form["names-TOTAL_FORMS"]) + 1)

    officer.post(address_of(state), form)

    row = Ledger.objects.about(state).get()
    assert (row.version, row.by) == (2, officer.user)
    assert sorted(row.changes.items()) == [
        ("State name: FIDJY", ["FIDJY (name FIDJY, kind Learnt by staff)", None]),
        (
            "State name: FUJI",
            [
                "FUJI (name FUJI, kind Learnt by staff)",
                "FUJI (name FUJI, kind Learnt by staff, until 2021-01-01)",
            ],
        ),
        ("State name: Feejee", [None, "Feejee (language en, name Feejee, kind Former name)"]),
    ]


NEW_NAME = {
    "id": "",
    "name": "Feejee",
    "language": "en",
    "kind": "former",
    "since": "",
    "until": "",
}


def test_a_change_stands_in_the_history_in_words(officer):
    seat = Seat.objects.filter(state__code="CHN").first()
    weog = Group.objects.get(code="WEOG")

    officer.post(address_of(seat), opened(officer, seat) | {"group": str(weog.pk)})

    assert Ledger.objects.about(seat).get().changes == {"group": ["ASIA_PACIFIC", "WEOG"]}
    page = officer.get(address_of(seat).replace("change/", "history/")).content.decode()
    assert str(weog) in page


def test_members_are_chosen_by_the_name_of_their_state(officer):
    answer = officer.get(
        reverse("admin:autocomplete"),
        {"app_label": "council", "model_name": "seat", "field_name": "state", "term": "Fidji"},
    )

    assert [each["text"] for each in answer.json()["results"]] == ["Fiji"]


def test_a_session_opens_with_its_page_for_readers_only_if_it_has_one(officer):
    session = Session.objects.get(code="hrc43")

    assert officer.get(address_of(session)).status_code == 200
