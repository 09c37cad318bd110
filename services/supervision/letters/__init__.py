"""Official letters as Word documents in the form of GB/T 9704-2012: the paper, the templates, filling them."""
