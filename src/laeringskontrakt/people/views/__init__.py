"""Pages of people: signing in, the own account, proof of presence, the demo."""
