"""What a template is and what it must say: pure, so that it is tested in milliseconds."""
