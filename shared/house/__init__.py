"""The house of one service: from command to entries, from a heard message to commands, with its rules and vault."""
