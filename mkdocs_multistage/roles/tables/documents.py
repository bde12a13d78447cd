"""What generators of documentation, sites, schemas and configuration do."""

from __future__ import annotations

from mkdocs_multistage.roles.tables.model import Table, any_of

_WRITERS = any_of(
    "antora asciidoctor asciidoctor-pdf bikeshed d2 doxygen gitbook go-md2man groff help2man javadoc jsdoc latexmk lualatex mandoc mdbook mmdc "
    "pandoc pdflatex pdoc pdoc3 plantuml quarto rdoc redoc-cli redocly ronn scdoc sphinx sphinx-apidoc sphinx-build tectonic typedoc typst "
    "xelatex yard"
)

DOCUMENTS: Table = {
    "protoc|protoc-gen-go|flatc|thrift|capnp|grpc_tools.protoc": "build",
    "buf generate|build|export": "build",
    "buf lint|breaking|format": "test",
    "buf dep|mod": "deps",
    "mkdocs|zensical|mike|properdocs build|gh-deploy|deploy": "build",
    "mkdocs|zensical|properdocs serve": "dev",
    "hugo new": "generate",
    "hugo|zola server|serve": "dev",
    "hugo version|env|mod": "idle",
    "hugo|zola": "build",
    "sphinx-build -b|-M linkcheck|doctest|spelling": "test",
    "sphinx-autobuild": "dev",
    f"{_WRITERS} test": "test",
    f"{_WRITERS} serve|watch": "dev",
    f"{_WRITERS}": "build",
    "helm lint|unittest|test": "test",
    "helm template|package": "build",
    "helm dependency|dep": "deps",
    "helm repo|plugin": "tool",
    "kustomize": "build",
    "kubectl kustomize": "build",
    "terraform|tofu fmt|validate": "test",
    "terraform|tofu init": "deps",
    "envsubst|jsonnet|gomplate|jinja2|j2|m4|mustache|consul-template|dhall|cue|ytt": "build",
}
