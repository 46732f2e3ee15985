"""What `tools/catalogues.py` is made of: the domains, what is taken from the source, the files, what other packages leave in English."""
