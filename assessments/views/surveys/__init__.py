"""Pages of surveys: the public form, the desk that writes them, paper, and results."""
