"""One stored example of every type and shape of entry ever written, and what holds today's code to them."""
