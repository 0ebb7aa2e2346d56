# What is derived is made anew: `set_up` fills an empty index, `rebuild_search_index` any.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0001_initial'),
        ('support', '0002_pages_of_their_own'),
    ]

    operations = [
        migrations.DeleteModel(name='Posting'),
        migrations.AlterField(
            model_name='term',
            name='text',
            field=models.CharField(max_length=120),
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.PositiveSmallIntegerField(choices=[(1, 'hela namnet'), (2, 'namn'), (3, 'sammanfattning'), (4, 'beskrivning'), (5, 'plats')])),
                ('weight', models.PositiveSmallIntegerField()),
                ('offering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postings', to='support.offering')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postings', to='catalog.term')),
            ],
            options={
                'verbose_name': 'förekomst av sökord',
                'verbose_name_plural': 'förekomster av sökord',
                'constraints': [models.UniqueConstraint(fields=('term', 'offering'), name='posting_once_per_offering')],
            },
        ),
    ]
