from django.db import migrations

from common.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]

    operations = [append_only("governance_version", "governance_recommendationmove", "governance_castingvote")]
