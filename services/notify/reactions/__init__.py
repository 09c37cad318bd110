"""What notify does about other services' events: who is told, by which template. Pure."""
