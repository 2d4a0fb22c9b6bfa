"""MARCXML typed field by field, for tests of its reader."""

import io
from pathlib import Path
from xml.sax.saxutils import escape

from votes.reading import marcxml
from votes.reading.cells import TextFacts, Transcript

RECORDS = Path(__file__).resolve().parents[2] / "records"
HEAD = '<collection xmlns="http://www.loc.gov/MARC21/slim">'


def typed(name: str) -> list[Transcript]:
    with (RECORDS / name).open("rb") as stream:
        return list(marcxml.read(stream))


def read(xml: str | bytes) -> list[Transcript]:
    data = xml.encode() if isinstance(xml, str) else xml
    return list(marcxml.read(io.BytesIO(data)))


def field(tag: str, indicators: str = "  ", **subfields: str) -> str:
    inside = "".join(
        f'<subfield code="{code}">{escape(text)}</subfield>' for code, text in subfields.items()
    )
    first, second = indicators
    return f'<datafield tag="{tag}" ind1="{first}" ind2="{second}">{inside}</datafield>\n'


def record(*fields: str, number: str = "29343") -> str:
    return f'<record>\n<controlfield tag="001">{number}</controlfield>\n{"".join(fields)}</record>'


def only(*fields: str) -> Transcript:
    (transcript,) = read(record(*fields))
    return transcript


def facts(*fields: str) -> TextFacts:
    found = only(RECORDED, *fields).facts
    assert found is not None
    return found


RECORDED = field("591", a="RECORDED")
MALI = field("967", a="1", b="MLI", d="Y", e="MALI")
PERU = field("967", a="2", b="PER", d="N", e="PERU")
