"""Why a sheet is not drawn."""


class RenderingFailed(Exception):
    """The page would not show everything as it is; nothing is issued from it."""
