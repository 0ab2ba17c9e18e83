"""What surveys are printed as."""
