"""Two editors at once at the desk: nothing that either of them typed is lost or set back."""

import pytest

from kb.records.models import Ledger
from kb.records.services import remove_record, save_record
from statements.models import Role
from tests.admin_forms import change_page as page
from tests.admin_forms import form_of, opened
from tests.desk.signing_in import staff_client
from tests.factories import make_resolution, make_source
from tests.statements.factories import make_person
from votes.models import Resolution, Sponsorship
from votes.services import add_to_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return staff_client("Editor", "Records officer")


def again(client, url: str, answer):
    """Send a page that was refused once more, as it stands."""
    return client.post(url, form_of(answer.content.decode()))


def changed(record, **fields):
    """Somebody else saves the record meanwhile."""
    stored = type(record).objects.get(pk=record.pk)
    for name, value in fields.items():
        setattr(stored, name, value)
    return save_record(stored, by=None)


# In a form


def test_a_form_over_a_newer_version_is_refused_with_the_difference_field_by_field(editor):
    source = make_source(title="Board", published=False)
    form = opened(editor, page(source))
    changed(source, title="Board of the day", kind="web_page")

    answer = editor.post(page(source), form | {"publisher": "OHCHR", "title": "Vote board"})

    html = answer.content.decode()
    assert answer.status_code == 409
    row = "<td>Board</td><td>Board of the day</td><td>Vote board</td>"
    assert f"Title <strong>(both changed it)</strong></th>{row}" in html
    assert "Publisher</th><td></td><td></td><td>OHCHR</td>" in html
    assert "Kind</th><td>Vote board</td><td>Web page</td><td></td>" in html
    source.refresh_from_db()
    assert (source.title, source.publisher) == ("Board of the day", "")


def test_typed_fields_stay_and_untouched_ones_take_the_stored_value(editor):
    source = make_source(title="Board", published=False)
    form = opened(editor, page(source))
    changed(source, title="Board of the day", dated_on="2020-06-22")

    html = editor.post(page(source), form | {"publisher": "OHCHR"}).content.decode()

    shown = form_of(html)
    assert (shown["publisher"], shown["title"]) == ("OHCHR", "Board of the day")
    assert shown["dated_on"] == "22/06/2020"


def test_saving_again_after_the_refusal_keeps_the_work_of_both(editor):
    source = make_source(title="Board", published=False)
    form = opened(editor, page(source))
    changed(source, title="Board of the day")

    answer = editor.post(page(source), form | {"publisher": "OHCHR"})
    assert again(editor, page(source), answer).status_code == 302

    source.refresh_from_db()
    assert (source.title, source.publisher) == ("Board of the day", "OHCHR")


def test_a_third_editor_in_between_is_seen_again(editor):
    source = make_source(title="Board", published=False)
    form = opened(editor, page(source))
    changed(source, title="First")
    answer = editor.post(page(source), form | {"publisher": "OHCHR"})
    changed(source, title="Second")

    assert again(editor, page(source), answer).status_code == 409


def test_a_form_in_which_nothing_was_touched_undoes_nothing(editor):
    source = make_source(title="Board", published=False)
    form = opened(editor, page(source))
    changed(source, title="Board of the day")

    assert editor.post(page(source), form).status_code == 302

    source.refresh_from_db()
    assert (source.title, source.version) == ("Board of the day", 2)


def test_what_a_service_refuses_keeps_what_was_typed(editor):
    source = make_source(title="Board")
    form = opened(editor, page(source))

    answer = editor.post(page(source), form | {"title": "Vote board"})

    html = answer.content.decode()
    assert "This is published: say why it is changed." in html
    assert form_of(html)["title"] == "Vote board"
    again_with_reason = form_of(html) | {"change_reason": "A slip."}
    assert editor.post(page(source), again_with_reason).status_code == 302
    assert Ledger.objects.about(source).last().reason == "A slip."


# In rows that are records


def with_role(**fields):
    person = make_person(published=False)
    role = save_record(Role(person=person, title="Advocate", **fields), by=None)
    return person, role


def test_a_row_that_somebody_changed_is_refused_with_its_difference(editor):
    person, role = with_role()
    form = opened(editor, page(person))
    changed(role, title="Asia advocate")

    answer = editor.post(page(person), form | {"roles-0-since": "2019-01-01"})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>Advocate</td><td>Asia advocate</td><td></td>" in html
    assert again(editor, page(person), answer).status_code == 302
    role.refresh_from_db()
    assert (role.title, role.since.isoformat()) == ("Asia advocate", "2019-01-01")


