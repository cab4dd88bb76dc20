"""On the way back, delete the alerts of addresses before their columns go.

In a migration, and so in a transaction, of its own: PostgreSQL alters no table on which the checks
of a DELETE are still to be made. For the same reason it must outlive a squash.
"""

from django.db import migrations


def drop_addresses(apps, _editor):
    """Delete what only an address stands for: without the column nobody could be told."""
    apps.get_model("buyers", "Alert").objects.filter(user=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("buyers", "0005_alert_of_an_address"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, drop_addresses),
    ]
