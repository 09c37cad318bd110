"""Files that askers send: known by their bytes, scanned, and kept encrypted under the asker's key."""
