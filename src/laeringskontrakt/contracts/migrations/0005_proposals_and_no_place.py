"""Competencies the supervisor proposes; and a meeting has no place, which nobody asked for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import laeringskontrakt.core.models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0004_deletion_is_asked"),
        ("curriculum", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField(model_name="meeting", name="place"),
        migrations.CreateModel(
            name="ProposedCompetency",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=laeringskontrakt.core.models.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("proposed_by_name", models.CharField(max_length=130)),
                ("proposed_at", models.DateTimeField()),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="curriculum.competency",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposed",
                        to="contracts.learningcontract",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["proposed_at", "id"]},
        ),
        migrations.AddConstraint(
            model_name="proposedcompetency",
            constraint=models.UniqueConstraint(
                fields=("contract", "competency"), name="a_competency_is_proposed_once"
            ),
        ),
    ]
