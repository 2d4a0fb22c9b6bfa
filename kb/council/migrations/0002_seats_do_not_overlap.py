"""One State has one seat in a body at a time: an exclusion constraint, or two triggers.

A later migration that alters this table on SQLite rebuilds it and drops the triggers: it must make
them again.
"""

from django.db import migrations

from kb.records.vendor_sql import by_vendor

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


class Migration(migrations.Migration):
    dependencies = [("council", "0001_initial")]
    operations = [
        by_vendor(
            sqlite=SQLITE, sqlite_undo=SQLITE_UNDO, postgres=POSTGRES, postgres_undo=POSTGRES_UNDO
        )
    ]
