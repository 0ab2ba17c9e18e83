"""Films arriving in pieces (tus 1.0.0): what the headers say, what may come, where the bytes lie, what becomes of them."""
