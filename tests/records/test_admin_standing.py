"""Publishing, releasing and withdrawing at the desk, one record or many; and the history page."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from kb.records.services import save_record
from tests.desk.signing_in import staff_client
from tests.factories import make_source

pytestmark = pytest.mark.django_db

STANDING = reverse("admin:records_source_standing")
LIST = reverse("admin:records_source_changelist")


@pytest.fixture
def editor(db):
    return staff_client("Editor")


def url(step: str, *sources) -> str:
    return f"{STANDING}?to={step}&" + "&".join(f"record={each.public_id}" for each in sources)


def seen(*sources) -> dict[str, int]:
    """The versions that the page carries."""
    return {f"version-{each.public_id}": each.version for each in sources}


def released(client, source, day: str, time: str, **more) -> str:
    typed = {"release_on": day, "release_time": time} | seen(source) | more
    return client.post(url("release", source), typed).content.decode()


def test_an_action_of_a_list_leads_to_one_page_for_all_chosen(editor):
    first, second = make_source(published=False), make_source(published=False)

    answer = editor.post(
        LIST, {"action": "publish", "_selected_action": [first.pk, second.pk], "index": 0}
    )

    html = editor.get(answer.headers["Location"]).content.decode()
    assert first.title in html
    assert second.title in html


def test_many_are_published_together(editor):
    sources = make_source(published=False), make_source(published=False)

    assert editor.post(url("publish", *sources), seen(*sources)).status_code == 302

    for source in sources:
        source.refresh_from_db()
        assert source.state == "published"


def test_where_somebody_changed_one_of_many_none_is_published(editor):
    first, second = make_source(published=False), make_source(published=False)
    carried = seen(first, second)
    second.title = "Changed meanwhile"
    save_record(second, by=None)

    answer = editor.post(url("publish", first, second), carried)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "It was changed since you opened this page (version 1, now 2)." in html
    first.refresh_from_db()
    assert first.state == "draft"
    assert editor.post(url("publish", first, second), seen(first, second)).status_code == 302


def test_a_record_that_is_published_already_is_named_and_nothing_is_done(editor):
    first, second = make_source(published=False), make_source()

    answer = editor.post(url("publish", first, second), seen(first, second))

    assert answer.status_code == 409
    assert "It is published already." in answer.content.decode()


@pytest.mark.parametrize(
    ("day", "time", "more", "instant"),
    [
        ("2096-06-22", "15:00", {}, datetime(2096, 6, 22, 13, 0, tzinfo=UTC)),
        ("2096-12-01", "15:00", {}, datetime(2096, 12, 1, 14, 0, tzinfo=UTC)),
        ("2096-03-25", "03:00", {}, datetime(2096, 3, 25, 1, 0, tzinfo=UTC)),
        ("2096-10-28", "02:30", {}, datetime(2096, 10, 28, 0, 30, tzinfo=UTC)),
        ("2096-10-28", "02:30", {"is_second": "on"}, datetime(2096, 10, 28, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_release_time_is_by_the_clock_in_geneva(editor, day, time, more, instant):
    source = make_source(published=False)

    released(editor, source, day, time, **more)

    source.refresh_from_db()
    assert (source.state, source.release_at) == ("published", instant)


@pytest.mark.parametrize(
    ("day", "time", "more", "said"),
    [
        ("2096-03-25", "02:30", {}, "never shows 02:30 on 25 March 2096"),
        ("2096-06-22", "15:00", {"is_second": "on"}, "only once on 22 June 2096"),
        ("0001-01-01", "00:00", {}, "errorlist"),
        ("9999-12-31", "23:59", {}, "errorlist"),
        ("zz", "25:00", {}, "errorlist"),
        ("2020-06-22", "15:00", {}, "That time has passed."),
    ],
)
def test_a_release_time_that_is_none_is_refused_with_what_to_do(editor, day, time, more, said):
    source = make_source(published=False)

    assert said in released(editor, source, day, time, **more)

    source.refresh_from_db()
    assert source.state == "draft"


def test_an_embargoed_record_tells_its_time_in_geneva(editor):
    source = make_source(published=False)
    released(editor, source, "2096-10-28", "02:30", is_second="on")

    html = editor.get(url("withdraw", source)).content.decode()

    assert "28 October 2096, 02:30 (winter time)" in html


def test_withdrawing_needs_a_reason(editor):
    source = make_source()

    assert editor.post(url("withdraw", source), seen(source)).status_code == 200
    reason = {"reason": "Wrong document."}
    assert editor.post(url("withdraw", source), seen(source) | reason).status_code == 302

    source.refresh_from_db()
    assert source.state == "withdrawn"


def test_a_contributor_sends_to_review_and_publishes_nothing():
    source, contributor = make_source(published=False), staff_client("Contributor")

    assert contributor.post(url("publish", source), seen(source)).status_code == 403
    assert contributor.post(url("review", source), seen(source)).status_code == 302
    source.refresh_from_db()
    assert source.state == "in_review"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?to=publish",
        "?to=publish&record=nothing",
        "?to=nothing&record=00000000-0000-0000-0000-000000000000",
        "?to=publish&record=00000000-0000-0000-0000-000000000000",
    ],
)
def test_a_page_of_standing_without_a_record_is_not_found(editor, query):
    assert editor.get(STANDING + query).status_code == 404


def test_a_version_that_is_no_number_is_refused(editor):
    source = make_source(published=False)

    for sent in ("zz", "-1", "9" * 30):
        answer = editor.post(url("publish", source), {f"version-{source.public_id}": sent})
        assert answer.status_code == 409


# History


def test_the_history_tells_who_changed_what_when_and_why(editor):
    source = make_source(title="Bord", kind="board", published=False)
    source.title, source.kind = "Board", "web_page"
    source.dated_on = "2020-06-22"
    save_record(source, by=editor.user, reason="A slip of the pen.")

    html = editor.get(reverse("admin:records_source_history", args=[source.pk])).content.decode()

    assert "A slip of the pen." in html
    assert editor.user.get_username() in html
    assert "<td>Bord</td><td>Board</td>" in html
    assert "<td>Vote board</td><td>Web page</td>" in html
    assert "<td>nothing</td><td>22 June 2020</td>" in html
    assert "web_page" not in html


def test_the_history_tells_a_release_by_the_clock_in_geneva(editor):
    source = make_source(published=False)
    released(editor, source, "2096-10-28", "02:30", is_second="on")

    html = editor.get(reverse("admin:records_source_history", args=[source.pk])).content.decode()

    assert "28 October 2096, 02:30 (winter time)" in html


def test_a_long_history_has_pages(editor):
    source = make_source(published=False)
    for number in range(55):
        source.title = f"Title {number}"
        save_record(source, by=None)
    history = reverse("admin:records_source_history", args=[source.pk])

    assert "Page 1 of 2" in editor.get(history).content.decode()
    for page in ("2", "99999999", "zz", "-1"):
        assert "Page 2 of 2" in editor.get(history, {"p": page}).content.decode() or page == "zz"


def test_a_record_that_does_not_exist_has_no_history(editor):
    assert editor.get(reverse("admin:records_source_history", args=[999999])).status_code == 404
