"""Two editors at once in a list that is filled in, and who may fill it in."""

import pytest
from django.urls import reverse

from kb.records.admin import SourceAdmin
from kb.records.models import Source
from kb.records.services import save_record
from tests.admin_forms import form_of, opened
from tests.desk.signing_in import staff_client
from tests.factories import make_source

pytestmark = pytest.mark.django_db

LIST = reverse("admin:records_source_changelist")


@pytest.fixture
def editor(db):
    return staff_client("Editor", "Records officer")


def changed(record, **fields):
    """Somebody else saves the record meanwhile."""
    stored = type(record).objects.get(pk=record.pk)
    for name, value in fields.items():
        setattr(stored, name, value)
    return save_record(stored, by=None)


@pytest.fixture
def _filled_in(monkeypatch):
    monkeypatch.setattr(SourceAdmin, "list_editable", ["publisher"])


@pytest.mark.usefixtures("_filled_in")
def test_a_list_over_a_newer_version_is_refused_with_the_difference(editor):
    source, other = make_source(title="B", published=False), make_source(title="C", published=False)
    form = opened(editor, LIST) | {"_save": "Save"}
    changed(source, publisher="OHCHR")
    make_source(title="A", published=False)

    typed = {"form-0-publisher": "UN Office", "form-1-publisher": "Library"}
    answer = editor.post(LIST, form | typed)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "<td></td><td>OHCHR</td><td>UN Office</td>" in html
    assert form_of(html)["form-1-publisher"] == "Library"
    assert not Source.objects.filter(publisher="Library").exists()
    assert editor.post(LIST, form_of(html) | {"_save": "Save"}).status_code == 302
    source.refresh_from_db()
    other.refresh_from_db()
    assert (source.publisher, other.publisher) == ("UN Office", "Library")


@pytest.mark.usefixtures("_filled_in")
def test_what_is_published_is_not_changed_in_a_list_without_a_reason(editor):
    source = make_source(title="Board")
    form = opened(editor, LIST) | {"_save": "Save"}

    answer = editor.post(LIST, form | {"form-0-publisher": "OHCHR"})

    assert "change it on its own page" in answer.content.decode()
    source.refresh_from_db()
    assert source.publisher == ""


@pytest.mark.usefixtures("_filled_in")
def test_a_contributor_cannot_change_in_a_list_what_is_no_draft():
    source = make_source(title="Board", published=False)
    source.state = "in_review"
    save_record(source, by=None)
    contributor = staff_client("Contributor")
    form = opened(contributor, LIST) | {"_save": "Save"}

    answer = contributor.post(LIST, form | {"form-0-publisher": "OHCHR"})

    assert answer.status_code == 409
    assert "only those who may publish it change it" in answer.content.decode()
