"""What the screens of certificates are told; each module one kind of screen."""
