"""Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2): the appeals of a feed as its clients know service requests."""
