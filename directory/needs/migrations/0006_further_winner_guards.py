from django.db import migrations

# On SQLite a migration that makes one of these tables anew drops its triggers: it has to make them again.

_CHOSEN = """
    NOT EXISTS (
        SELECT 1 FROM needs_response r JOIN needs_outcome o ON o.id = NEW.outcome_id
        WHERE r.id = NEW.winner_id AND r.need_id = o.need_id AND r.status = 'received'
        AND o.winner_id IS NOT NULL AND o.winner_id <> r.id
    )
"""
_WON = "EXISTS (SELECT 1 FROM needs_furtherwinner w WHERE w.winner_id = OLD.id)"
_REFUSED = "the further winner is no other received response to the need that was won"
#: name: table, when, condition, message.
GUARDS = {
    "needs_furtherwinner_insert": ("needs_furtherwinner", "INSERT", _CHOSEN, _REFUSED),
    "needs_furtherwinner_update": ("needs_furtherwinner", "UPDATE", _CHOSEN, _REFUSED),
    "needs_response_of_furtherwinner": (
        "needs_response",
        "UPDATE",
        f"{_WON} AND (NEW.status <> 'received' OR NEW.need_id <> OLD.need_id)",
        "a winning response stays received",
    ),
}


def _create(vendor, name, table, when, condition, message):
    if vendor == "sqlite":
        yield (
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{message}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $guard$"
    )
    yield (f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def set_up(_apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for name, parts in GUARDS.items():
        for statement in _create(vendor, name, *parts):
            schema_editor.execute(statement)


def take_down(_apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for name, (table, *_rest) in GUARDS.items():
        if vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")


class Migration(migrations.Migration):
    dependencies = [("needs", "0005_further_winners")]

    operations = [migrations.RunPython(set_up, take_down)]
