"""“Ít nhất 01 mô hình” was written as 0.01 % of communes; it is a number of them."""

from decimal import Decimal

from django.db import migrations

CODE = "mo-hinh-01"


def say_a_number(apps, schema_editor):
    Target = apps.get_model("reports", "Target")
    for target in Target.objects.filter(code=CODE, counts="don_vi", percent=Decimal("0.01")):
        target.population = target.population | {"least": 1, "noun": "mô hình"}
        target.percent = 100
        target.definition_version += 1
        target.save(update_fields=["population", "percent", "definition_version"])


def say_a_share(apps, schema_editor):
    Target = apps.get_model("reports", "Target")
    for target in Target.objects.filter(code=CODE, population__least=1):
        target.population = {key: value for key, value in target.population.items() if key not in ("least", "noun")}
        target.percent = Decimal("0.01")
        target.save(update_fields=["population", "percent"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0018_training_plan_steps_are_append_only")]
    operations = [migrations.RunPython(say_a_number, say_a_share)]
