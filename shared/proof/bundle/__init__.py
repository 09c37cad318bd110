"""Evidence bundles (decision 20): reading one without trusting it, and the verdict about it. Stands alone as its room."""
