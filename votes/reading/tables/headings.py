"""What the headings of a wide table say, beside the States': records, days, titles and totals."""

import re
from typing import Literal

from votes.reading.phrases import plain
from votes.reading.tables.sheets import folded

Kind = Literal[
    "record_id",
    "symbol",
    "date",
    "title",
    "session",
    "state",
    "code",
    "mark",
    "other",
    "yes",
    "no",
    "abstain",
    "absent",
    "non_voting",
]
TOTALS: tuple[Kind, ...] = ("yes", "no", "abstain", "absent", "non_voting")

_NAMES: dict[Kind, str] = {
    "record_id": "record_id|id|rcid|undl_id|vote_id|roll_call|rollcall|roll_call_id|roll_call_no|"
    "record|record_no|identifier|identifiant|numero_d_enregistrement|notice",
    "symbol": "symbol|resolution|resolutions|unres|document|document_symbol|draft|draft_symbol|"
    "draft_resolution|resolution_symbol|resolution_no|resolution_number|res|text|texte|cote|"
    "projet|projet_de_resolution",
    "date": "date|vote_date|voting_date|date_of_vote|date_of_adoption|adoption_date|day|"
    "date_du_vote|date_d_adoption|jour",
    "title": "title|short_title|subject|description|descr|short|topic|resolution_title|vote_title|"
    "name_of_resolution|titre|intitule|sujet|objet",
    "session": "session|sess|session_no|session_number|hrc_session",
    "state": "country|countries|country_name|state|states|member_state|member_states|member|"
    "members|membre|membres|etat|etats|etat_membre|etats_membres|pays|delegation|ms_name|"
    "name|nom|name_of_state|voter|council_member|council_members|member_country|voting_member|"
    "state_member|un_member|hrc_member|membre_du_conseil",
    "code": "code|codes|country_code|state_code|ms_code|iso|iso2|iso3|iso_2|iso_3|iso_code|"
    "iso3_code|iso2_code|alpha_2|alpha_3|alpha2|alpha3|m49|m49_code|code_pays|code_iso",
    "mark": "vote|votes|position|positions|ballot|mark|ms_vote|vote_cast|voix|voto|sens_du_vote",
    "yes": "yes|total_yes|yes_total|yes_votes|votes_yes|n_yes|in_favour|in_favor|favour|for|"
    "votes_for|total_for|oui|pour|total_pour|total_oui|voix_pour|votes_pour",
    "no": "no|total_no|no_total|no_votes|votes_no|n_no|against|votes_against|total_against|"
    "non|contre|total_contre|total_non|voix_contre|votes_contre",
    "abstain": "abstain|abstained|abstention|abstentions|total_abstain|total_abstentions|n_abstain|"
    "abstain_total|abstaining|total_abstention|abst",
    "absent": "absent|absents|total_absent|n_absent|absent_total|total_absents",
    "non_voting": "non_voting|nonvoting|not_voting|total_non_voting|total_nonvoting|did_not_vote|"
    "non_votants|non_votant|total_non_votants|n_non_voting",
    "other": "year|annee|month|mois|body|organ|organe|meeting|seance|item|agenda_item|agenda|"
    "agenda_title|point|point_de_l_ordre_du_jour|url|link|links|lien|liens|source|sources|"
    "note|notes|remark|remarks|remarque|remarques|comment|comments|commentaire|commentaires|"
    "type|vote_type|type_of_vote|type_de_vote|result|outcome|resultat|issue|theme|category|"
    "categorie|sponsor|sponsors|main_sponsors|auteur|auteurs|total|totals|total_ms|total_votes|"
    "total_number|sum|somme|margin|marge|number|numero|row|seq|region|group|groups|groupe|"
    "regional_group|groupe_regional|importantvote|amend|para|collection|committee_report",
}
_KINDS: dict[str, Kind] = {
    name: kind for kind, names in _NAMES.items() for name in names.split("|")
}
_REMARK = re.compile(r"[(\[].*", re.DOTALL)
_CODE = re.compile(r"[A-Z]{2,3}|\d{1,3}")
# A/HRC/RES/43/21, A/HRC/43/L.31/Rev.1, 43/21, L.13, S-34/1.
_SYMBOL = re.compile(r"(?:[\w.()-]+/)+[\w. ()/-]*\d[\w. ()/-]*|L\.? ?\d+[\w. ()/-]*", re.ASCII)
_GROUP = re.compile(
    r"\b(?:group|groupe|grupo|grulac|weog)\b|^(?:african|asia pacific|eastern european|"
    r"latin american|western european)\b.*\bstates$"
)


def kind_of(heading: str) -> Kind | None:
    """What a heading says of its column; None for one that may name a State or a roll call."""
    return _KINDS.get(folded(plain(_REMARK.sub("", heading)))) if heading else None


def may_name(heading: str) -> bool:
    """Whether a heading may name a State or a roll call, and no field ("issue_code"): those have
    capitals. Above the names in a second row may stand nothing.
    """
    return kind_of(heading) is None and not heading[:1].islower()


def is_code(text: str) -> bool:
    """Whether a text has the shape of a State's code: alpha-2, alpha-3 or M49."""
    return _CODE.fullmatch(text) is not None


def is_symbol(text: str) -> bool:
    """Whether a text is shaped like a document's symbol, or begins with one."""
    return len(text) <= 200 and _SYMBOL.match(text) is not None


def is_group(text: str) -> bool:
    """Whether a text is the heading of a group of States, "Eastern European States"."""
    return _GROUP.search(plain(text[:100])) is not None
