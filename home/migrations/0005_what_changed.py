from django.db import migrations, models

from home.keeping.watched import watch


class Migration(migrations.Migration):
    """The log of changes and the triggers that write it; after every migration that made one of the tables watched."""

    dependencies = [
        ("home", "0004_public_face"),
        ("council", "0002_terms_do_not_overlap"),
        ("deliberations", "0007_method_requests"),
        ("governance", "0012_searched_in_the_index"),
        ("register", "0002_entries_stay"),
        ("territory", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=63, verbose_name="table")),
                ("key", models.BigIntegerField(null=True, verbose_name="clé")),
                ("transaction", models.BigIntegerField(db_index=True, null=True, verbose_name="transaction")),
                ("at", models.DateTimeField(db_index=True, verbose_name="le")),
            ],
            options={"verbose_name": "changement", "verbose_name_plural": "changements"},
        ),
        watch(),
    ]
