"""Readings become ballots; differences between readings become conflicts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from kb.council.models import State
from kb.records.conflicts import Claimed, decide_conflict, record_conflict
from kb.records.ledger import writes
from kb.records.models import Conflict, Source
from kb.records.services import Refused, save_record
from votes.models import Ballot, Reading, RollCall
from votes.reading.cells import POSITIONS, Cell
from votes.services.matching import Understood, keep_understood, understand

# Fields of a conflict over one State's position.
BALLOT_FIELD = "ballot {state}"


@dataclass(frozen=True, slots=True)
class Account:
    """What one source says of one State: a cell of a reading, or a person's correction."""

    source: Source
    position: str
    printed: str
    reading: Reading | None = None


def differences(roll_call: RollCall) -> dict[str, list[Account]]:
    """{State code: every account} where the readings and corrections of a vote do not agree.

    A State that a source does not list is no difference: that source says nothing of it.
    """
    readings = list(roll_call.readings.select_related("source", "roll_call__resolution__body"))
    return _differing(_accounts(roll_call, {reading: understand(reading) for reading in readings}))


@writes
def open_differences(roll_call: RollCall, *, by: Any) -> list[tuple[str, list[str]]]:
    """Make every difference between readings a conflict; gives the name of the State and values.

    Those that staff settled stay settled as long as nobody says anything new.
    """
    opened = []
    for state, found in differences(roll_call).items():
        conflict = _record_difference(roll_call, state, found, by)
        if conflict.decided_at is None:
            values = [value for value in POSITIONS if value in {each.position for each in found}]
            opened.append((conflict.label, values))
    return opened


def _accounts(
    roll_call: RollCall, understood: Mapping[Reading, Understood]
) -> dict[str, list[Account]]:
    accounts: dict[str, list[Account]] = defaultdict(list)
    for reading, what in understood.items():
        for state, cell in what.cells.items():
            if cell.position is not None:
                account = Account(reading.source, cell.position, _as_printed(cell), reading)
                accounts[state].append(account)
    corrected = roll_call.ballots.filter(correction__isnull=False)
    for ballot in corrected.select_related("state", "correction"):
        accounts[ballot.state.code].append(Account(ballot.correction, ballot.position, ""))
    return accounts


def _as_printed(cell: Cell) -> str:
    return f"{cell.printed}: {cell.mark or 'blank'}"


def _differing(accounts: Mapping[str, list[Account]]) -> dict[str, list[Account]]:
    return {
        state: found
        for state, found in sorted(accounts.items())
        if len({account.position for account in found}) > 1
    }


@writes
def accept_reading(
    reading: Reading,
    *,
    as_: str,
    by: Any,
    choices: Mapping[str, str] | None = None,
    reason: str = "",
) -> RollCall:
    """Make a reading the result of its vote, "provisional" or "official".

    `choices` gives the position for each State on which the readings (or a correction) differ:
    {State code: position}. All of them are needed, each with a value that one of the sources
    gives; each becomes a decided conflict. Refused while a finding of the reading blocks.
    """
    roll_call = reading.roll_call
    choices = dict(choices or {})
    readings = roll_call.readings.select_related("source", "roll_call__resolution__body")
    understood = {each: understand(each) for each in readings}
    cells, accounts = understood[reading].cells, _accounts(roll_call, understood)
    disputed = {s: found for s, found in _differing(accounts).items() if s in cells}
    refusals = [
        *_refusals(roll_call, as_, understood[reading]),
        *second_person_refusals(reading, as_, by),
        *_refused_choices(disputed, choices, reason),
    ]
    if refusals:
        raise Refused(" ".join(refusals))
    _keep_what_is_clear_now(understood)
    positions = {state: choices.get(state, cell.position) for state, cell in cells.items()}
    details = _write_ballots(roll_call, reading, positions, accounts)
    for state, found in disputed.items():
        _settle(roll_call, state, found, choices[state], reason, by)
    roll_call.standing, roll_call.accepted_reading = as_, reading
    return save_record(
        roll_call,
        by=by,
        reason=reason,
        source=reading.source,
        action=f"accepted as {as_}",
        details=details,
    )


def _refusals(roll_call: RollCall, as_: str, understood: Understood) -> list[str]:
    refusals = [finding.message for finding in understood.blocking]
    standing = RollCall.Standing
    if not understood.cells:
        refusals.append("The source lists no State's vote.")
    if as_ not in (standing.PROVISIONAL, standing.OFFICIAL):
        refusals.append("A reading is accepted as provisional or as official.")
    if roll_call.held_on is None:
        refusals.append("Give the day of the vote first: who had a seat depends on it.")
    if roll_call.standing == standing.OFFICIAL and as_ == standing.PROVISIONAL:
        refusals.append("The result is official already and does not become provisional again.")
    return refusals


def second_person_refusals(reading: Reading, as_: str, by: Any) -> list[str]:
    """Where the setting asks for two people. A command of the system (None) is no person."""
    if not settings.TWO_PEOPLE_ACCEPT or as_ != RollCall.Standing.OFFICIAL or by is None:
        return []
    somebody_else = "Somebody else must accept this as official: you"
    if reading.recorded_by_id == by.pk:
        return [f"{somebody_else} recorded it."]
    if reading.decisions.filter(by=by).exists():
        return [f"{somebody_else} decided on its cells."]
    return []


