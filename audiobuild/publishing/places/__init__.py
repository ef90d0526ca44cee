"""The places that there are. They do not know each other."""
