"""Development tools: setting up a clone, its assets, its texts, its system packages."""
