"""What a reorganisation by hand does, refuses, and takes back exactly."""
