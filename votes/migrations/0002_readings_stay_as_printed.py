"""What a reading holds of its source never changes.

A later migration that alters this table on SQLite rebuilds it and drops the trigger: it must make
it again.
"""

from django.db import migrations

from kb.records.vendor_sql import by_vendor

KEPT = [
    "roll_call_id", "source_id", "record_id", "symbol", "title", "dated_on", "clock",
    "declared", "listed", "cells", "text", "sha256", "recorded_by_id", "recorded_at",
]

SQLITE = [
    f"""
    CREATE TRIGGER votes_reading_as_printed BEFORE UPDATE ON votes_reading
    WHEN NOT ({" AND ".join(f"NEW.{c} IS OLD.{c}" for c in KEPT)})
    BEGIN SELECT RAISE(ABORT, 'A reading stays as it was printed.'); END
    """,
]
SQLITE_UNDO = ["DROP TRIGGER votes_reading_as_printed"]
POSTGRES = [
    f"""
    CREATE FUNCTION votes_reading_as_printed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF {" AND ".join(f"NEW.{c} IS NOT DISTINCT FROM OLD.{c}" for c in KEPT)} THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'A reading stays as it was printed.' USING ERRCODE = 'check_violation';
    END $$
    """,
    """
    CREATE TRIGGER votes_reading_as_printed BEFORE UPDATE ON votes_reading
    FOR EACH ROW EXECUTE FUNCTION votes_reading_as_printed()
    """,
]
POSTGRES_UNDO = [
    "DROP TRIGGER votes_reading_as_printed ON votes_reading",
    "DROP FUNCTION votes_reading_as_printed()",
]


class Migration(migrations.Migration):
    dependencies = [("votes", "0001_initial")]
    operations = [
        by_vendor(
            sqlite=SQLITE, sqlite_undo=SQLITE_UNDO, postgres=POSTGRES, postgres_undo=POSTGRES_UNDO
        )
    ]
