"""`python -m lms.supervisor`: start the embedded profile without paying for Django's start."""

import sys

from lms.supervisor.embedded import main

sys.exit(main())
