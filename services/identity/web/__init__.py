"""Sign-in, start page, own account, accounts."""
