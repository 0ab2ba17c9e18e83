"""Pages of chasing: today, ladders, what became of it, letters, holidays; and the reader's own."""
