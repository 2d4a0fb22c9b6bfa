"""What a row of the ledger held can be forgotten, and the chain still holds."""

import pytest

from kb.records.erasing import erase
from kb.records.models import Ledger
from kb.records.services import Refused, remove_record, save_record
from tests.factories import make_resolution, make_source
from tests.records.audits import audit, make_chain

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[Ledger]:
    return make_chain()


def test_an_erased_row_is_counted_and_the_chain_still_holds(capsys, chain):
    erase(chain[50], by=None, reason="A person is in danger.")

    answer = audit(capsys)

    assert (answer["findings"], answer["erased"]) == ([], 1)


def test_readers_see_the_history_of_a_record_of_which_a_row_was_erased(client):
    text = make_resolution(title="Before")
    text.title = "After"
    row = Ledger.objects.about(save_record(text, by=None)).last()

    erase(row, by=None, reason="A canary is in danger.")

    answer = client.get(f"{text.get_absolute_url()}changes/")
    assert answer.status_code == 200
    assert b"canary" not in answer.content


def test_erasing_leaves_a_row_that_says_who_and_why(admin_user):
    source = make_source(title="Ada Example")
    row = Ledger.objects.about(source).first()

    erase(row, by=admin_user, reason="A person is in danger.")

    last = Ledger.objects.about(source).last()
    assert (last.action, last.by, last.reason) == ("erased", admin_user, "A person is in danger.")
    assert Ledger.objects.get(pk=row.pk).changes is None


def test_what_a_removed_record_held_can_be_erased_too(capsys):
    source = make_source(published=False)
    remove_record(source, by=None)

    for row in list(Ledger.objects.about(source)):
        erase(row, by=None, reason="A person is in danger.")

    assert audit(capsys)["findings"] == []


def test_a_row_is_erased_with_a_reason_and_once(chain):
    with pytest.raises(Refused, match="Say why"):
        erase(chain[50], by=None, reason=" ")
    erase(chain[50], by=None, reason="A person is in danger.")

    with pytest.raises(Refused, match="erased already"):
        erase(chain[50], by=None, reason="A person is in danger.")
