"""One file that holds an installation: database, files, secrets and a list of them with hashes."""
