"""What moved into sections leaves the table of tests."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assessments", "0011_banks_become_sections")]
    operations = [
        migrations.RemoveField(model_name="quiz", name="bank"),
        migrations.RemoveField(model_name="quiz", name="draw"),
    ]
