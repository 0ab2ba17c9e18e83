"""The scope matrix: each role at each address with something of its own, something foreign, something unknown."""
