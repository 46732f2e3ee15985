from django.db import migrations

from gongkai.audit import triggers


def install(apps, schema_editor):
    triggers.TRAIL.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.TRAIL.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
