"""What is asked of intake."""
