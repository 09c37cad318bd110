"""Recipients and deliveries. Pure."""
