"""Reading a roster as it really is: the file, its header, its rows, its cells, its units; stores nothing."""
