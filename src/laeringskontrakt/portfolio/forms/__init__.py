"""What people send on the pages over many contracts."""
