from django.db import migrations

# TRUNCATE asks no trigger of rows, and its CASCADE reaches from other tables. A table without rows may be emptied:
# Django's flush, which the tests use, names every table. In a transaction that looks at an older state the
# question whether there are rows says nothing, so there it is refused.

TABLES = ("buyers_shortlist", "buyers_shortlistentry", "buyers_decision")
_MESSAGE = "a shortlist is only added to"


def set_up(_apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(
        "CREATE FUNCTION buyers_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $guard$ "
        "DECLARE kept boolean; BEGIN "
        "EXECUTE format('SELECT EXISTS (TABLE %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO kept; "
        "IF kept OR current_setting('transaction_isolation') <> 'read committed' THEN "
        f"RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END IF; RETURN NULL; END $guard$",
        # Without parameters, or the signs of format() would be taken for places of theirs.
        params=None,
    )
    for table in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION buyers_not_emptied()"
        )


def take_down(_apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_not_emptied ON {table}")
    schema_editor.execute("DROP FUNCTION IF EXISTS buyers_not_emptied()")


class Migration(migrations.Migration):
    dependencies = [("buyers", "0006_drop_addresses_going_back")]

    operations = [migrations.RunPython(set_up, take_down)]
