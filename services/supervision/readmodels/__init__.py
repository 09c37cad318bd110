"""What is asked of supervision."""
