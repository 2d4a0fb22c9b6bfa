"""One State has one seat in a body at a time: an exclusion constraint, or two triggers."""

from django.db import migrations

from kb.council.migrations._seats import POSTGRES, POSTGRES_UNDO, SQLITE, SQLITE_UNDO
from kb.records.vendor_sql import by_vendor


class Migration(migrations.Migration):
    dependencies = [("council", "0001_initial")]
    operations = [
        by_vendor(
            sqlite=SQLITE, sqlite_undo=SQLITE_UNDO, postgres=POSTGRES, postgres_undo=POSTGRES_UNDO
        )
    ]
