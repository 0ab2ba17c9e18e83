"""Static files under names made of their content, modules that import each other included."""

import re
from collections.abc import Iterator
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = re.compile(r"js/[^/]+\.js")
COMMENT_LINES = re.compile(
    rb"(?m)^[ \t]*//.*\n"
)  # a seventh of what a phone fetches; strings keep theirs within a line


class StaticFiles(CompressedManifestStaticFilesStorage):
    """What a module imports is named by its hash as well: kept for a year, and never mixed with another release's."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Our own modules leave without their comments."""
        ours = [] if dry_run else [name for name in paths if OURS.fullmatch(name)]
        for name in ours:
            self._bare(name)
        yield from super().post_process(paths | {name: (self, name) for name in ours}, dry_run, **options)

    def _bare(self, name: str) -> None:
        with self.open(name, "rb") as file:
            text = file.read()
        with self.open(name, "wb") as file:
            file.write(COMMENT_LINES.sub(b"", text))
