from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clusterportal', '0001_exports_and_saved_views'),
    ]

    operations = [
        migrations.AddField(
            model_name='export',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
