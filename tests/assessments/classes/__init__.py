"""What a class asks its people."""
