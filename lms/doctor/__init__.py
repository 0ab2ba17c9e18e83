"""Questions to an installation, each answered with one sentence: well, take care, or broken."""
