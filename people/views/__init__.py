"""The HR desk's pages about people: permission, form, one service or query, answer."""
