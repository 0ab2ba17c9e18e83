"""An index of the words of names; see people/name_words.py and decision 0022.

SQLite drops a table's triggers when a later migration rebuilds it: that one must call `create` again, and a test
(tests/people/test_search.py) fails until it does.
"""

from django.db import migrations

from people import name_words


def create(apps, schema_editor):
    for statement in name_words.statements(schema_editor.connection.vendor, create=True):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in name_words.statements(schema_editor.connection.vendor, create=False):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("people", "0015_states_of_earlier_rosters")]
    operations = [migrations.RunPython(create, drop)]
