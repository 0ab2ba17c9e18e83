"""Open Badges 3.0: the formats and their arithmetic, without a database; see docs/decisions/0031."""
