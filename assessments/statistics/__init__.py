"""The arithmetic of tests: sums that add up, and what is read from them; knows no Django (docs/decisions/0040)."""
