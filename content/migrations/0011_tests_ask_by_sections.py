"""What moved into sections leaves the pages of tests."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("content", "0010_banks_of_tests_become_sections")]
    operations = [
        migrations.RemoveField(model_name="quizpage", name="bank"),
        migrations.RemoveField(model_name="quizpage", name="draw"),
    ]
