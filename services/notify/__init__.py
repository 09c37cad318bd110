"""通知: who is told what at each turn of a case, and whether it reached them."""
