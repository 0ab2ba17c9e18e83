"""What helpers of the ấp record."""
