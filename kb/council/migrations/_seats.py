"""One State has one seat in a body at a time, in the words of each engine.

A migration that alters this table on SQLite rebuilds it, which drops the triggers: it starts with
`SQLITE_UNDO` and ends with `SQLITE`.
"""

OVERLAP = """
    WHEN EXISTS (
      SELECT 1 FROM council_seat
      WHERE body_id = NEW.body_id AND state_id = NEW.state_id AND id IS NOT NEW.id
        AND since <= coalesce(NEW.until, '9999-12-31')
        AND coalesce(until, '9999-12-31') >= NEW.since
    )
    BEGIN SELECT RAISE(ABORT, 'council_seat_no_overlap'); END
"""
SQLITE = [
    f"CREATE TRIGGER council_seat_no_overlap_insert BEFORE INSERT ON council_seat {OVERLAP}",
    f"CREATE TRIGGER council_seat_no_overlap_update BEFORE UPDATE ON council_seat {OVERLAP}",
]
SQLITE_UNDO = [
    "DROP TRIGGER council_seat_no_overlap_insert",
    "DROP TRIGGER council_seat_no_overlap_update",
]
# gist needs the extension btree_gist for equality; a range of two integers does without it.
POSTGRES = [
    """
    ALTER TABLE council_seat ADD CONSTRAINT council_seat_no_overlap EXCLUDE USING gist (
      int8range(body_id, body_id, '[]') WITH &&,
      int8range(state_id, state_id, '[]') WITH &&,
      daterange(since, until, '[]') WITH &&
    )
    """,
]
POSTGRES_UNDO = ["ALTER TABLE council_seat DROP CONSTRAINT council_seat_no_overlap"]
