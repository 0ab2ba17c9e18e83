"""Templates in the studio; certificates/wagtail_hooks.py hangs the addresses below /quan-tri/."""
