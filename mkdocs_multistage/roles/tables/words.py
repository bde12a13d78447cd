"""What the words in the name of a script, make target, npm script or task say."""

from __future__ import annotations

from mkdocs_multistage.roles.tables.model import words

# Words that end in "test" and mean none.
NO_TEST_WORDS = words("attest contest fastest greatest latest newest oldest protest")
TEST_WORDS = words(
    "acceptance audit bench benchmark check checks clippy conformance coverage e2e fmt format functional integration lint lints linter linting "
    "outdated phpunit pytest qa sanity smoke spec specs test testing tests tidy-check typecheck unit unittest unittests validate verify vet"
)
BUILD_WORDS = words(
    "assemble build builder builds bundle bundler codegen collectstatic compile configure create cross dist dynbinary export gen generate make minify "
    "pack package postbuild prebuild prepare publish rebuild release stage transpile webpack"
)
# Things that are made; a target is often called after what it makes.
OBJECT_WORDS = words(
    "all assets bin binaries binary client css deb doc docs frontend html image jar js lib libs man modules_install prod production proto "
    "protobuf protos rpm server site static tarball ui war wasm web webapp"
)
DEPS_WORDS = words(
    "bootstrap dep dependencies dependency deps modules node_modules packages requirements restore vendor vendored"
)
FETCH_WORDS = words("clone download downloads fetch get pull")
DEV_WORDS = words("debug dev develop development hot live reload serve storybook watch")
RUN_WORDS = words("entrypoint preview run start up")
# Nouns for what runs.
SERVICE_WORDS = words("api app application backend daemon frontend server service svc web webapp worker")
INSTALL_WORDS = words("init install installer provision setup")
# Package managers of applications, in the name of a script that installs.
MANAGER_WORDS = words("bundle bundler composer gems npm pip pnpm poetry uv yarn")
