"""Staff had accounts before addresses were verified: other staff wrote theirs."""

from django.conf import settings
from django.db import migrations


def vouch(apps, _schema_editor):
    User = apps.get_model("users", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    known = {email.lower() for email in EmailAddress.objects.values_list("email", flat=True)}
    for user in User.objects.filter(is_staff=True).exclude(email=""):
        if user.email.lower() not in known:
            EmailAddress.objects.create(
                user=user, email=user.email.lower(), verified=True, primary=True
            )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(vouch, migrations.RunPython.noop)]
