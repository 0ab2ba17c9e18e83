"""What is done with classes held before this system."""
