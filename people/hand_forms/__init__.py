"""Forms for one person: who they are, their posts, their roles; the merge; the lists they choose from."""
