from django.db import migrations, models

# A database that is restored from a dump counts its transactions from the start again. Their numbers go on ahead of
# all that was sealed, so that no later event falls among those that a seal covers.
# The order of reading matters: whoever seals moves "ahead" before "sealed".
COUNT_ON = """
CREATE SEQUENCE audit_transactions_sealed MINVALUE 0 START 0;
CREATE SEQUENCE audit_transactions_ahead MINVALUE 0 START 0;
CREATE FUNCTION audit_transaction(number bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    sealed bigint := (SELECT last_value FROM audit_transactions_sealed);
    ahead bigint := (SELECT last_value FROM audit_transactions_ahead);
BEGIN
    IF number + ahead < sealed THEN
        ahead := setval('audit_transactions_ahead', sealed);
    END IF;
    RETURN number + ahead;
END
$$;
"""

STOP = """
DROP FUNCTION audit_transaction(bigint);
DROP SEQUENCE audit_transactions_ahead;
DROP SEQUENCE audit_transactions_sealed;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_audit_is_append_only")]

    operations = [
        migrations.RunSQL(COUNT_ON, STOP),
        migrations.AlterField(
            "auditevent",
            "transaction",
            models.BigIntegerField(
                db_default=models.Func(
                    output_field=models.BigIntegerField(),
                    template="audit_transaction(pg_current_xact_id()::text::bigint)",
                ),
                editable=False,
            ),
        ),
    ]
