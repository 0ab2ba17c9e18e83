"""What runs inside Django, in a process of its own, and says its findings as one line of JSON."""
