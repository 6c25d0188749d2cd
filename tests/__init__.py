"""The tests; they mirror ``src/laeringskontrakt``."""
