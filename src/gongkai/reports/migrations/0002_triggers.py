from django.db import migrations

from gongkai.reports import triggers


def install(apps, schema_editor):
    for guards in triggers.GUARDS:
        guards.install(schema_editor.connection)


def remove(apps, schema_editor):
    for guards in triggers.GUARDS:
        guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
