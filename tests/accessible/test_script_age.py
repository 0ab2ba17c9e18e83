"""A browser that can begin our scripts can finish them: what it calls is no newer than how it is written.

`??=` came with Chrome 85 and Safari 14; an older browser leaves the modules alone. Phones that stopped there are about:
a method they lack would end a test's clock, or the count of watched seconds, in the middle.
"""

import re

from django.conf import settings

LATER = re.compile(
    r"\.at\(-|\.findLast|Object\.(hasOwn|groupBy)\b|structuredClone|\.to(Sorted|Reversed|Spliced)\(|"
    r"AbortSignal\.(any|timeout)|\bwithResolvers|\.checkVisibility|\(\?<[=!]|\bcanParse\b|Array\.fromAsync"
)


def test_no_script_stops_halfway_in_a_browser_that_could_begin_it() -> None:
    scripts = [*settings.BASE_DIR.glob("*/static/js/*.js"), *settings.BASE_DIR.glob("lms/offline/*.js")]
    assert len(scripts) > 50
    found = [f"{path.name}: {one.group()}" for path in scripts for one in LATER.finditer(path.read_text())]
    assert found == []
