"""The wire over RabbitMQ (3.10 to 4.x): what is in a log travels byte for byte and in order per case."""
