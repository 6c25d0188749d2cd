"""What stands between the web server and the pages: streams, health, and the way to Django.

One process kind and one port serve everything (docs/adr/0014).
"""
