"""That one asks the other whether a draft may be deleted (T15)."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("contracts", "0003_copies_append_only")]

    operations = [
        migrations.AddField(
            model_name="learningcontract",
            name="deletion_asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="learningcontract",
            name="deletion_asked_by_name",
            field=models.CharField(blank=True, max_length=130),
        ),
        migrations.AddField(
            model_name="learningcontract",
            name="deletion_asked_by_party",
            field=models.CharField(
                blank=True,
                choices=[("trainee", "trainee"), ("supervisor", "supervisor")],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="learningcontract",
            constraint=models.CheckConstraint(
                condition=Q(deletion_asked_at=None, deletion_asked_by_name="")
                | (Q(deletion_asked_at__isnull=False) & ~Q(deletion_asked_by_name="")),
                name="learningcontract_deletion_asked_both_or_neither",
            ),
        ),
    ]
