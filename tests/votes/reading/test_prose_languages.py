"""Lists of names, totals, days and marks in the six languages of the United Nations."""

import csv
import datetime as dt
import time
from contextlib import suppress

import pytest

from votes.reading import prose
from votes.reading.cells import ReadingError, Transcript
from votes.reading.marks import position_of
from votes.reading.phrases import days_in, symbols_in
from votes.reading.prose.totals import declared_in

# In each: the vote in words, three headings, what stands between names and before the last.
FOOTNOTES = {
    "en": (
        "[Adopted by a recorded vote of {} to {}, with {} abstentions. As follows:",
        ("In favour:", "Against:", "Abstaining:"),
        (", ", " and "),
    ),
    "fr": (
        "[Adoptée par {} voix contre {}, avec {} abstentions. Comme suit :",
        ("Ont voté pour :", "Ont voté contre :", "Se sont abstenus :"),
        (", ", " et "),
    ),
    "es": (
        "[Aprobada en votación registrada por {} votos contra {} y {} abstenciones. Así:",
        ("Votos a favor:", "Votos en contra:", "Abstenciones:"),
        (", ", " y "),
    ),
    "ru": (
        "[Принята {} голосами против {} при {} воздержавшихся. Голоса распределились так:",
        ("Голосовали за:", "Голосовали против:", "Воздержались:"),
        (", ", " и "),
    ),
    "cn": (
        "[经记录表决，以{}票赞成、{}票反对、{}票弃权获得通过。情况如下：",
        ("赞成：", "反对：", "弃权："),
        ("、", "和"),
    ),
    "ar": (
        "[اعتُمد بتصويت مسجل بأغلبية {} صوتا مقابل {} صوتا وامتناع {} أعضاء عن التصويت. كما يلي:",
        ("\u200fالمؤيدون\u200f:", "المعارضون:", "الممتنعون عن التصويت:"),
        ("، ", "، و"),
    ),
}
VOTE = {
    "yes": "AGO ARG BFA BGD BHR BRA CMR ERI IDN IRN MEX MRT VEN COG CAF",
    "no": "AUS AUT BIH GBR KOR MHL TTO NLD ATG USA",
    "abstain": "AFG ARM BHS CHL COD FJI STP LBY GNB",
}


def only(text: str) -> Transcript:
    (transcript,) = prose.read(text)
    return transcript


def lists(transcript: Transcript) -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = {}
    for cell in transcript.cells:
        found.setdefault(cell.position, []).append(cell.printed)
    return found


