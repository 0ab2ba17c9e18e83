"""Questions of chasing: who still has to be reminded, by which rung, who reads of it, and what became of it."""
