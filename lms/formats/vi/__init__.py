"""How Vietnamese offices write dates and numbers."""
