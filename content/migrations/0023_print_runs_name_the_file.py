from django.db import migrations, models

NAME = 'a_print_run_is_of_a_version_or_a_document'


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0022_numbers_of_documents'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='printrun', name=NAME),
        migrations.AddConstraint(
            model_name='printrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('material__isnull', True), ('material_day__isnull', True), ('material_number__isnull', True), ('version__isnull', False)), models.Q(('material__isnull', False), ('material_day__isnull', False), ('material_number__isnull', False), ('version__isnull', True)), _connector='OR'), name=NAME),
        ),
    ]
