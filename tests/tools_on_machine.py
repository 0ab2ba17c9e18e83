"""Programs that only some machines have: a test without its own is skipped, and fails where everything must be there."""

import os
import shutil

import pytest


def needs(program: str) -> pytest.MarkDecorator:
    """Skip without the program; with REQUIRE_SHARED the test runs, and fails for want of it."""
    absent = shutil.which(program) is None and not os.environ.get("REQUIRE_SHARED")
    return pytest.mark.skipif(absent, reason=f"{program} is not on this machine")
