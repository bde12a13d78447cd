"""Measuring sizes by building: the examples of pages and files in, the size of each stage's image out.

`plan` decides what is built, `measure_process` runs programs (the one place where that is done), `engine` knows what to ask of
Docker and Podman, `measuring` builds and reads sizes, `record` keeps them in ``multistage-sizes.json``.
"""
