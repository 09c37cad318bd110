"""What routing does about other services' events; pure."""
