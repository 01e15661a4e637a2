from django.db import migrations

from common.append_only import append_only


def start_the_chain(apps, schema_editor):
    """The head exists from the first day, so that an empty register is distinguishable from an emptied one."""
    apps.get_model("register", "Head").objects.get_or_create(id=1)


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]

    operations = [
        append_only("register_entry", "register_anchor"),
        migrations.RunPython(start_the_chain, migrations.RunPython.noop),
    ]
