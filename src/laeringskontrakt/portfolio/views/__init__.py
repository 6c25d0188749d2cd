"""Pages over many contracts: home, plan, folder, paper."""
