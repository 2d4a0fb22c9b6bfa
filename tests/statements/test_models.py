"""What can never be false of statements, and what the public may see of them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kb.council.models import Group, State
from kb.records.services import Refused, publish, save_record, withdraw
from statements.models import Ask, Mention, Person, Quote, Role, Segment, Signature, Statement
from tests.factories import make_resolution, make_roll_call, make_source
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
from votes.models import RollCall

pytestmark = pytest.mark.django_db


def china():
    return State.objects.get(code="CHN")


def group():
    return Group.objects.get(code="EU")


def refused(record, **fields):
    """The sentence that the constraint has for staff, after the database refused the values."""
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(**fields)
    for name, value in fields.items():
        setattr(record, name, value)
    with pytest.raises(ValidationError) as caught:
        record.validate_constraints()
    return " ".join(caught.value.messages)


# What the database refuses


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("kind", "sermon", "Choose the kind of statement from the list."),
        ("modality", "sung", "A statement is oral, written or a video."),
        ("declared_signatories", -1, "There cannot be fewer than no signatories."),
        ("language", "EN", "Give the language as a code of two or three small letters: en."),
    ],
)
def test_a_statement_refuses(field, value, sentence):
    assert sentence in refused(make_statement(), **{field: value})


def test_a_statement_may_have_any_known_kind_no_signatory_and_another_language():
    for kind in Statement.Kind:
        statement = make_statement(kind=kind, declared_signatories=0, language="fr")
        assert statement.pk


def test_a_statement_takes_no_character_that_a_database_cannot_hold():
    with pytest.raises(ValidationError, match="Null characters"):
        make_statement(text="a\x00b")


def test_an_article_refuses_a_language_that_is_no_code():
    sentence = refused(make_article(language="es"), language="Spanish"[:3])

    assert "Give the language as a code" in sentence


@pytest.mark.parametrize("make", [make_person, make_signature])
def test_what_may_be_told_is_one_of_three(make):
    sentence = refused(make(confidentiality="named"), confidentiality="maybe")

    assert "Choose what may be told from the list." in sentence


def test_the_dates_of_a_role_are_in_order():
    role = save_record(
        Role(person=make_person(), title="Advocate", since=date(2020, 1, 1)), by=None
    )

    sentence = refused(role, until=date(2019, 1, 1))

    assert sentence == "The last day cannot come before the first."


def test_a_role_may_begin_and_end_on_one_day():
    day = date(2020, 1, 1)

    role = save_record(Role(person=make_person(), title="Chair", since=day, until=day), by=None)

    assert role.pk


def test_an_address_stands_once_in_a_statement_and_may_stand_in_another():
    statement, other = make_statement(), make_statement()
    segment = Segment(statement=statement, address="p1", order=9, text="Twice")
    assert other.segments.filter(address="p1").exists()

    with pytest.raises(ValidationError, match="stands for one paragraph or sentence for ever"):
        segment.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        segment.save()


@pytest.mark.parametrize("address", ["p0", "5", "p2s1", "P2"])
def test_a_paragraph_has_the_address_of_a_paragraph(address):
    paragraph = make_statement().segments.get(address="p2")

    assert "A paragraph's address is like p5" in refused(paragraph, address=address)


def test_a_sentence_has_the_address_of_a_sentence():
    sentence = make_statement().segments.get(address="p2s1")

    assert "A paragraph's address is like p5" in refused(sentence, address="p7")


@pytest.mark.parametrize("make", [make_ask, make_quote, make_mention, make_claim_check])
def test_a_part_stands_in_exactly_one_statement_or_article(make):
    part = make(statement=make_statement())
    assert make(article=make_article()).pk

    for places in ({"article": make_article()}, {"statement": None}):
        part.refresh_from_db()
        assert "either the statement or the article" in refused(part, **places)


@pytest.mark.parametrize("make", [make_ask, make_quote, make_mention, make_claim_check])
def test_only_a_statement_has_paragraphs_to_stand_in(make):
    statement = make_statement()
    segment = statement.segments.get(address="p2")
    assert make(statement=statement, segment=segment).pk

    assert "Only a statement has paragraphs" in refused(
        make(article=make_article()), segment=segment
    )


def test_a_part_cannot_stand_in_a_paragraph_of_another_statement():
    with pytest.raises(ValidationError, match="belongs to another statement"):
        make_ask(statement=make_statement(), segment=make_statement().segments.first())


def test_a_quote_has_a_speaker_or_a_capacity():
    assert make_quote(person=make_person(), spoken_as="").pk

    assert "Say who is quoted" in refused(make_quote(spoken_as="Advocate"), spoken_as="")


@pytest.mark.parametrize("make", [make_quote, make_ask])
def test_what_was_said_has_words(make):
    part = make(text="Reject it.")

    with pytest.raises(IntegrityError), transaction.atomic():
        type(part).objects.filter(pk=part.pk).update(text="")
    part.text = ""
    with pytest.raises(ValidationError):
        part.full_clean()


@pytest.mark.parametrize("fields", [{"claim": ""}, {"finding": ""}])
def test_a_claim_check_says_both_sides(fields):
    check = make_claim_check()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(check).objects.filter(pk=check.pk).update(**fields)


@pytest.mark.parametrize(
    "field", ["symbol", "title", "url", "roll_call", "resolution", "statement"]
)
def test_a_mention_cites_a_record_or_says_what_it_cites(field):
    values = {
        "symbol": lambda: {"symbol": "A/HRC/43/31"},
        "title": lambda: {"title": "A report"},
        "url": lambda: {"url": "https://example.org/report"},
        "roll_call": lambda: {"roll_call": make_roll_call()},
        "resolution": lambda: {"resolution": make_resolution()},
        "statement": lambda: {"cited_statement": make_statement()},
    }[field]()
    mention = make_mention(**values)
    empty = {name: "" if isinstance(value, str) else None for name, value in values.items()}

    assert "Say what is cited" in refused(mention, **empty)


def test_a_signature_says_who_signed():
    assert "Say who signed." in refused(make_signature(), name_as_printed="")


def test_a_signature_by_role_says_the_role():
    signature = make_signature(confidentiality="role_only", role_label="a partner organisation")

    assert "Say what is shown instead of the name." in refused(signature, role_label="")


@pytest.mark.parametrize(
    ("make", "field"), [(make_organisation, "organisation"), (make_person, "person")]
)
def test_nobody_signs_the_same_statement_twice(make, field):
    signatory, statement = make(), make_statement()
    make_signature(statement=statement, **{field: signatory})
    assert make_signature(**{field: signatory}).pk

    with pytest.raises(ValidationError, match="signature is already recorded"):
        make_signature(statement=statement, **{field: signatory})


def test_the_database_refuses_a_second_signature_of_an_organisation():
    organisation = make_organisation()
    first, second = make_signature(organisation=organisation), make_signature()

    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(pk=second.pk).update(
            statement=first.statement, organisation=organisation
        )


TARGETS = {
    "council": dict,
    "members": dict,
    "state": lambda: {"target_state": china()},
    "group": lambda: {"target_group": group()},
    "sponsor": lambda: {"target_state": china()},
}
ACTS = {
    "council": ["reject", "adopt", "amend"],
    "members": ["reject", "adopt", "co_sponsor"],
    "state": list(Ask.Act),
    "group": list(Ask.Act),
    "sponsor": ["withdraw", "reconsider", "amend"],
}


@pytest.mark.parametrize("target", TARGETS)
def test_each_target_can_be_asked_for_what_is_in_its_power(target):
    for act in ACTS[target]:
        assert make_ask(target_kind=target, act=act, **TARGETS[target]()).pk


@pytest.mark.parametrize("target", ["council", "members", "sponsor"])
def test_no_target_can_be_asked_for_what_is_not_in_its_power(target):
    ask = make_ask(target_kind=target, act=ACTS[target][0])

    for act in sorted(set(Ask.Act) - set(ACTS[target])):
        ask.refresh_from_db()
        assert "The Council can reject, adopt or amend" in refused(ask, act=act)


@pytest.mark.parametrize(
    ("target", "wrong"),
    [
        ("council", lambda: {"target_state": china()}),
        ("members", lambda: {"target_group": group()}),
        ("state", lambda: {"target_state": None}),
        ("state", lambda: {"target_group": group()}),
        ("group", lambda: {"target_group": None}),
        ("group", lambda: {"target_state": china()}),
        ("sponsor", lambda: {"target_group": group()}),
        ("council", lambda: {"target_kind": "everybody"}),
    ],
)
def test_an_ask_has_the_target_that_its_kind_needs(target, wrong):
    ask = make_ask(target_kind=target, act=ACTS[target][0], **TARGETS[target]())

    assert "Asking a State needs that State" in refused(ask, **wrong())


@pytest.mark.parametrize(
    ("target", "act", "position"),
    [
        ("council", "adopt", "abstain"),
        ("council", "adopt", "absent"),
        ("state", "reconsider", "no"),
    ],
)
def test_a_position_that_cannot_be_asked_is_refused(target, act, position):
    ask = make_ask(
        target_kind=target,
        act="adopt",
        position_asked="no",
        **TARGETS[target](),
    )

    assert "A position is yes, no or abstain" in refused(ask, act=act, position_asked=position)


def test_a_state_may_be_asked_to_abstain():
    assert make_ask(target_kind="state", target_state=china(), position_asked="abstain").pk


def test_amended_as_asked_is_said_with_a_source():
    source = make_source()
    ask = make_ask(
        target_kind="sponsor", act="reconsider", amended_as_asked=True, amended_source=source
    )

    assert "needs the source that says so" in refused(ask, amended_source=None)


def test_amended_as_asked_does_not_go_with_a_vote():
    sentence = refused(make_ask(), amended_as_asked=True, amended_source=make_source())

    assert "“Amended as asked” needs the source" in sentence


@pytest.mark.parametrize("subject", ["amendment", "no_action"])
def test_an_ask_about_an_amendment_or_motion_names_the_position_on_it(subject):
    roll_call = make_roll_call(subject=subject, is_final=False)
    assert make_ask(roll_call=roll_call, position_asked="no").pk

    with pytest.raises(ValidationError, match="Say which position on the amendment or motion"):
        make_ask(roll_call=roll_call)


def test_an_ask_cannot_name_a_vote_on_another_text():
    with pytest.raises(ValidationError, match="The vote is about another text"):
        make_ask(roll_call=make_roll_call(), resolution=make_resolution())


# Dates and places


def test_an_ask_was_made_on_the_day_of_its_statement_unless_it_says_otherwise():
    statement = make_statement(delivered_on=date(2020, 6, 19))
    own = make_ask(statement=statement, made_on=date(2020, 6, 1))

    assert make_ask(statement=statement).asked_on == date(2020, 6, 19)
    assert own.asked_on == date(2020, 6, 1)


def test_asks_about_a_final_vote_include_those_about_its_text():
    roll_call = make_roll_call()
    named = make_ask(roll_call=roll_call)
    of_the_text = make_ask(resolution=roll_call.resolution)
    make_ask(roll_call=make_roll_call())

    assert set(Ask.objects.about(roll_call)) == {named, of_the_text}


def test_asks_about_an_amendment_are_those_that_name_it():
    amendment = make_roll_call(subject=RollCall.Subject.AMENDMENT, is_final=False)
    named = make_ask(roll_call=amendment, position_asked="no")
    make_ask(resolution=amendment.resolution)

    assert list(Ask.objects.about(amendment)) == [named]


def test_asks_about_a_text_include_those_about_its_amendments():
    amendment = make_roll_call(subject=RollCall.Subject.AMENDMENT, is_final=False)
    asks = {
        make_ask(roll_call=amendment, position_asked="no"),
        make_ask(resolution=amendment.resolution),
    }

    assert set(Ask.objects.about_text(amendment.resolution)) == asks


def test_signatories_that_are_not_known_are_counted_and_never_below_none():
    statement = make_statement(declared_signatories=11)

    assert [statement.not_identified(known) for known in (2, 11, 12)] == [9, 0, 0]
    assert make_statement(declared_signatories=None).not_identified(2) == 0


# Who may see what


@pytest.mark.parametrize("make", [make_ask, make_quote, make_mention, make_claim_check])
@pytest.mark.parametrize(
    ("parent", "make_parent"), [("statement", make_statement), ("article", make_article)]
)
def test_a_part_is_as_public_as_what_it_stands_in(make, parent, make_parent):
    shown = make(**{parent: make_parent()})
    make(**{parent: make_parent(published=False)})

    assert list(type(shown).objects.public(timezone.now())) == [shown]


def test_what_stands_in_an_embargoed_statement_appears_with_it():
    statement = make_statement(published=False)
    later = timezone.now() + timedelta(hours=1)
    publish(statement, by=None, release_at=later)
    quote = make_quote(statement=statement)

    assert list(Quote.objects.public(timezone.now())) == []
    assert list(Quote.objects.public(later)) == [quote]


def test_a_mention_leads_to_a_record_only_where_that_is_public():
    shown, hidden = make_resolution(), make_resolution(published=False)
    now = timezone.now()

    assert make_mention(resolution=shown).public_target(now) == shown
    assert make_mention(resolution=hidden).public_target(now) is None
    assert make_mention(symbol="A/HRC/43/31").public_target(now) is None


def test_mentions_of_a_text_include_those_of_its_votes():
    roll_call = make_roll_call()
    of_the_vote = make_mention(roll_call=roll_call)
    of_the_text = make_mention(resolution=roll_call.resolution)

    assert set(Mention.objects.of_text(roll_call.resolution)) == {of_the_vote, of_the_text}
    assert list(Mention.objects.of_roll_call(roll_call)) == [of_the_vote]


def test_a_named_speaker_is_shown_with_the_capacity():
    quote = make_quote(person=make_person(name="Ada Lund"), spoken_as="Asia Advocate")

    assert str(quote.shown_speaker(timezone.now())) == "Ada Lund, Asia Advocate"


@pytest.mark.parametrize(
    ("confidentiality", "published", "shown"),
    [
        ("named", False, ""),
        ("role_only", True, "Asia Advocate"),
        ("role_only", False, ""),
        ("withheld", False, ""),
    ],
)
def test_of_a_person_who_is_hidden_only_what_may_be_told_is(confidentiality, published, shown):
    person = make_person(confidentiality=confidentiality, published=published)
    quote = make_quote(person=person, spoken_as="Asia Advocate")

    assert str(quote.shown_speaker(timezone.now())) == shown


def test_a_speaker_known_by_capacity_alone_is_shown_by_it():
    statement = make_statement(spoken_as="Asia Advocate")

    assert str(statement.shown_speaker(timezone.now())) == "Asia Advocate"


def test_an_author_whose_name_may_be_told_is_shown():
    article = make_article(author=make_person(name="Ada Lund"))

    assert article.shown_author(timezone.now()).name == "Ada Lund"


def test_a_person_known_by_role_only_is_never_public_by_name():
    person = make_person(name="Canary Name", confidentiality="role_only")
    now = timezone.now()

    assert not Person.objects.published(now).exists()
    assert not person.is_public(now)
    assert person.public_from() is None
    assert "Canary" not in " ".join(person.search_text())


def test_a_person_whose_name_was_withdrawn_from_the_public_leaves_no_trace_once_withheld():
    person = make_person()
    withdraw(person, by=None, reason="Asked for it.")
    assert person.gone_since(timezone.now()) is not None

    person.confidentiality = "withheld"
    save_record(person, by=None)

    assert person.gone_since(timezone.now()) is None


def test_a_withheld_person_cannot_be_published():
    with pytest.raises(Refused, match="nothing about them can be published"):
        make_person(confidentiality="withheld")


def test_a_withheld_signature_cannot_be_published():
    with pytest.raises(Refused, match="This signature is withheld"):
        make_signature(confidentiality="withheld")


def listed():
    return [signature.shown_as for signature in Signature.objects.listed(timezone.now())]


def test_a_signature_is_listed_by_the_name_of_its_organisation():
    make_signature(organisation=make_organisation(name="Lund Watch"), name_as_printed="LUND W.")

    assert listed() == ["Lund Watch"]


def test_a_signatory_not_in_the_register_is_listed_as_printed():
    make_signature(name_as_printed="LUND W.")

    assert listed() == ["LUND W."]


def test_a_person_who_signed_for_an_organisation_is_listed_with_it():
    make_signature(
        person=make_person(name="Ada Lund"), organisation=make_organisation(name="Lund Watch")
    )

    assert listed() == ["Ada Lund, Lund Watch"]


def test_a_signature_by_role_is_listed_without_its_name():
    make_signature(
        organisation=make_organisation(name="Canary Watch", published=False),
        confidentiality="role_only",
        role_label="a partner organisation",
    )

    assert listed() == ["a partner organisation"]


def test_the_role_of_a_signature_cannot_hold_the_name():
    with pytest.raises(ValidationError, match="give away the name"):
        make_signature(
            name_as_printed="Canary Watch",
            confidentiality="role_only",
            role_label="an officer of CANARY  WATCH",
        )


@pytest.mark.parametrize(
    "hidden",
    [
        lambda: make_signature(published=False),
        lambda: make_signature(statement=make_statement(published=False)),
        lambda: make_signature(organisation=make_organisation(published=False)),
        lambda: make_signature(person=make_person(published=False)),
        lambda: make_signature(person=make_person(confidentiality="role_only")),
    ],
    ids=["draft", "of a draft", "of a hidden organisation", "of a hidden person", "by role only"],
)
def test_a_signature_is_as_public_as_its_statement_and_whoever_it_names(hidden):
    signature = hidden()
    now = timezone.now()

    assert listed() == []
    assert not signature.is_public(now)
    assert signature.public_from() is None
    assert signature.gone_since(now) is None


def test_a_public_signature_is_public_from_the_last_of_its_parents_on():
    statement = make_statement(published=False)
    later = timezone.now() + timedelta(days=1)
    signature = make_signature(statement=statement, organisation=make_organisation())
    publish(statement, by=None, release_at=later)

    assert signature.public_from() == later
    assert signature.is_public(later)


def test_a_statement_that_names_a_hidden_person_cannot_be_published():
    person = make_person(name="Canary  Name", confidentiality="role_only")
    statement = make_statement(
        published=False, spoken_by=person, text="So said CANARY\nNAME yesterday."
    )

    with pytest.raises(Refused, match="names a person whose name must not be told"):
        publish(statement, by=None)


def test_an_article_that_names_a_hidden_person_cannot_be_published():
    article = make_article(published=False, body="So said Canary Name.")
    make_quote(article=article, person=make_person(name="Canary Name", confidentiality="role_only"))

    with pytest.raises(Refused, match="names a person whose name must not be told"):
        publish(article, by=None)


def test_the_capacity_of_a_hidden_speaker_cannot_hold_the_name():
    person = make_person(name="Canary Name", confidentiality="role_only")

    with pytest.raises(ValidationError, match="give away a name"):
        make_quote(person=person, spoken_as="Canary Name, Advocate")


def test_the_contact_of_an_article_is_never_in_the_search():
    article = make_article(contact="canary@example.org", body="Words.")

    assert "canary" not in " ".join(article.search_text())


def test_a_statement_is_found_by_its_words_and_its_symbol():
    statement = make_statement(symbol="A/HRC/43/NGO/1", text="Reject it.")

    assert statement.search_text() == (statement.title, "A/HRC/43/NGO/1 Reject it.")


def test_a_paragraph_has_an_address_on_the_page_of_its_statement():
    segment = make_statement(slug="joint-statement").segments.get(address="p2s1")

    assert segment.get_absolute_url() == "/statements/joint-statement/#p2s1"
