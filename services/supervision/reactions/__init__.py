"""What supervision does about other services' events. Pure."""
