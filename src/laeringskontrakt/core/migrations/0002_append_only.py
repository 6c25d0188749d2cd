"""The audit chain is written once and never changed, in the database too."""

from django.db import migrations

from laeringskontrakt.core import append_only


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [append_only.operation(append_only.AUDIT)]
