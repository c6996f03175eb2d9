from django.db import migrations

from accounts.at_once import AtOnce

NAMES = (
    "0001_initial",
    "0002_audit_is_append_only",
    "0003_audit_survives_a_restore",
    "0004_notice_choices_and_daily_mail",
    "0005_unsent",
)


class Migration(migrations.Migration):
    initial = True

    replaces = [("accounts", name) for name in NAMES]

    dependencies = [("auth", "0012_alter_user_first_name_max_length")]

    operations = [AtOnce("accounts", NAMES, before=("0003_audit_survives_a_restore",))]