def test_a_row_that_somebody_took_away_comes_back_as_a_new_one(editor):
    person, role = with_role()
    form = opened(editor, page(person))
    remove_record(role, by=None)

    answer = editor.post(page(person), form | {"roles-0-title": "Asia advocate"})

    assert answer.status_code == 409
    assert again(editor, page(person), answer).status_code == 302
    assert [each.title for each in person.roles.all()] == ["Asia advocate"]


def test_an_untouched_row_that_somebody_took_away_stays_away(editor):
    person, role = with_role()
    form = opened(editor, page(person))
    remove_record(role, by=None)

    answer = editor.post(page(person), form | {"name": "Another Name"})

    assert answer.status_code == 409
    assert again(editor, page(person), answer).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.roles.count()) == ("Another Name", 0)


# In plain rows


def with_sponsors(*names: str) -> tuple[Resolution, list[Sponsorship]]:
    text = make_resolution(published=False)
    sponsors = [Sponsorship(resolution=text, name_as_printed=n, role="main") for n in names]
    for sponsor in sponsors:
        add_to_text(sponsor, by=None)
    return text, sponsors


NEW_ROW = {
    "sponsorships-TOTAL_FORMS": 2,
    "sponsorships-1-name_as_printed": "Chile",
    "sponsorships-1-role": "co_sponsor",
}


def test_rows_over_a_newer_version_are_refused_and_saved_the_second_time(editor):
    text, _ = with_sponsors("Fiji")
    form = opened(editor, page(text))
    stored = Resolution.objects.get(pk=text.pk)
    add_to_text(Sponsorship(resolution=stored, name_as_printed="Angola", role="main"), by=None)

    answer = editor.post(page(text), form | NEW_ROW)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Angola" in html
    assert again(editor, page(text), answer).status_code == 302
    names = sorted(each.name_as_printed for each in text.sponsorships.all())
    assert names == ["Angola", "Chile", "Fiji"]


def test_two_people_at_one_row_see_both_values(editor):
    text, (sponsor,) = with_sponsors("Fiji")
    form = opened(editor, page(text))
    sponsor.name_as_printed = "Fiji*"
    sponsor.save()
    changed(text, title="Meanwhile")

    answer = editor.post(page(text), form | {"sponsorships-0-role": "additional"})

    html = answer.content.decode()
    assert "<td>Fiji</td><td>Fiji*</td><td></td>" in html
    assert "<td>Main sponsor</td><td>Main sponsor</td><td>Additional co-sponsor</td>" in html
    assert again(editor, page(text), answer).status_code == 302
    sponsor.refresh_from_db()
    assert (sponsor.name_as_printed, sponsor.role) == ("Fiji*", "additional")


def test_a_typed_row_that_somebody_took_away_is_not_lost(editor):
    text, (sponsor, _) = with_sponsors("Angola", "Fiji")
    form = opened(editor, page(text))
    sponsor.delete()
    changed(text, title="Meanwhile")

    answer = editor.post(page(text), form | {"sponsorships-0-role": "additional"})

    assert answer.status_code == 409
    assert again(editor, page(text), answer).status_code == 302
    found = dict(text.sponsorships.values_list("name_as_printed", "role"))
    assert found == {"Angola": "additional", "Fiji": "main"}


def test_a_stale_title_shows_the_rows_as_they_are_stored_now(editor):
    text, (sponsor,) = with_sponsors("Fiji")
    form = opened(editor, page(text))
    sponsor.name_as_printed = "Fiji*"
    sponsor.save()
    changed(text, title="Meanwhile")

    answer = editor.post(page(text), form | {"title": "Mine"})

    shown = form_of(answer.content.decode())
    assert (shown["title"], shown["sponsorships-0-name_as_printed"]) == ("Mine", "Fiji*")


def test_of_rows_that_nobody_touched_no_difference_is_shown(editor):
    text, _ = with_sponsors("Fiji")
    form = opened(editor, page(text))
    changed(text, title="Meanwhile")

    html = editor.post(page(text), form | {"title": "Mine"}).content.decode()

    assert html.count("changed since you opened it</h2>") == 1
