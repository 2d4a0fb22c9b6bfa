"""Bodies, sessions, States, groups and seats get a public id and a version.

A unique id takes three steps: a column, an id for every row that is there, the constraint. SQLite
rebuilds the table of seats, so its triggers go first and come back last.
"""

import uuid

from django.db import migrations, models

from kb.council.migrations._seats import SQLITE, SQLITE_UNDO
from kb.records.vendor_sql import by_vendor

HEADS = ["body", "group", "seat", "session", "state"]


def give_public_ids(apps, schema_editor):
    for name in HEADS:
        heads = apps.get_model("council", name).objects
        rows = list(heads.only("pk"))
        for row in rows:
            row.public_id = uuid.uuid4()
        heads.bulk_update(rows, ["public_id"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("council", "0002_seats_do_not_overlap")]
    operations = [
        by_vendor(sqlite=SQLITE_UNDO, sqlite_undo=SQLITE, postgres=[], postgres_undo=[]),
        *(
            migrations.AddField(
                model_name=name,
                name="version",
                field=models.PositiveIntegerField(default=1, editable=False),
            )
            for name in HEADS
        ),
        *(
            migrations.AddField(
                model_name=name,
                name="public_id",
                field=models.UUIDField(editable=False, null=True),
            )
            for name in HEADS
        ),
        migrations.RunPython(give_public_ids, migrations.RunPython.noop),
        *(
            migrations.AlterField(
                model_name=name,
                name="public_id",
                field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
            )
            for name in HEADS
        ),
        by_vendor(sqlite=SQLITE, sqlite_undo=SQLITE_UNDO, postgres=[], postgres_undo=[]),
    ]
