"""BuildKit's own build checks: what ``docker build --check`` warns of without refusing the file.

The names are BuildKit's, and so are the lines: a warning stands on the first line of its instruction.
"""