@pytest.mark.shared
@pytest.mark.parametrize("language", FOOTNOTES)
@pytest.mark.parametrize("after_heading", ["\n", " "])
def test_a_footnote_is_read_with_the_names_of_its_language(shared, language, after_heading):
    path = shared / f"data/ref/UNSD-{language}.csv"
    with path.open(encoding="utf-8-sig") as file:
        names = {r["ISO-alpha3 Code"]: r["Country or Area"].strip() for r in csv.DictReader(file)}
    statement, headings, (comma, last) = FOOTNOTES[language]
    expected = {key: [names[code] for code in codes.split()] for key, codes in VOTE.items()}
    counts = {key: len(printed) for key, printed in expected.items()}
    text = "\n\n".join(
        f"{heading}{after_heading}{comma.join(printed[:-1])}{last}{printed[-1]}"
        for heading, printed in zip(headings, expected.values(), strict=True)
    )
    transcript = only(f"{statement.format(*counts.values())}\n\n{text}]\n")
    assert lists(transcript) == expected
    assert transcript.declared == counts
    assert transcript.facts is not None
    assert (transcript.facts.outcome, transcript.facts.is_final) == ("adopted_by_vote", True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A favor: Chad, Perú. En contra: Fiji. Se abstuvieron: Malí", "Chad Perú|Fiji|Malí"),
        ("Votaron a favor: Chad, Perú. Votaron en contra: Fiji", "Chad Perú|Fiji"),
        ("За: Чад, Перу; Против: Фиджи; Воздержавшиеся: Мали", "Чад Перу|Фиджи|Мали"),
        ("赞成（2票）：乍得、秘\n鲁；反对：斐济；弃权：无", "乍得 秘鲁|斐济"),
        ("投赞成票：乍得，秘鲁。投反对票：斐济。缺席：马里", "乍得 秘鲁|斐济|马里"),
        ("المؤيدون: تشاد وبيرو. المعارضون: فيجي. الممتنعون: لا أحد", "تشاد بيرو|فيجي"),
    ],
)
def test_other_headings_and_separators_are_read(text, expected):
    found = [" ".join(printed) for printed in lists(only(text)).values()]
    assert found == expected.split("|")


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        ("por 46 votos contra ninguno y una abstención", (46, 0, 1)),
        ("con 19 votos a favor, siete en contra y 21 abstenciones", (19, 7, 21)),
        ("veintitrés votos a favor, 5 abstenciones y 16 votos en contra", (23, 16, 5)),
        ("23 голосами против 16, при этом никто не воздержался", (23, 16, 0)),
        ("двадцатью тремя голосами против одного при двух воздержавшихся", (23, 1, 2)),
        ("отклонена 12 голосами «за» при 25 «против» и 10 воздержавшихся", (12, 25, 10)),
        ("以二十三票对十六票、八票弃权通过", (23, 16, 8)),
        ("以 46 票赞成、零票反对、无人弃权通过", (46, 0, 0)),
        ("赞成23票，反对16票，弃权8票", (23, 16, 8)),
        ("بأغلبية ٢٣ صوتاً مقابل صوت واحد، مع امتناع عضوين عن التصويت", (23, 1, 2)),
        ("بأغلبية 46 صوتا مقابل لا شيء وعدم امتناع أي عضو", (46, 0, 0)),
        ("par 23 voix pour, 16 contre et 8 abstentions", (23, 16, 8)),
    ],
)
def test_totals_in_words_are_understood(text, totals):
    assert tuple(declared_in(text).values()) == totals


@pytest.mark.parametrize(
    "text",
    [
        "22 de junio de 2020",
        "22 июня 2020 года",
        "2020年6月22日",
        "2020 年 6 月 22 日",
        "二〇二〇年六月二十二日",
        "٢٢ حزيران/يونيه ٢٠٢٠",
        "22 حزيران 2020",
        "22 يونيو 2020",
    ],
)
def test_a_day_is_read(text):
    assert days_in(text) == [dt.date(2020, 6, 22)]


@pytest.mark.parametrize(
    "text",
    [
        "del 15 al 22 de junio de 2020",
        "с 15 июня по 3 июля 2020 года",
        "2020年6月15日至7月3日",
        "22 حزيران/مايو 2020",
    ],
)
def test_a_span_of_days_and_a_month_with_two_names_that_differ_are_no_day(text):
    assert days_in(text) == []


@pytest.mark.parametrize(
    "text",
    ["决议草案A/HRC/43/L.31号文件", "проект A/HRC/43/L.31,", "مشروع القرار A/HRC/43/L.31، بصيغته"],
)
def test_a_symbol_stands_in_latin_letters_whatever_is_around_it(text):
    assert [match[0] for match in symbols_in(text)] == ["A/HRC/43/L.31"]


