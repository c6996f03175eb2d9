import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

THINGS = ("amendment", "appointment", "coordination", "plan", "rung")


def points_at(matter, thing):
    return models.Q(matter=matter, **{f"{name}__isnull": name != thing for name in THINGS})


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0018_offers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="round",
            name="a_round_points_at_what_it_decides",
        ),
        migrations.AddField(
            model_name="appointment",
            name="consented_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="appointment",
            name="consented_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="appointment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rounds",
                to="initiatives.appointment",
            ),
        ),
        migrations.AlterField(
            model_name="round",
            name="matter",
            field=models.CharField(
                choices=[
                    ("registration", "registration"),
                    ("strategic_plan", "strategic plan"),
                    ("institutional_rung", "rung of institutionalisation"),
                    ("coordination", "coordination agreement"),
                    ("amendment", "amendment"),
                    ("succession", "change of managing organisation"),
                ],
                default="registration",
                max_length=24,
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(consented_at=None, consented_by=None)
                | models.Q(consented_at__isnull=False, consented_by__isnull=False, declined_at=None),
                name="appointment_consented_by_and_at_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=points_at("registration", "")
                | points_at("strategic_plan", "plan")
                | points_at("institutional_rung", "rung")
                | points_at("coordination", "coordination")
                | points_at("amendment", "amendment")
                | points_at("succession", "appointment"),
                name="a_round_points_at_what_it_decides",
            ),
        ),
    ]
