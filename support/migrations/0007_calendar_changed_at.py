from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0006_times'),
    ]

    operations = [
        migrations.AddField(
            model_name='offering',
            name='calendar_changed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
