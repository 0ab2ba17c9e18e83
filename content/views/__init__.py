"""The public pages: plain views over the shelf, cheap enough for a whole province."""
