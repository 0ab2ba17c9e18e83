"""A StreamField whose migrations omit block definitions (decision 0008)."""

from typing import Any

from wagtail.fields import StreamField


class LightStreamField(StreamField):
    """Blocks change often and no column changes with them, so migrations need not hear of it."""

    def __init__(self, block_types: Any = None, **kwargs: Any) -> None:
        super().__init__(block_types or [], **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """As StreamField's, without the blocks."""
        name, path, _blocks, kwargs = super().deconstruct()
        del kwargs["block_lookup"]
        return name, path, [], kwargs
