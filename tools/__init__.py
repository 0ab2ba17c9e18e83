"""Tools that make what the repository keeps: pictures and videos of the demonstration."""
