"""Work on many certificates at once, from its start to its files; the row of the batch is the truth."""
