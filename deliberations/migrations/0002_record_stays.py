from django.db import migrations

from common.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("deliberations", "0001_initial")]

    operations = [append_only("deliberations_sittingmove", "deliberations_quorumcheck", "deliberations_agendaversion")]
