"""Appeals, complaints about officials, feeds. Pure."""
