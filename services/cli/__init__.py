"""`huying`: one file per group of commands. The only room that sees all services."""
