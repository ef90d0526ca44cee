"""What waits for a network: asking services politely, keeping their responses, fetching models."""
