"""What intake does about other services' events. Pure."""
