from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                fields=["id"],
                name="search_change_vocabulary",
                condition=models.Q(type="vocabulary"),
            ),
        ),
    ]
