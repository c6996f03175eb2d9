from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import migrations, models
from psycopg.types.range import DateRange


def give_days(apps, _schema_editor):
    """Each pack that was active ended where the next one began; two of one day leave the former without a day."""
    packs = apps.get_model("initiatives", "RulePack").objects
    ends_on = None
    for pack in packs.order_by("-is_active", "-pk"):
        is_of_no_day = ends_on is not None and pack.valid_from >= ends_on
        pack.valid = DateRange(empty=True) if is_of_no_day else DateRange(pack.valid_from, ends_on)
        ends_on = ends_on if is_of_no_day else pack.valid_from
        pack.save(update_fields=["valid"])


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("initiatives", "0019_succession"),
    ]

    operations = [
        migrations.AddField("rulepack", "valid", DateRangeField(null=True)),
        migrations.RunPython(give_days, migrations.RunPython.noop),
        migrations.RemoveConstraint("rulepack", "one_active_rule_pack"),
        migrations.RemoveField("rulepack", "is_active"),
        migrations.RemoveField("rulepack", "valid_from"),
        migrations.AddField("rulepack", "text", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("rulepack", "needs_text", models.BooleanField(default=False)),
        migrations.AddField("rulepack", "revision", models.PositiveIntegerField(default=1)),
        migrations.AddField("rulepack", "saved_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "rulepack",
            "saved_by",
            models.ForeignKey(
                null=True, on_delete=models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            "rulepack",
            "brought_by",
            models.ForeignKey(
                null=True, on_delete=models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            "rulepack",
            ExclusionConstraint(name="one_rule_pack_in_force", expressions=[("valid", RangeOperators.OVERLAPS)]),
        ),
        migrations.AddConstraint(
            "rulepack",
            models.CheckConstraint(
                condition=models.Q(
                    ("needs_text", False), ("valid", None), models.Q(("text", ""), _negated=True), _connector="OR"
                ),
                name="no_rules_in_force_without_their_text",
            ),
        ),
    ]
