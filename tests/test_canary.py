"""What is hidden leaves no byte on any public address, whatever the state that hides it."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kb.council.models import State
from kb.exchange.documents.kinds import LISTED
from kb.records.conflicts import Claimed, record_conflict
from kb.records.models import Publishable
from kb.records.services import publish, save_record, withdraw
from statements.models import Role
from tests.factories import (
    make_reading,
    make_resolution,
    make_roll_call,
    make_source,
    make_vote,
)
from tests.statements.factories import (
    make_article,
    make_ask,
    make_claim_check,
    make_mention,
    make_organisation,
    make_person,
    make_quote,
    make_signature,
    make_statement,
)
from votes.models import FollowUp, Initiative, RollCall, Sponsorship
from votes.services import correct_ballot, decide_cell

pytestmark = pytest.mark.django_db

CANARY = "Zirpvogel"
LINK = re.compile(r'(?:href|src)="(/[^"#]*)')


def leave_draft(record: Publishable) -> None:
    assert record.state == Publishable.State.DRAFT


def send_to_review(record: Publishable) -> None:
    record.state = Publishable.State.IN_REVIEW
    save_record(record, by=None)


def embargo(record: Publishable) -> None:
    publish(record, by=None, release_at=timezone.now() + timedelta(days=1), reason=CANARY)


def take_back(record: Publishable) -> None:
    publish(record, by=None)
    withdraw(record, by=None, reason=CANARY)


STATES = {
    "draft": leave_draft,
    "in review": send_to_review,
    "embargoed": embargo,
    "withdrawn": take_back,
}


@pytest.fixture
def vote() -> RollCall:
    """A public vote around which everything else is hidden."""
    return make_vote({"AGO": "yes", "AUS": "no", "AFG": "not_recorded"})


def hidden_things(vote: RollCall) -> Iterator[Publishable]:
    """One record of every publishable kind, hung on public records wherever it can be."""
    text = vote.resolution
    statement, article = make_statement(), make_article()
    for public in (statement, article):
        place = {"statement": public} if public is statement else {"article": public}
        make_mention(**place, roll_call=vote)
        make_mention(**place, resolution=text)
    yield from _hidden_texts(vote, statement)
    yield from _hidden_words(vote, statement)
    yield from _hidden_names(statement, article)
    yield _hidden_source(vote, statement, article)


def _hidden_texts(vote: RollCall, statement) -> Iterator[Publishable]:
    initiative = Initiative(slug="zirpvogel-family", title=CANARY, summary=CANARY)
    save_record(initiative, by=None)
    vote.resolution.initiative = initiative
    save_record(vote.resolution, by=None)
    yield initiative
    hidden = make_resolution(
        symbol="A/HRC/RES/43/7777",
        title=CANARY,
        drafts=("A/HRC/43/L.7777",),
        initiative=initiative,
        published=False,
    )
    sponsor = State.objects.get(code="AGO")
    Sponsorship.objects.create(
        resolution=hidden, state=sponsor, name_as_printed=CANARY, role="main"
    )
    FollowUp.objects.create(
        resolution=hidden, paragraph="OP1", description=CANARY, due_session=hidden.session
    )
    make_ask(statement=statement, resolution=hidden, text="Reject the other draft.")
    make_mention(statement=statement, resolution=hidden)
    yield hidden
    # A text of its own, because no vote was taken on it; and a public one to a hidden text.
    yield make_resolution(
        symbol="",
        slug="a-hrc-43-l-9999",
        kind="amendment",
        title=CANARY,
        drafts=("A/HRC/43/L.9999",),
        amends=vote.resolution,
        published=False,
    )
    make_resolution(
        symbol="",
        slug="a-hrc-43-l-6666",
        kind="amendment",
        title="An open amendment",
        drafts=("A/HRC/43/L.6666",),
        amends=hidden,
    )
    amendment = make_roll_call(
        resolution=vote.resolution,
        slug="zirpvogel-amendment",
        subject="amendment",
        subject_symbol="A/HRC/43/L.8888",
        subject_label=CANARY,
        is_final=False,
        published=False,
    )
    make_ask(statement=statement, roll_call=amendment, position_asked="no", text="Stop it.")
    make_mention(statement=statement, roll_call=amendment)
    make_claim_check(statement=statement, roll_call=amendment, claim=CANARY, finding=CANARY)
    make_claim_check(article=make_article(), roll_call=amendment, claim=CANARY, finding=CANARY)
    yield amendment


def _hidden_words(vote: RollCall, statement) -> Iterator[Publishable]:
    said = make_statement(
        title=CANARY, slug="zirpvogel-statement", text=f"{CANARY} asks.", published=False
    )
    make_ask(statement=said, resolution=vote.resolution, text=CANARY)
    make_ask(
        statement=said,
        resolution=vote.resolution,
        target_kind="state",
        target_state=State.objects.get(code="AGO"),
        text=CANARY,
    )
    said.session = vote.resolution.session
    save_record(said, by=None)
    make_mention(statement=said, roll_call=vote)
    make_mention(statement=statement, cited_statement=said)
    make_claim_check(statement=said, roll_call=vote, claim=CANARY, finding=CANARY)
    yield said
    written = make_article(
        title=CANARY, slug="zirpvogel-article", lede=CANARY, body=CANARY, published=False
    )
    make_claim_check(article=written, roll_call=vote, claim=CANARY, finding=CANARY)
    make_mention(article=written, resolution=vote.resolution)
    make_ask(article=written, resolution=vote.resolution, text=CANARY)
    yield written


def _hidden_names(statement, article) -> Iterator[Publishable]:
    organisation = make_organisation(name=CANARY, slug="zirpvogel", published=False)
    make_signature(statement=statement, organisation=organisation, name_as_printed=CANARY)
    known = make_person(name="Ada Open", slug="ada-open")
    save_record(Role(person=known, organisation=organisation, title="Chief"), by=None)
    statement.delivered_by = organisation
    article.publisher = organisation
    yield organisation
    person = make_person(name=CANARY, slug="zirpvogel-person", published=False)
    make_quote(article=article, person=person, spoken_as="Advocate")
    group = make_organisation(name="Open Group", slug="open-group")
    save_record(Role(person=person, organisation=group, title=CANARY), by=None)
    statement.spoken_by = person
    article.author = person
    article.contact = CANARY
    save_record(statement, by=None)
    save_record(article, by=None)
    yield person
    yield make_signature(statement=statement, name_as_printed=CANARY, published=False)


def _hidden_source(vote: RollCall, statement, article) -> Publishable:
    source = make_source(
        title=CANARY, publisher=CANARY, url="https://zirpvogel.example/", published=False
    )
    reading = make_reading(
        vote, {"AGO": "no", CANARY: "yes"}, source=source, symbol=CANARY, title=CANARY
    )
    decide_cell(reading=reading, cell=1, by=None, reason=CANARY)
    record_conflict(
        statement,
        field="delivered_on",
        label="Date",
        claims=[Claimed(make_source(), "19 June"), Claimed(source, CANARY)],
        by=None,
    )
    make_signature(statement=statement, name_as_printed="Open Group", source=source)
    for place in ({"statement": statement}, {"article": article}):
        make_claim_check(**place, roll_call=vote, source=source, claim=CANARY, finding=CANARY)
        make_claim_check(**place, source=source, claim=CANARY, finding=CANARY)
    make_ask(
        statement=statement,
        resolution=vote.resolution,
        target_kind="sponsor",
        act="reconsider",
        amended_as_asked=True,
        amended_source=source,
    )
    correct_ballot(
        roll_call=RollCall.objects.get(pk=vote.pk),
        state=State.objects.get(code="AUS"),
        position="abstain",
        source=source,
        reason=CANARY,
        by=None,
    )
    for cited_by in (statement, article, vote.resolution):
        cited_by.source = source
        save_record(cited_by, by=None)
    return source


# There are hundreds of these, each made alike: the starts name those on which something hangs.
MANY = re.compile(r"/(?:(?:sessions|states)/[a-z0-9]+/|agreement/[a-z]{3}[/.].*)")


def every_answer(client: Client, *starts: str) -> Iterator[tuple[str, str]]:
    """(address, status, headers and body) of every address that pages lead to."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        url = waiting.pop()
        if url.startswith("/static/") or (MANY.fullmatch(url) and url not in starts):
            continue
        answer = client.get(url)
        body = in_words(answer.getvalue())
        yield url, f"{answer.status_code} {answer.headers} {body}"
        for link in {*LINK.findall(body), answer.headers.get("Location", "/")} - seen:
            seen.add(link)
            waiting.append(link)


