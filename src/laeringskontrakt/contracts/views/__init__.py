"""Pages of contracts: each fetches through what the person may see, and does one thing."""
