"""What is hidden leaves every document as it was, to the last byte; nor is it named anywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from kb.council.models import State
from kb.exchange.documents.encoding import dumps
from kb.exchange.documents.kind import Sight
from kb.exchange.documents.kinds import LISTED
from kb.records.conflicts import Claimed, record_conflict
from kb.records.models import Publishable
from kb.records.services import publish, save_record
from statements.models import Article, Organisation, Person, Role, Statement
from tests.factories import (
    make_initiative,
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
    make_signature,
    make_statement,
)
from tests.test_canary import CANARY, STATES, hidden_things
from votes.models import Initiative, RollCall
from votes.services import decide_cell

pytestmark = pytest.mark.django_db


def everything() -> dict[str, bytes]:
    """{kind: all its documents, as they are sent}."""
    sight = Sight.of_public(timezone.now())
    return {
        kind.name: dumps(kind.documents(list(kind.rows(sight.at).order_by("pk")), sight))
        for kind in LISTED
    }


@dataclass
class Public:
    """Public records on which hidden ones can be hung."""

    initiative: Initiative
    vote: RollCall
    statement: Statement
    article: Article
    organisation: Organisation
    person: Person


@pytest.fixture
def public() -> Public:
    initiative = make_initiative()
    vote = make_vote({"AGO": "yes", "AUS": "no"}, resolution=make_resolution(initiative=initiative))
    made = Public(
        initiative, vote, make_statement(), make_article(), make_organisation(), make_person()
    )
    make_ask(statement=made.statement, resolution=vote.resolution, made_on=date(2020, 6, 1))
    return made


def signature(public: Public, shown: bool) -> None:
    make_signature(statement=public.statement, published=shown)


def signature_of_an_organisation(public: Public, shown: bool) -> None:
    organisation = make_organisation(published=shown)
    make_signature(statement=public.statement, organisation=organisation)


def signature_that_is_withheld(public: Public, shown: bool) -> None:
    made = make_signature(statement=public.statement, published=shown)
    if not shown:
        made.confidentiality = "withheld"
        save_record(made, by=None)


def reading(public: Public, shown: bool) -> None:
    made = make_reading(public.vote, {"AGO": "yes"}, source=make_source(published=shown))
    decide_cell(reading=made, cell=0, by=None, reason="A letter")


def dispute(public: Public, shown: bool) -> None:
    claims = [Claimed(make_source(), "3"), Claimed(make_source(published=shown), "4")]
    for record in (public.vote, public.vote.resolution, public.statement, public.article):
        record_conflict(record, field="somewhere", label="Somewhere", claims=claims, by=None)


def claim_check(public: Public, shown: bool) -> None:
    source = make_source(published=shown)
    make_claim_check(article=public.article, roll_call=public.vote, source=source)


def claim_check_of_a_vote(public: Public, shown: bool) -> None:
    vote = make_roll_call(resolution=public.vote.resolution, slug="part", published=shown)
    make_claim_check(statement=public.statement, roll_call=vote)


def mention(public: Public, shown: bool) -> None:
    statement = make_statement(published=shown)
    make_mention(article=public.article, cited_statement=statement, symbol="")


def mention_of_a_text(public: Public, shown: bool) -> None:
    resolution = make_resolution(published=shown)
    make_mention(statement=public.statement, resolution=resolution, paragraphs="104")


def text_of_the_family(public: Public, shown: bool) -> None:
    make_resolution(initiative=public.initiative, published=shown)


def amendment(public: Public, shown: bool) -> None:
    make_resolution(kind="amendment", amends=public.vote.resolution, published=shown)


def vote_on_a_part(public: Public, shown: bool) -> None:
    part = {"slug": "part", "subject": "paragraph", "is_final": False}
    make_vote({"AGO": "no"}, resolution=public.vote.resolution, published=shown, **part)


def later_final_vote(public: Public, shown: bool) -> None:
    later = {"slug": "later", "held_on": date(2020, 7, 1)}
    make_vote({"AGO": "no"}, resolution=public.vote.resolution, published=shown, **later)


def ask_in_a_statement(public: Public, shown: bool) -> None:
    make_ask(statement=make_statement(published=shown), resolution=public.vote.resolution)


def ask_in_an_article(public: Public, shown: bool) -> None:
    make_ask(article=make_article(published=shown), roll_call=public.vote)


def role_of_a_person(public: Public, shown: bool) -> None:
    person = make_person(published=shown)
    save_record(Role(person=person, organisation=public.organisation, title="Chief"), by=None)


def person_known_by_role(public: Public, shown: bool) -> None:
    make_person(confidentiality="named" if shown else "role_only")


def source_of_a_draft(public: Public, shown: bool) -> None:
    make_resolution(source=make_source(), published=shown)


HIDDEN: tuple[Callable[[Public, bool], None], ...] = (
    signature,
    signature_of_an_organisation,
    signature_that_is_withheld,
    reading,
    dispute,
    claim_check,
    claim_check_of_a_vote,
    mention,
    mention_of_a_text,
    text_of_the_family,
    amendment,
    vote_on_a_part,
    later_final_vote,
    ask_in_a_statement,
    ask_in_an_article,
    role_of_a_person,
    person_known_by_role,
    source_of_a_draft,
)


@pytest.mark.parametrize("hang", HIDDEN, ids=lambda hang: hang.__name__)
def test_what_is_hidden_leaves_every_document_as_it_was(public, hang):
    before = everything()

    hang(public, False)

    assert everything() == before


@pytest.mark.parametrize("hang", HIDDEN, ids=lambda hang: hang.__name__)
def test_the_same_would_be_seen_if_it_were_public(public, hang):
    before = everything()

    hang(public, True)

    assert everything() != before


def test_a_name_that_staff_learnt_leaves_its_state_as_it_was(public):
    before = everything()["states"]
    hidden = make_reading(
        public.vote, {"AGO": "yes", CANARY: "no"}, source=make_source(published=False)
    )

    state = State.objects.get(code="AFG")
    decide_cell(reading=hidden, cell=1, state=state, remember=True, by=None, reason="So printed")

    assert state.names.filter(name=CANARY).exists()
    assert everything()["states"] == before


def _ids(records: list[Publishable]) -> set[str]:
    return {str(record.public_id) for record in records}


@pytest.mark.parametrize("hide", STATES.values(), ids=STATES)
def test_no_document_holds_a_word_or_an_id_of_what_is_hidden(hide):
    vote = make_vote({"AGO": "yes", "AUS": "no", "AFG": "not_recorded"})
    hidden = list(hidden_things(vote))
    for record in hidden:
        hide(record)

    made = everything()

    assert [name for name, said in made.items() if CANARY.encode() in said] == []
    assert [name for name, said in made.items() if b"zirpvogel" in said] == []
    for each in _ids(hidden):
        assert [name for name, said in made.items() if each.encode() in said] == []


def test_the_words_would_be_in_many_documents_if_they_were_public():
    for record in hidden_things(make_vote({"AGO": "yes", "AUS": "no", "AFG": "not_recorded"})):
        publish(record, by=None)

    caught = [name for name, said in everything().items() if CANARY.encode() in said]

    assert len(caught) >= 8
