"""What the words in the name of a script, make target, npm script or task say."""

from __future__ import annotations

TEST_WORDS = frozenset(
    "acceptance audit bench benchmark check checks clippy conformance coverage e2e fmt format functional integration lint lints linter linting "
    "outdated phpunit pytest qa sanity smoke spec specs test testing tests tidy-check typecheck unit unittest unittests validate verify vet".split()
)
BUILD_WORDS = frozenset(
    "all assemble assets bin binaries binary build builds bundle bundler client codegen collectstatic compile configure create cross css deb dist doc "
    "docs dynbinary export frontend gen generate html image jar js lib libs make man minify modules_install pack package postbuild prebuild "
    "prepare prod production proto protobuf protos publish rebuild release rpm server-build site stage static tarball transpile ui war wasm web "
    "webapp webpack".split()
)
DEPS_WORDS = frozenset(
    "bootstrap dep dependencies dependency deps modules node_modules packages requirements restore vendor vendored".split()
)
FETCH_WORDS = frozenset("clone download downloads fetch get pull".split())
DEV_WORDS = frozenset("debug dev develop development hot live reload serve storybook watch".split())
RUN_WORDS = frozenset("entrypoint prod preview run server start up".split())
INSTALL_WORDS = frozenset("init install installer provision setup".split())
# Package managers of applications, in the name of a script that installs.
MANAGER_WORDS = frozenset("bundle bundler composer gems npm pip pnpm poetry uv yarn".split())
