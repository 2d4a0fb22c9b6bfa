"""The ledger refuses deletion, and every change but the erasure of a row's content.

A later migration that alters this table on SQLite rebuilds it and drops the triggers: it must make
them again.
"""

from django.db import migrations

from kb.records.vendor_sql import by_vendor

KEPT = [
    "id", "kind", "record", "version", "action", "source_id", "by_id", "at",
    "content_digest", "previous", "digest",
]

SQLITE = [
    """
    CREATE TRIGGER records_ledger_no_delete BEFORE DELETE ON records_ledger
    BEGIN SELECT RAISE(ABORT, 'The ledger is append-only.'); END
    """,
    f"""
    CREATE TRIGGER records_ledger_no_update BEFORE UPDATE ON records_ledger
    WHEN NOT (NEW.changes IS NULL AND NEW.reason = '' AND NEW.salt = ''
              AND {" AND ".join(f"NEW.{c} IS OLD.{c}" for c in KEPT)})
    BEGIN SELECT RAISE(ABORT, 'The ledger is append-only.'); END
    """,
]
SQLITE_UNDO = [
    "DROP TRIGGER records_ledger_no_delete",
    "DROP TRIGGER records_ledger_no_update",
]
POSTGRES = [
    f"""
    CREATE FUNCTION records_ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND NEW.changes IS NULL AND NEW.reason = '' AND NEW.salt = ''
         AND {" AND ".join(f"NEW.{c} IS NOT DISTINCT FROM OLD.{c}" for c in KEPT)} THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'The ledger is append-only.' USING ERRCODE = 'check_violation';
    END $$
    """,
    """
    CREATE TRIGGER records_ledger_append_only BEFORE UPDATE OR DELETE ON records_ledger
    FOR EACH ROW EXECUTE FUNCTION records_ledger_append_only()
    """,
]
POSTGRES_UNDO = [
    "DROP TRIGGER records_ledger_append_only ON records_ledger",
    "DROP FUNCTION records_ledger_append_only()",
]


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [
        by_vendor(
            sqlite=SQLITE, sqlite_undo=SQLITE_UNDO, postgres=POSTGRES, postgres_undo=POSTGRES_UNDO
        )
    ]
