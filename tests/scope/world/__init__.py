"""The cast of the matrix; roles.py says who comes, things.py what there is."""

from tests.scope.world.building import build
from tests.scope.world.roles import DESK, ROLES, SEES_ALL
from tests.scope.world.things import World

__all__ = ["DESK", "ROLES", "SEES_ALL", "World", "build"]
