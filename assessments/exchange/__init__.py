"""Questions between this system and the places where teachers keep them: a neutral record, and writers of files."""
