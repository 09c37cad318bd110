"""What routing decides; pure."""
