"""Rules in force: units, catalogue, limits, calendar, templates, as adopted; pure values."""
