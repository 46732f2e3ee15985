from django.db import migrations

from gongkai.registers import triggers


def install(apps, schema_editor):
    triggers.GUARDS.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.GUARDS.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
