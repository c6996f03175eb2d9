from django.db import migrations

from accounts.at_once import AtOnce

NAMES = (
    "0001_initial",
    "0002_release_questions",
    "0003_indicator_family",
    "0004_observation_keys",
    "0005_indicator_is_kept",
    "0006_figure_doubts_and_due_days",
    "0007_composite_recipes",
    "0008_second_person_and_comparisons",
    "0009_scan_rules_and_dismissals",
    "0010_doubt_once",
    "0011_bounds_of_withheld_values",
)


class Migration(migrations.Migration):
    initial = True

    replaces = [("indicators", name) for name in NAMES]

    dependencies = [("accounts", "0005_unsent")]

    operations = [AtOnce("indicators", NAMES)]
