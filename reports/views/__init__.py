"""Pages of the HR desk that show figures."""
