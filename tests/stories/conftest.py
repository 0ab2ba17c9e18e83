"""The learner who completes a course, as the tests of certificates know them."""

from tests.certificates.conftest import commune, complete, province, release

__all__ = ["commune", "complete", "province", "release"]
