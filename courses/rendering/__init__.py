"""What is printed of a class."""
