"""What the ledger itself says: alarms."""
