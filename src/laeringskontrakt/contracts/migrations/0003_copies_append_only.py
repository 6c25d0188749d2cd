"""What was handed out is never changed, in the database too."""

from django.db import migrations

from laeringskontrakt.contracts.append_only import COPIES
from laeringskontrakt.core import append_only


class Migration(migrations.Migration):
    dependencies = [("contracts", "0002_append_only")]

    operations = [append_only.operation(COPIES)]
