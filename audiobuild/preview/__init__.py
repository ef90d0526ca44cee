"""dist/ on this machine: a server with byte ranges that builds again on change."""