def _keep_what_is_clear_now(understood: Mapping[Reading, Understood]) -> None:
    """A name learnt since a reading was recorded may have made a cell of it clear."""
    for reading, what in understood.items():
        keep_understood(reading, what)
        reading.save(update_fields=["understood", "blocking_count"])


def _refused_choices(
    disputed: Mapping[str, list[Account]], choices: Mapping[str, str], reason: str
) -> list[str]:
    refusals = []
    for state, found in disputed.items():
        values = sorted({account.position for account in found})
        if state not in choices:
            refusals.append(f"The sources differ on {state} ({' or '.join(values)}): choose one.")
        elif choices[state] not in values:
            refusals.append(f"For {state} no source gives “{choices[state]}”.")
    refusals += [
        f"There is nothing to choose for {state}: the sources do not differ on it."
        for state in choices
        if state not in disputed
    ]
    if disputed and not reason.strip():
        refusals.append("Say why these values were chosen.")
    return refusals


def _settle(
    roll_call: RollCall, state: str, found: list[Account], value: str, reason: str, by: Any
) -> None:
    conflict = _record_difference(roll_call, state, found, by)
    decide_conflict(conflict, value=value, reason=reason, by=by, is_applied=True)


def _record_difference(roll_call: RollCall, state: str, found: list[Account], by: Any) -> Conflict:
    return record_conflict(
        roll_call,
        field=BALLOT_FIELD.format(state=state),
        label=State.objects.get(code=state).name,
        claims=[Claimed(each.source, each.position, each.printed) for each in found],
        by=by,
    )


def _write_ballots(
    roll_call: RollCall,
    reading: Reading,
    positions: Mapping[str, str],
    accounts: Mapping[str, list[Account]],
) -> dict[str, list[str | None]]:
    """Bring the ballots to these positions; gives {"ballot AFG": [old, new]} for the ledger."""
    before = {ballot.state.code: ballot for ballot in roll_call.ballots.select_related("state")}
    states = {state.code: state for state in State.objects.filter(code__in=positions)}
    details: dict[str, list[str | None]] = {}
    ballots = []
    for code, position in positions.items():
        old = before.get(code)
        if old is None or old.position != position:
            details[BALLOT_FIELD.format(state=code)] = [old.position if old else None, position]
        evidence = _evidence(reading, position, accounts[code])
        ballots.append(
            Ballot(
                roll_call=roll_call,
                state=states[code],
                position=position,
                reading=evidence.reading,
                correction=None if evidence.reading else evidence.source,
            )
        )
    Ballot.objects.bulk_create(
        ballots,
        update_conflicts=True,
        unique_fields=["roll_call", "state"],
        update_fields=["position", "reading", "correction"],
    )
    if not before:
        return {"ballots": [None, ballots_in_words(positions)]}
    return details | _take_back_ballots(before, accounts)


def ballots_in_words(positions: Mapping[str, str]) -> str:
    """The first ballots of a vote for its ledger: "yes: AGO ARG; no: AUS", codes sorted."""
    by_position: dict[str, list[str]] = defaultdict(list)
    for state, position in sorted(positions.items()):
        by_position[position].append(state)
    said = ((position, by_position[position]) for position in POSITIONS if position in by_position)
    return "; ".join(f"{position}: {' '.join(states)}" for position, states in said)


def _take_back_ballots(
    before: Mapping[str, Ballot], accounts: Mapping[str, list[Account]]
) -> dict[str, list[str | None]]:
    """Ballots of States that no source lists any more, since a person read their cell otherwise."""
    gone = {code: ballot for code, ballot in before.items() if code not in accounts}
    Ballot.objects.filter(pk__in=[ballot.pk for ballot in gone.values()]).delete()
    return {
        BALLOT_FIELD.format(state=code): [ballot.position, None] for code, ballot in gone.items()
    }


def _evidence(reading: Reading, position: str, accounts: list[Account]) -> Account:
    """The account that a ballot rests on: a person's correction, else this reading's, else any."""
    agreeing = [account for account in accounts if account.position == position]
    return min(agreeing, key=lambda each: (each.reading is not None, each.reading != reading))


@writes
def correct_ballot(
    *, roll_call: RollCall, state: State, position: str, source: Source, reason: str, by: Any
) -> Ballot:
    """Correct one accepted ballot on the word of a source. The old value stays readable."""
    if position not in POSITIONS:
        raise Refused(f"“{position}” is no position. It is one of: {', '.join(POSITIONS)}.")
    if not reason.strip():
        raise Refused("Say why the ballot is corrected.")
    found = roll_call.ballots.select_related("reading__source", "correction").filter(state=state)
    ballot = found.first()
    if ballot is None:
        raise Refused(f"{state} has no ballot in this vote. Accept a reading that lists it first.")
    if ballot.position == position:
        raise Refused(f"The ballot of {state} is “{position}” already.")
    old = ballot.position
    old_source = ballot.reading.source if ballot.reading else ballot.correction
    ballot.position, ballot.reading, ballot.correction = position, None, source
    ballot.save()
    _settle(
        roll_call,
        state.code,
        [Account(old_source, old, ""), Account(source, position, "")],
        position,
        reason,
        by,
    )
    save_record(
        roll_call,
        by=by,
        reason=reason,
        source=source,
        action="corrected",
        details={BALLOT_FIELD.format(state=state.code): [old, position]},
    )
    return ballot
