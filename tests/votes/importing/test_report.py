"""What an import tells, as JSON."""

import json

import pytest

from tests.votes.importing.records import make_record
from votes.services.importing.run import import_transcripts

pytestmark = pytest.mark.django_db


def test_a_report_with_unknown_names_can_be_written_as_json():
    record = make_record({"AUS": "no", "CHL": "yes"}, names={"CHL": "ATLANTIS"})

    report = import_transcripts([record], by=None, as_="official")

    told = json.loads(json.dumps(report.plain()))
    assert (told["read"], told["unknown"]) == (1, {"ATLANTIS": 1})
    assert told["waiting"][0]["record"] == f"record {record.record_id}, {record.symbol}"
