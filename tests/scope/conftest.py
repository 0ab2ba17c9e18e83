"""The cast of the matrix."""

from tests.built_world import built_world, world

__all__ = ["built_world", "world"]
