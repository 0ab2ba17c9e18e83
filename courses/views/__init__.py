"""Pages of learning: the lesson and its heartbeat, *Của tôi*, and giving courses to units."""
