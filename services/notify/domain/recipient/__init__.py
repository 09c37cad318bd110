"""The recipient: who is to be told about a case, one stream per case. It plans the deliveries; each then lives alone."""
