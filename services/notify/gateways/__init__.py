"""How messages leave the house: a file outbox, mail, HTTP gateways for SMS and WeChat, write-back to a feed's source."""
