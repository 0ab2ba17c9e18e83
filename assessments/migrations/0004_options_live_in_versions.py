"""What moved into versions leaves the tables of questions."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_questions_become_versions")]
    operations = [
        migrations.RemoveField(model_name="question", name="feedback"),
        migrations.DeleteModel(name="QuestionOption"),
    ]