def in_words(content: bytes) -> str:
    """What somebody can read in an answer; of an archive, in all that it holds."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


# What programs ask: every list, what hidden records would be called there, changes and files.
OF_PROGRAMS = (
    *(f"/api/v1/{kind.name}/?limit=500" for kind in LISTED),
    "/api/v1/changes?limit=500",
    "/api/v1/resolutions/a-hrc-res-43-7777/",
    "/api/v1/votes/zirpvogel-amendment/",
    "/api/v1/statements/zirpvogel-statement/",
    "/api/v1/articles/zirpvogel-article/",
    "/api/v1/initiatives/zirpvogel-family/",
    "/api/v1/organisations/zirpvogel/",
    "/api/v1/people/zirpvogel-person/",
    "/api/v1/votes/?initiative=zirpvogel-family",
    "/api/v1/resolutions/?q=zirpvogel",
    "/api/v1/statements/?organisation=zirpvogel",
    "/api/v1/sources/?q=zirpvogel",
    "/api/v1/asks/?text=43/7777",
    "/statements/zirpvogel-statement.json",
    "/statements/zirpvogel-statement.akn.xml",
    "/statements.csv",
    "/votes.csv",
    "/asks.csv",
    "/people.csv",
    "/export/kb.zip",
)
STARTS = (
    *OF_PROGRAMS,
    "/",
    "/about/",
    "/about/method/",
    "/symbol/zirpvogel",
    "/symbol/A/HRC/RES/43/7777",
    "/symbol/43/7777",
    "/symbol/A/HRC/43/L.7777",
    "/symbol/L.7777",
    "/symbol/L.7777?session=hrc43",
    "/symbol/A/HRC/43/L.8888",
    "/symbol/?symbol=L.7777",
    "/resolutions/a-hrc-res-43-7777/",
    "/resolutions/a-hrc-43-l-9999/",
    "/resolutions/a-hrc-43-l-9999/changes/",
    "/symbol/A/HRC/43/L.9999",
    "/votes/zirpvogel-amendment/",
    "/votes/zirpvogel-amendment.json",
    "/votes/zirpvogel-amendment.csv",
    "/search?q=zirpvogel",
    "/search?q=zirp&kind=people",
    "/search?q=L.7777",
    "/search?q=7777",
    "/search?q=43/7777",
    "/resolutions/a-hrc-res-43-7777/changes/",
    "/votes/zirpvogel-amendment/changes/",
    "/statements/zirpvogel-statement/changes/",
    "/articles/zirpvogel-article/changes/",
    "/statements/zirpvogel-statement/",
    "/articles/zirpvogel-article/",
    "/initiatives/zirpvogel-family/",
    "/organisations/zirpvogel/",
    "/organisations/open-group/",
    "/people/zirpvogel-person/",
    "/people/ada-open/",
    "/sessions/hrc43/",
    "/agreement/ago/",
    "/agreement/ago/aus/",
    "/agreement/ago/aus.json",
    "/agreement/ago/aus.csv",
    "/compare/?from=zirpvogel-amendment&to=43/7777",
    "/states/ago/",
    "/states/aus/",
)


@pytest.mark.parametrize("hide", STATES.values(), ids=STATES)
def test_what_is_hidden_leaves_no_byte_on_any_public_address(
    client: Client, vote: RollCall, hide: Callable[[Publishable], None]
):
    for record in hidden_things(vote):
        hide(record)

    answers = dict(every_answer(client, vote.get_absolute_url(), *STARTS))

    assert vote.get_absolute_url() in answers
    assert [url for url, said in answers.items() if CANARY in said] == []
    assert "/resolutions/a-hrc-43-l-6666/" in answers
    hidden = ("43/7777", "L.9999")
    named = {url for url, said in answers.items() if any(each in said for each in hidden)}
    assert named - {*STARTS} == set()


def test_the_words_would_be_seen_if_they_were_public(client: Client, vote: RollCall):
    """The net is no net if nothing can be caught in it."""
    for record in hidden_things(vote):
        publish(record, by=None)

    answers = dict(every_answer(client, vote.get_absolute_url(), *STARTS))

    caught = [url for url, said in answers.items() if CANARY in said]
    assert len(caught) > 5


def test_nothing_of_a_person_known_by_role_only_is_public_but_the_role(client, vote):
    person = make_person(name=CANARY, slug="by-role", confidentiality="role_only")
    article = make_article()
    make_quote(article=article, person=person, spoken_as="An advocate")
    make_mention(article=article, roll_call=vote)

    answers = dict(every_answer(client, article.get_absolute_url(), vote.get_absolute_url()))

    assert "An advocate" in answers[article.get_absolute_url()]
    assert [url for url, said in answers.items() if CANARY in said] == []


def test_a_signature_that_is_withheld_after_it_was_public_is_not_told_any_more(client):
    statement = make_statement(declared_signatories=3)
    signature = make_signature(statement=statement, name_as_printed=CANARY)
    signature.confidentiality = "withheld"
    save_record(signature, by=None)

    answers = dict(every_answer(client, statement.get_absolute_url()))

    assert [url for url, said in answers.items() if CANARY in said] == []