@pytest.mark.parametrize(
    ("marks", "position"),
    [
        ("Sí|A FAVOR|Да|За|赞成|نعم|مؤيد", "yes"),
        ("En contra|Нет|ПРОТИВ|反对|لا|معارض", "no"),
        ("Abstención|Воздержался|Воздержалась|弃权|مُمتنع|ممتنع عن التصويت", "abstain"),
        ("Ausente|Не голосовал|缺席|غائب|لم يصوت", "absent"),
    ],
)
def test_a_mark_of_any_of_the_languages_means_its_position(marks, position):
    assert {position_of(mark) for mark in marks.split("|")} == {position}


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("Queda aprobado sin votación el proyecto de resolución A/HRC/43/L.30.", "A/HRC/43/L.30"),
        ("Проект резолюции A/HRC/43/L.30 принимается без голосования.", "A/HRC/43/L.30"),
        ("决议草案A/HRC/43/L.30未经表决获得通过。", "A/HRC/43/L.30"),
        ("اعتُمد مشروع القرار A/HRC/43/L.30 بدون تصويت.", "A/HRC/43/L.30"),
        ("Le projet de résolution A/HRC/43/L.30 est adopté sans vote.", "A/HRC/43/L.30"),
    ],
)
def test_a_text_adopted_without_a_vote_is_an_action_without_cells(text, symbol):
    (action,) = prose.read_actions(text)
    assert (action.symbol, action.cells) == (symbol, ())
    assert action.facts is not None
    assert action.facts.outcome == "adopted_without_vote"


@pytest.mark.parametrize(
    ("text", "symbol", "amends"),
    [
        (
            "La enmienda A/HRC/43/L.50 al proyecto de resolución A/HRC/43/L.31 fue rechazada por 1 "
            "voto contra 2. A favor: Angola. En contra: Chad y Perú.",
            *("A/HRC/43/L.50", "A/HRC/43/L.31"),
        ),
        (
            "Поправка A/HRC/43/L.50 к проекту резолюции A/HRC/43/L.31 отклоняется 1 голосом против "
            "2. Голосовали за: Ангола. Голосовали против: Перу, Чад.",
            *("A/HRC/43/L.50", "A/HRC/43/L.31"),
        ),
        (
            "对决议草案A/HRC/43/L.31的修正案A/HRC/43/L.50以1票对2票被否决。赞成：安哥拉。反对：秘鲁、乍得。",
            *("A/HRC/43/L.50", "A/HRC/43/L.31"),
        ),
        (
            "رُفض التعديل A/HRC/43/L.50 على مشروع القرار A/HRC/43/L.31 بأغلبية "
            "صوتين مقابل صوت واحد. المؤيدون: أنغولا. المعارضون: بيرو وتشاد.",
            *("A/HRC/43/L.50", "A/HRC/43/L.31"),
        ),
    ],
)
def test_an_amendment_keeps_its_own_symbol_and_names_its_draft(text, symbol, amends):
    transcript = only(text)
    assert transcript.facts is not None
    assert (transcript.symbol, transcript.facts.amends) == (symbol, amends)
    assert (transcript.facts.subject, transcript.facts.outcome) == ("amendment", "rejected")


def test_the_meeting_of_a_chinese_text_stands_under_its_day():
    transcript = only(
        "联 合 国          A/HRC/RES/43/21\n2020年6月22日\n第45次会议\n"
        "[以1票对1票通过。\n赞成：乍得\n反对：秘鲁]"
    )
    assert (transcript.symbol, transcript.date) == ("A/HRC/RES/43/21", dt.date(2020, 6, 22))
    assert transcript.facts is not None
    assert transcript.facts.meeting == 45


@pytest.mark.parametrize(
    "text",
    [
        "Голосовавшие за проект, при 23 голосах против 16, сказали нет. ",
        "赞成决议草案的国家以23票赞成、反对者和弃权者表示：不。",
        "المؤيدون بأغلبية 23 صوتا مقابل 16 صوتا والممتنعون عن التصويت، وقالوا لا. ",
        "Votaron a favor: Chad y Perú. Aprobada por 1 voto contra ",
        "和",
        "و",
    ],
)
def test_a_million_characters_in_any_script_take_seconds_not_hours(text):
    start = time.process_time()
    with suppress(ReadingError):
        prose.read_actions(text * (1_000_000 // len(text)))
    assert time.process_time() - start < 20
