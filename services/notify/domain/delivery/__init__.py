"""A delivery on its way: tried, tried again later, sent, doubtful or given up. It was planned by the case's recipient."""
