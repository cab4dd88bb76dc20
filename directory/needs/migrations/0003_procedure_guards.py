from django.db import migrations

# On SQLite a migration that makes one of these tables anew drops its triggers: it has to make them again.
# tests/needs/test_procedure.py notices where one is missing.

_RECEIVED = """
    NOT EXISTS (
        SELECT 1 FROM needs_response r
        WHERE r.id = NEW.winner_id AND r.need_id = NEW.need_id AND r.status = 'received'
    )
"""
_WON = "EXISTS (SELECT 1 FROM needs_outcome o WHERE o.winner_id = OLD.id)"
_SEALED = """
    EXISTS (SELECT 1 FROM needs_response r WHERE r.need_id = OLD.id AND r.status = 'received')
"""
#: name: table, when, condition, message.
GUARDS = {
    "needs_outcome_winner_insert": (
        "needs_outcome",
        "INSERT",
        f"NEW.winner_id IS NOT NULL AND {_RECEIVED}",
        "the winner is no received response to this need",
    ),
    "needs_outcome_winner_update": (
        "needs_outcome",
        "UPDATE",
        f"NEW.winner_id IS NOT NULL AND {_RECEIVED}",
        "the winner is no received response to this need",
    ),
    "needs_response_of_winner": (
        "needs_response",
        "UPDATE",
        f"{_WON} AND (NEW.status <> 'received' OR NEW.need_id <> OLD.need_id)",
        "a winning response stays received",
    ),
    "needs_need_deadline_kept": (
        "needs_need",
        "UPDATE",
        f"(NEW.deadline IS NULL OR NEW.deadline < OLD.deadline) AND {_SEALED}",
        "the deadline of a need with sealed responses is only extended",
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
    dependencies = [("needs", "0002_procedure")]

    operations = [migrations.RunPython(set_up, take_down)]
