"""What is asked of notify."""
