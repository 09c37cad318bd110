"""分办: work orders, their duties and due times, and the rules in force."""
