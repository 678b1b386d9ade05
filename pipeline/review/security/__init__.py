"""The guards, one a module: each has a test that fails without it."""
