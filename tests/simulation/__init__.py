"""The whole system on one seed: real deciders and reactions, no database, no threads, no clock of the machine."""
