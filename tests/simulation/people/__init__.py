"""What people do: deeds as commands, and who is likely to do what."""
