"""Django made ready for a script of this folder."""

import json
import os
import sys
from typing import Any


def setup() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
    django.setup()


def tell(found: Any) -> None:
    json.dump(found, sys.stdout)
    print()
