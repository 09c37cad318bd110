"""Who is asking, and may they: signed tokens, roles and permissions, revocations, keys of feeds."""
