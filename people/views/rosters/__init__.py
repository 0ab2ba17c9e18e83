"""The roster wizard: choose a file, say what its columns are, mend rows, have it approved, take it over, undo."""
