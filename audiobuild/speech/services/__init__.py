"""What waits for a network: asking services politely, keeping their answers, fetching models."""
