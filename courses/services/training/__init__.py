"""Planning classes in halls, and who comes."""
