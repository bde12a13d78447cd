"""The commands, a module each; every one has its click command under the name ``command``."""
