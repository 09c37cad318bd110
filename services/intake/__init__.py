"""受理: what enterprises and people say, as received: its number, its acceptance, and what its source asks later."""
