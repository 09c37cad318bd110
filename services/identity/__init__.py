"""Identity (账户): who may sign in, with which roles; it signs the tokens that all services verify."""
