"""What the words in the name of a script, make target, npm script or task say."""

from __future__ import annotations

from mkdocs_multistage.roles.tables.model import words

TEST_WORDS = words(
    "acceptance audit bench benchmark check checks clippy conformance coverage e2e fmt format functional integration lint lints linter linting "
    "outdated phpunit pytest qa sanity smoke spec specs test testing tests tidy-check typecheck unit unittest unittests validate verify vet"
)
BUILD_WORDS = words(
    "all assemble assets bin binaries binary build builds bundle bundler client codegen collectstatic compile configure create cross css deb dist doc "
    "docs dynbinary export frontend gen generate html image jar js lib libs make man minify modules_install pack package postbuild prebuild "
    "prepare prod production proto protobuf protos publish rebuild release rpm server-build site stage static tarball transpile ui war wasm web "
    "webapp webpack"
)
DEPS_WORDS = words(
    "bootstrap dep dependencies dependency deps modules node_modules packages requirements restore vendor vendored"
)
FETCH_WORDS = words("clone download downloads fetch get pull")
DEV_WORDS = words("debug dev develop development hot live reload serve storybook watch")
RUN_WORDS = words("entrypoint prod preview run server start up")
INSTALL_WORDS = words("init install installer provision setup")
# Package managers of applications, in the name of a script that installs.
MANAGER_WORDS = words("bundle bundler composer gems npm pip pnpm poetry uv yarn")
