"""Every write to a contract. Each checks the rules under the contract's row lock."""
