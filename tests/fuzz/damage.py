"""Whole files to begin with, and ways of damaging them that keep something of their shape."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

_TESTS = Path(__file__).resolve().parent.parent
_MARC = '<collection xmlns="http://www.loc.gov/MARC21/slim">'
_CSV = (
    "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,total_yes,total_no\r\n"
    "1,MLI,MALI,Y,2020-12-16,75,A/RES/75/1,120.0,3.0\r\n"
    "1,PER,PERU,X,2020-12-16,75,A/RES/75/1,,\r\n",
    "record_id,symbol,title,vote_type,draft,yes,no\n"
    "1,A/HRC/RES/1/1,A : resolution /,RECORDED,L.1,2,1\n",
    "record_id,symbol,date,vote_type,seq,iso3,country,vote\n"
    "1,A/HRC/RES/1/1,2020-06-22,RECORDED,1,MLI,MALI,Y\n",
    "Country;43/21;46/13\nMali;Yes;No\nPeru;Abstain;.\n",
    "rcid,country,country_code,vote\n3,Mali,ML,yes\n3,Peru,PE,no\n",
)
_JSON = (
    '{"A/HRC/RES/43/21": [["", "Adopted by 1 vote to 1. In favour: Mali Against: Peru"]]}',
    '[{"country": "Mali", "vote": "Y", "symbol": "L.1"}, {"country": "Peru", "vote": "N"}]',
    '{"readings": [{"symbol": "L.1", "cells": [{"printed": "MALI", "mark": "Y", "row": 1}]}]}',
)
_NAMES = "Côte d’Ivoire\nLIBYAN ARAB JAMAHIRIYA\nDem. Rep. Congo\nFUJI (the)\nTürkiye\nCÃ´te\n"
_SYMBOLS = ("A/HRC/43/L.31/Rev.1 as orally revised", "43/21", "S/RES/1973(2011)", "A/RES/ES-10/21")
_WORDS = tuple(
    word.encode()
    for word in (
        *("YES", "NO", "ABST", "+", "-", ".", "X", "MALI", "Peru", "23", "16", "\t", "|", ",", ";"),
        *("\n", "\r", '"', "'", "[", "]", "(", ")", ":", "{", "}", "|---|", "\x00", "\ufeff", "é"),
        *("In favour:", "Against:", "Abstaining:", "None", " and ", "without a vote", "En contra:"),
        *("L.13/Rev.1", "A/HRC/43/21", "22 June 2020", "9999999999", "1e308", "-1", "０", "²"),
        *("<record>", "</record>", '<subfield code="a">', "</subfield>", "&amp;", "&#0;", "]]>"),
        *("<!DOCTYPE a>", "<!--", "-->", "<![CDATA[", '<datafield tag="967" ind1="" ind2="">'),
        *("vote", "country", "record_id", "symbol", "date", "null", "true", "1.0", "NaN", "=1+1"),
    )
)

Mutation = Callable[[bytes, random.Random, list[bytes]], bytes]


def seeds(reader: str) -> list[bytes]:
    """Files of the reader's kind; of every kind for the doors that take any."""
    folders = (("board", "boards"), ("prose", "records"), ("marcxml", "records"))
    files = {
        kind: [path.read_bytes() for path in sorted((_TESTS / folder).glob(pattern))]
        for (kind, folder), pattern in zip(folders, ("*.*", "*.[tj][xs]*", "*.xml"), strict=True)
    }
    files["marcxml"].append(f"{_MARC}</collection>".encode("utf-16"))
    files["csv"] = [text.encode() for text in _CSV] + [text.encode("utf-16") for text in _CSV]
    files["json"] = [text.encode() for text in _JSON]
    files["xlsx"] = [_workbook(text) for text in _CSV]
    files["names"] = [_NAMES.encode()]
    files["symbols"] = [text.encode() for text in _SYMBOLS]
    return files.get(reader) or [data for listed in files.values() for data in listed]


def _workbook(text: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in text.split():
        sheet.append(line.split(","))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def damaged(data: bytes, chance: random.Random, whole: list[bytes]) -> bytes:
    """One or a few small damages: of a packed file, inside one of its parts."""
    if data[:2] == b"PK" and chance.random() < 0.8:
        return _inside_a_zip(data, chance, whole)
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(_DAMAGES)(data, chance, whole)
    return data


def _inside_a_zip(data: bytes, chance: random.Random, whole: list[bytes]) -> bytes:
    held = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            parts = [(name, source.read(name)) for name in source.namelist()]
    except Exception:  # noqa: BLE001 a damaged archive fails in as many ways as it has bytes
        return chance.choice(_DAMAGES)(data, chance, whole)
    if not parts:
        return data
    hit = chance.randrange(len(parts))
    with zipfile.ZipFile(held, "w") as target:
        for place, (name, part) in enumerate(parts):
            target.writestr(name, damaged(part, chance, whole) if place == hit else part)
    return held.getvalue()


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randint(0, len(data))


def _insert_word(data: bytes, chance: random.Random, whole: list[bytes]) -> bytes:
    place = _place(data, chance)
    return data[:place] + chance.choice(_WORDS) + data[place:]


def _overwrite(data: bytes, chance: random.Random, whole: list[bytes]) -> bytes:
    place, word = _place(data, chance), chance.choice(_WORDS)
    return data[:place] + word + data[place + len(word) :]


def _cut(data: bytes, chance: random.Random, whole: list[bytes]) -> bytes:
    start, end = sorted((_place(data, chance), _place(data, chance)))
    return data[:start] + data[end:]


def _end_early(data: bytes, chance: random.Random, whole: list[bytes]) -> bytes:
    return data[: _place(data, chance)]


def _swap_lines(data: bytes, chance: random.Random, whole: list[bytes]) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _splice(data: bytes, chance: random.Random, whole: list[bytes]) -> bytes:
    other = chance.choice(whole)
    return data[: _place(data, chance)] + other[_place(other, chance) :]


def _repeat(data: bytes, chance: random.Random, whole: list[bytes]) -> bytes:
    """A short piece over and over, where work that grows too fast shows."""
    start = _place(data, chance)
    piece = data[start : start + chance.choice((1, 1, 2, 3, 8, 40))] or b"("
    piece = chance.choice((piece, chance.choice(_WORDS)))
    times = chance.choice((2, 10, 1_000, 20_000)) // len(piece) + 1
    return data[:start] + piece * times + data[start:]


def _flip(data: bytes, chance: random.Random, whole: list[bytes]) -> bytes:
    if not data:
        return bytes([chance.randrange(256)])
    place = chance.randrange(len(data))
    return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]


_DAMAGES: tuple[Mutation, ...] = (
    *(_insert_word, _overwrite, _cut, _end_early, _swap_lines, _splice, _repeat, _flip),
)
