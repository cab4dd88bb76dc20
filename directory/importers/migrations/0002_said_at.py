from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("importers", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="importrecord",
            name="said_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the source said it, where it dates what it says.",
                null=True,
                verbose_name="said",
            ),
        ),
    ]
