"""What routing answers questions from. The story of one case needs no copy: it is the case's own stream in the log."""
