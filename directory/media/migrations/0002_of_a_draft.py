"""Which pictures belong to drafts of teams."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="catalogueimage",
            name="of_a_draft",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
