"""What identity's pages read."""
