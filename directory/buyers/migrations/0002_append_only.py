from django.db import migrations

# On SQLite a migration that makes one of these tables anew drops its triggers: it has to make them again.
# tests/buyers/test_trail.py notices where one is missing.

TABLES = ("buyers_shortlist", "buyers_shortlistentry", "buyers_decision")
_MESSAGE = "a shortlist is only added to"


def _sqlite(table):
    for when in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_no_{when.lower()} BEFORE {when} ON {table} FOR EACH ROW "
            f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
        )
    # INSERT OR REPLACE deletes a row without asking the triggers of deletions.
    known = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608  names of this module
    yield (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} FOR EACH ROW WHEN {known} "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    )


def set_up(_apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for statement in _sqlite(table):
                schema_editor.execute(statement)
        return
    schema_editor.execute(
        "CREATE FUNCTION buyers_append_only() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN "
        f"RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $guard$"
    )
    for table in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION buyers_append_only()"
        )


def take_down(_apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for name in ("update", "delete", "replace"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{name}")
        return
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
    schema_editor.execute("DROP FUNCTION IF EXISTS buyers_append_only()")


class Migration(migrations.Migration):
    dependencies = [("buyers", "0001_initial")]

    operations = [migrations.RunPython(set_up, take_down)]
