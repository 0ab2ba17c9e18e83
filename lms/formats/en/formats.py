"""English readers get the same dates and numbers: 05/11/2026 must not become the fifth month with the language."""

from lms.formats.vi.formats import *  # noqa: F403
