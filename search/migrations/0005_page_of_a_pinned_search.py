import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_pinned_results"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="pinnedsearch",
            name="page",
            field=models.ForeignKey(
                blank=True,
                help_text="It is named above the results, also where nothing is found; in the other language its translation, if it has one. While it is not public it is not named.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.page",
                verbose_name="page of the site",
            ),
        ),
    ]
