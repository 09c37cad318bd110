"""The only room that knows nameko and eventlet: entry points with types, one port, a clean stop."""
