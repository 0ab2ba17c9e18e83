"""Files of lists: asked for, made by a worker or at once, kept for some days."""
