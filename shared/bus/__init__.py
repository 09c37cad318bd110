"""What is in a log travels, byte for byte and in order per case: relay, wire, inbox, parking."""
