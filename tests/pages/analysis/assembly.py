"""A text of the General Assembly, where nobody recorded seats."""

from kb.council.models import Body, Session
from kb.records.services import save_record
from tests.factories import make_resolution
from votes.models import Resolution


def make_assembly_text() -> Resolution:
    body = Body.objects.get(code="ga")
    session = Session(body=body, code="ga75", label="75th session", kind="regular", number=75)
    return make_resolution(body=body, session=save_record(session, by=None))
