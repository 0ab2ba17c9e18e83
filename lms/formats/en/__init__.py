"""English words, Vietnamese dates and numbers."""
