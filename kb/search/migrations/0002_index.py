"""The index over the search entries, in the words of each engine.

Both take words without accents and capitals, parted by whatever is no letter and no figure. SQLite
keeps them beside the entries, by three triggers; PostgreSQL in a column that it computes itself,
without any extension. It takes no more than a million bytes of words for one entry, so that of a
very long text only the beginning is indexed there.

A later migration that alters this table on SQLite rebuilds it and drops the triggers: it must make
them again.
"""

from django.db import migrations

SQLITE = [
    """
    CREATE VIRTUAL TABLE search_index USING fts5(
      title, body, content='search_searchentry', content_rowid='id',
      tokenize="unicode61 remove_diacritics 2"
    )
    """,
    """
    CREATE TRIGGER search_index_insert AFTER INSERT ON search_searchentry BEGIN
      INSERT INTO search_index(rowid, title, body) VALUES (new.id, new.title, new.body);
    END
    """,
    """
    CREATE TRIGGER search_index_delete AFTER DELETE ON search_searchentry BEGIN
      INSERT INTO search_index(search_index, rowid, title, body)
      VALUES ('delete', old.id, old.title, old.body);
    END
    """,
    """
    CREATE TRIGGER search_index_update AFTER UPDATE ON search_searchentry BEGIN
      INSERT INTO search_index(search_index, rowid, title, body)
      VALUES ('delete', old.id, old.title, old.body);
      INSERT INTO search_index(rowid, title, body) VALUES (new.id, new.title, new.body);
    END
    """,
    "INSERT INTO search_index(search_index) VALUES ('rebuild')",
]
SQLITE_UNDO = [
    "DROP TRIGGER search_index_insert",
    "DROP TRIGGER search_index_delete",
    "DROP TRIGGER search_index_update",
    "DROP TABLE search_index",
]


def indexed(column):
    """Accents off, then ASCII and general punctuation to blanks: no path, no hyphened word."""
    letters = f"regexp_replace(normalize(left({column}, 250000), NFKD), '[\\u0300-\\u036f]', '', 'g')"
    marks = r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+"
    return f"to_tsvector('simple'::regconfig, regexp_replace({letters}, '{marks}', ' ', 'g'))"


POSTGRES = [
    f"""
    ALTER TABLE search_searchentry ADD COLUMN words tsvector GENERATED ALWAYS AS (
      setweight({indexed("title")}, 'A') || setweight({indexed("body")}, 'C')
    ) STORED
    """,
    "CREATE INDEX search_searchentry_words ON search_searchentry USING gin (words)",
]
POSTGRES_UNDO = ["ALTER TABLE search_searchentry DROP COLUMN words"]


def make_index(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRES)


def drop_index(apps, schema_editor):
    run(schema_editor, SQLITE_UNDO, POSTGRES_UNDO)


def run(schema_editor, sqlite, postgres):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for statement in postgres if is_postgres else sqlite:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make_index, drop_index)]
