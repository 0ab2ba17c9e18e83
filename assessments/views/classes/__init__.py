"""Pages of what a class asks: its form, its two tests."""
