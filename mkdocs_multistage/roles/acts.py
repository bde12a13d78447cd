"""What commands do, as tables: a simple command in, the kind of act it is out.

A pattern is a program and what must stand behind it, in order:

* a word (with ``|`` for choices and ``*`` as in a glob) is the next argument that is no option;
* ``-word`` is an option anywhere; ``!`` before it, or before a word, forbids it anywhere;
* ``~word`` is an argument anywhere; ``$`` says that no argument follows;
* ``<script>`` is the name of a script, target or task, and the words in that name say what it does.

The first pattern that fits decides, in the order of the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from mkdocs_multistage.roles.shell import program_name

if TYPE_CHECKING:
    from mkdocs_multistage.dockerfile import Span
    from mkdocs_multistage.roles.shell import Command, Token

Act = Literal[
    "build",  # makes an artifact
    "compile",  # the same, but of dependencies alone while no source is there
    "deps",  # obtains the dependencies that a manifest lists
    "dev",  # serves, watches or debugs for a developer
    "diff",  # asks git whether something changed
    "devtools",  # installs what only people use
    "fetch",  # downloads
    "lint",  # runs a checker that may be the image's product, too
    "idle",  # tells nothing
    "generate",  # generates code beside an installation
    "opaque",  # runs a program of the project whose name tells nothing
    "packages",  # installs libraries by name
    "project",  # installs the project, or its dependencies alone while no source is there
    "run",  # starts the application
    "seed",  # makes a placeholder for the sources
    "shell",  # waits for somebody's commands
    "system",  # installs system packages
    "test",  # tests, lints, verifies
    "tool",  # installs a tool
    "toolchain",  # installs compilers and headers
    "write",  # writes a file
]

REASONS: dict[Act, str] = {
    "build": "makes an artifact",
    "compile": "compiles",
    "deps": "obtains the dependencies",
    "dev": "serves development",
    "diff": "compares with what is committed",
    "devtools": "installs tools for people",
    "fetch": "downloads",
    "generate": "generates files",
    "idle": "",
    "lint": "checks",
    "opaque": "runs a script",
    "packages": "installs libraries",
    "project": "installs the project",
    "run": "starts the application",
    "seed": "stands in for the sources",
    "shell": "opens a shell",
    "system": "installs system packages",
    "test": "tests or checks",
    "tool": "installs a tool",
    "toolchain": "installs a toolchain",
    "write": "writes a file",
}

Table = dict[str, Act]

# Formatters that change files make something; without the option they check.
FORMATTERS: Table = {
    "shfmt|gofmt|gofumpt|goimports|prettier|clang-format|yapf|autopep8 -w|--write|-i|--in-place|-l,-w": "generate",
    "eslint|ruff|rubocop|stylelint|biome --fix|--write|-A": "generate",
}

GO: Table = {
    "go mod download|vendor|tidy|verify": "deps",
    "go mod init": "seed",
    "go get !-u": "deps",
    "go test -c": "build",
    "go test|vet|fmt": "test",
    "go tool cover|vet|dist": "test",
    "go list -u": "test",
    "go list -m": "deps",
    "go run *golangci*|*govulncheck*|*staticcheck*|*gotestsum*": "test",
    "go run *air-verse*|*cosmtrek*": "dev",
    "go run *mage*|mage.go <script>": "build",
    "go run *build*|*make.go": "build",
    "go run *gen*": "build",
    "go run": "run",
    "go install *delve*|*air-verse*|*cosmtrek*|*reflex*|*gopls*|*CompileDaemon*": "devtools",
    "go install *@*": "tool",
    "go build|install": "compile",
    "go generate": "generate",
    "xcaddy build": "build",
    "go-build*": "build",
    "mage <script>": "opaque",
    "goreleaser build|release": "build",
    "ko build|publish": "build",
    "packr|packr2|statik|go-bindata|templ|wire|sqlc|mockgen|swag": "generate",
    "gotestsum|golangci-lint|staticcheck|govulncheck|gofmt|gofumpt|goimports|golint|revive|errcheck|gosec|ginkgo": "test",
    "dlv|air|reflex|CompileDaemon|realize|modd|wgo|fresh": "dev",
}

NODE: Table = {
    "npm|pnpm|yarn|bun i|install|add|global ~nodemon|~ts-node-dev|~pm2-dev": "devtools",
    "npm i|install|add|ci -g|--global|--location=global": "tool",
    "npm i|install *": "packages",
    "npm ci|i|install|clean-install|install-test|it": "deps",
    "npm prune|dedupe|rebuild": "deps",
    "npm t|test|tst|audit|outdated": "test",
    "npm start|restart": "run",
    "npm run|run-script <script>": "opaque",
    "npm pack": "build",
    "npm cache|config|set|version|link|pkg|publish|exec|init": "idle",
    "yarn global add": "tool",
    "yarn add": "packages",
    "yarn install|$": "deps",
    "yarn workspaces focus": "deps",
    "yarn workspaces foreach ~run <script>": "opaque",
    "yarn workspaces|workspace * <script>": "opaque",
    "yarn run <script>": "opaque",
    "yarn config|cache|set|policies|link|version|plugin": "idle",
    "yarn prune|autoclean": "deps",
    "yarn start": "run",
    "yarn audit|outdated": "test",
    "yarn <script>": "opaque",
    "pnpm add|i|install -g|--global": "tool",
    "pnpm add": "packages",
    "pnpm i|install|fetch|ci": "deps",
    "pnpm deploy|prune": "deps",
    "pnpm test|t|audit|outdated": "test",
    "pnpm start": "run",
    "pnpm run|run-script <script>": "opaque",
    "pnpm config|store|setup|env|import|pkg|publish|init": "idle",
    "pnpm pack": "build",
    "pnpm <script>": "opaque",
    "bun add|i|install -g|--global": "tool",
    "bun add|i|install *": "packages",
    "bun add|i|install|ci": "deps",
    "bun build": "build",
    "bun test": "test",
    "bun --watch|--hot": "dev",
    "bun run *.ts|*.js|*.tsx": "run",
    "bun run <script>": "opaque",
    "bun start": "run",
    "bun *.ts|*.js|*.tsx": "run",
    "bun <script>": "opaque",
    "deno cache|install|add": "deps",
    "deno compile|bundle": "build",
    "deno test|lint|fmt|check|bench": "test",
    "deno task <script>": "opaque",
    "deno run|serve --watch*": "dev",
    "deno run|serve ~build": "build",
    "deno run|serve": "run",
    "turbo prune": "deps",
    "turbo run <script>": "opaque",
    "turbo <script>": "opaque",
    "nx run-many|affected -t|--target|--targets* <script>": "build",
    "nx run-many|affected": "build",
    "nx run <script>": "opaque",
    "nx <script>": "opaque",
    "lerna run <script>": "opaque",
    "lerna bootstrap": "deps",
    "rush install|update": "deps",
    "rush build|rebuild|deploy": "build",
    "node-prune|modclean|patch-package|husky|ngcc|is-ci": "idle",
    "tsc --noEmit": "test",
    "tsc|swc|babel|rollup|esbuild|parcel|tsup|unbuild|ncc|pkg|esbuild.js|browserify|microbundle|sass|tailwindcss|postcss --watch|-w|serve|watch": "dev",
    "tsc|tsc-alias|vue-tsc|swc|babel|rollup|esbuild|parcel|tsup|unbuild|ncc|pkg|nexe|browserify|microbundle|sass|tailwindcss|postcss|uglifyjs|terser|lessc|svgo": "build",
    "webpack serve|watch": "dev",
    "webpack --watch": "dev",
    "webpack|gulp|grunt|brunch|ember|workbox-cli $|build|production|default|dist|*prod*": "build",
    "webpack": "build",
    "gulp|grunt|brunch <script>": "build",
    "ember build": "build",
    "ember serve|server|s": "dev",
    "ember test|t": "test",
    "webpack-dev-server|nodemon|ts-node-dev|tsx-watch|tsnd|live-server|browser-sync|webpack-dashboard|reflex|node-dev|supervisor-dev": "dev",
    "next|vite|nuxt|nuxi|astro|remix|gatsby|ng|vue-cli-service|react-scripts|svelte-kit|quasar|ionic|nest|medusa|strapi|redwood|rw|blitz|expo|umi|max|docusaurus|vuepress|vitepress|gridsome|eleventy|keystone|payload|wasp|tauri|craco|react-app-rewired|rsbuild|waku|vinxi|build-storybook|storybook|stencil|polymer|meteor build|generate|export|bundle|compile|prerender|package": "build",
    "next|vite|nuxt|nuxi|astro|remix|gatsby|ng|vue-cli-service|react-scripts|svelte-kit|quasar|ionic|nest|expo|umi|docusaurus|craco|vitepress|vuepress dev|serve|develop|watch": "dev",
    "next|vite|nuxt|nuxi|astro|ng|react-scripts|nest|nuxt|strapi|craco start|preview": "run",
    "next|ng|react-scripts|vue-cli-service|craco|nuxi lint|test|test:unit|e2e|typecheck": "test",
    "vite $": "dev",
    "build-storybook": "build",
    "eleventy|hexo|hugo-bin": "build",
    "eslint|prettier|jest|vitest|mocha|ava|cypress|karma|tslint|stylelint|biome|oxlint|playwright-test|nyc|c8|tap|wdio|testcafe|nightwatch|commitlint|knip|depcheck|markdownlint*|lighthouse|lhci|pa11y|cspell|standard|xo": "test",
    "playwright install|install-deps": "tool",
    "playwright test": "test",
    "puppeteer browsers": "tool",
    "prisma generate": "generate",
    "prisma migrate|db|studio": "run",
    "graphql-codegen|openapi-generator*|orval|swagger-codegen|kysely-codegen": "generate",
    "node --watch*|--inspect*": "dev",
    "node -e|-p|--version|-v|--eval|--print": "idle",
    "node *test*.js": "test",
    "node *build*|*bundle*|ace|*compile*": "build",
    "node": "run",
    "ts-node|tsx": "run",
    "pm2|pm2-runtime|serve|http-server": "run",
}

PYTHON: Table = {
    "pip install|download|wheel -r|--requirement|--requirement=*|-r*": "deps",
    "pip wheel -w|--wheel-dir|--wheel-dir=* .|./*|*[[]*": "build",
    "pip wheel .": "build",
    "pip wheel|download": "deps",
    "pip install -e|--editable": "project",
    "pip install --group|--group=*": "deps",
    "pip sync": "deps",
    "pip compile": "deps",
    "pip install ~.|~.[[]*|~./*|~/src*|~/app|~/app[[]*|~/code|~..": "project",
    "pip install *.whl|/wheels*|/dist*|*/dist/*|*/wheels/*": "packages",
    "pip install --find-links=*|--find-links|--no-index": "packages",
    "pip install ~debugpy|~watchdog*|~ipython|~ipdb|~jupyterlab|~ptvsd|~watchfiles": "devtools",
    "pip install <installer>": "tool",
    "pip install": "packages",
    "pip check": "test",
    "pip-sync|pip-compile": "deps",
    "pip-audit|safety|bandit": "test",
    "uv pip install|sync -r|--requirement|--requirements|-r*": "deps",
    "uv pip sync": "deps",
    "uv pip compile": "deps",
    "uv pip install -e|--editable": "project",
    "uv pip install ~.|~.[[]*|~./*|~/src*|~/app|~/app[[]*": "project",
    "uv pip install --group": "deps",
    "uv pip install <installer>": "tool",
    "uv pip install": "packages",
    "uv sync --no-install-project|--no-install-workspace|--only-group|--only-dev": "deps",
    "uv sync": "project",
    "uv lock|export|fetch": "deps",
    "uv add": "packages",
    "uv build": "build",
    "uv tool install": "tool",
    "uv python install": "toolchain",
    "uv venv|init|cache": "idle",
    "poetry install --no-root|--only-root=no|--no-directory": "deps",
    "poetry install --only-root": "project",
    "poetry install|sync": "project",
    "poetry export|lock|update": "deps",
    "poetry build": "build",
    "poetry check": "test",
    "poetry add": "packages",
    "poetry self add": "tool",
    "pdm install|sync --no-self|--prod": "project",
    "pdm install|sync": "project",
    "pdm export|lock": "deps",
    "pdm build": "build",
    "pipenv install|sync|requirements|lock": "deps",
    "hatch build": "build",
    "hatch env create": "deps",
    "hatch test": "test",
    "flit build": "build",
    "flit install": "project",
    "rye sync": "project",
    "rye build": "build",
    "pixi install": "project",
    "pixi run <script>": "opaque",
    "pixi shell-hook": "idle",
    "conda|mamba|micromamba env create|update": "deps",
    "conda|mamba|micromamba create|install|update|env -f|--file|--file=*|-yqf|-yf": "deps",
    "conda|mamba|micromamba create|install ~*conda-lock*": "deps",
    "conda|mamba|micromamba create|install": "packages",
    "conda-lock install": "deps",
    "conda-pack": "build",
    "build $|.|--wheel|-w": "build",
    "python -m": "run",
    "python -c|--version|-V": "idle",
    "python *setup.py test": "test",
    "python *setup.py build|bdist*|sdist|install|develop|build_ext": "build",
    "python *manage.py test|check": "test",
    "python *manage.py collectstatic|compilemessages|compress|build*|assets": "build",
    "python *manage.py": "run",
    "manage.py|django-admin test|check": "test",
    "manage.py|django-admin collectstatic|compilemessages|compress": "build",
    "python *test*.py": "test",
    "python *build*.py|*compile*.py|*package*.py": "build",
    "python *download*.py": "fetch",
    "python *generate*.py|*gen*.py": "generate",
    "python": "run",
    "pytest|tox|nox|unittest|coverage|ruff|flake8|black|isort|mypy|pylint|pyright|pre-commit|behave|robot|codespell|yamllint|vulture|interrogate|pycodestyle|doc8|molecule|ansible-lint|check-manifest|twine|djlint": "test",
    "pyinstaller|cython|nuitka|shiv|pex|cythonize|compileall|maturin|cibuildwheel|auditwheel|pybabel|cxfreeze|zipapp": "build",
    "flask run --debug|--reload": "dev",
    "flask --debug run": "dev",
    "flask assets|digest|translate": "build",
    "fastapi dev": "dev",
    "uvicorn|gunicorn|hypercorn|daphne|granian|waitress-serve|sanic --reload|--dev|--auto-reload|-r": "dev",
    "debugpy|ptvsd|watchmedo|watchfiles|ipdb|hupper|jurigged": "dev",
    "jupyter|jupyter-lab|jupyter-notebook lab|notebook|$": "dev",
    "uvicorn|gunicorn|hypercorn|daphne|granian|waitress-serve|celery|flask|fastapi|streamlit|uwsgi|sanic|django-admin|airflow|superset|prefect|supervisord|circusd|rq|dramatiq|faust|arq|gradio|chainlit|mlflow|bentoml|alembic": "run",
    "invoke|inv|doit|just|task|poe <script>": "opaque",
    "snakemake|dvc|kedro": "build",
}

RUST: Table = {
    "cargo chef prepare": "deps",
    "cargo chef cook": "deps",
    "cargo fetch|vendor|generate-lockfile|update": "deps",
    "cargo init|new": "seed",
    "cargo install --path|--path=*": "compile",
    "cargo install|binstall": "tool",
    "cargo build|b|rustc|zigbuild|auditable|xbuild|leptos|tauri|bundle|deb|generate-rpm|c|cinstall|cbuild|ndk|rdme|wasi|component|lambda": "compile",
    "cargo xtask|make <script>": "build",
    "cargo test|t|nextest|clippy|fmt|check|audit|deny|bench|tarpaulin|llvm-cov|machete|udeps|semver-checks|miri|outdated|hack": "test",
    "cargo watch": "dev",
    "cargo run|r": "run",
    "cargo doc|package|pgrx": "build",
    "cargo-auditable|cargo-zigbuild|cargo-leptos": "compile",
    "trunk build": "build",
    "trunk serve|watch": "dev",
    "wasm-pack build": "build",
    "wasm-pack test": "test",
    "wasm-opt|wasm-bindgen|rustc|cross": "build",
    "dx build|bundle": "build",
    "dx serve": "dev",
    "sqlx": "idle",
    "bacon|watchexec|systemfd": "dev",
    "rustup": "toolchain",
    "rustup-init": "toolchain",
}

JVM: Table = {
    "mvn *dependency:go-offline|*dependency:resolve*|*dependency:copy-dependencies|dependency:*|*:resolve*|*go-offline-maven-plugin*|*:resolve-dependencies": "deps",
    "mvn ~*package|~install|~deploy|~native:compile|~*:build|~*:native|~*jib:*|~quarkus:build|~spring-boot:build-image": "compile",
    "mvn ~quarkus:dev|~spring-boot:run|~jetty:run": "dev",
    "mvn ~test|~verify|~*checkstyle*|~*spotless:check|~sonar*|~integration-test|~failsafe*": "test",
    "mvn ~compile|~generate-sources|~process-resources|~*:wrapper|~process-classes": "compile",
    "mvn ~dependency:*|~clean": "deps",
    "mvn -v|--version": "idle",
    "mvn": "compile",
    "gradle ~dependencies|~*:dependencies|~downloadDependencies|~resolveDependencies|~*resolve*|~*ownloadDep*|~getDeps|~cacheDependencies": "deps",
    "gradle ~*build|~*:build|~assemble*|~*:assemble*|~bootJar|~*ootJar|~*hadowJar|~*jar|~*Jar|~installDist|~*:installDist|~nativeCompile|~bootWar|~war|~publish*|~distTar|~distZip|~*:distZip|~*buildFatJar|~jlink|~*istTar|~*nstallDist|~stage|~*build*|~*Build|~compile*|~*lasses": "compile",
    "gradle ~*bootRun|~*un|~quarkusDev|~run|--continuous|-t": "dev",
    "gradle ~test|~check|~*:test|~*est|~*heck|~*:check|~detekt|~ktlint*|~spotlessCheck|~lint*": "test",
    "gradle ~*enerate*": "build",
    "gradle --version|-v|~wrapper|~--version|~help|~tasks|~init|~properties": "deps",
    "gradle $": "deps",
    "gradle": "compile",
    "sbt update|*update": "deps",
    "sbt ~*assembly|~*stage|~*dist|~*universal*|~*ackage*|~*compile|~*publish*|~*docker:*|~*nativeLink|~*fastOptJS|~*fullOptJS|~*nativeImage|~*fullLinkJS": "compile",
    "sbt ~*test*|~*scalafmtCheck*|~*scalafix*": "test",
    "sbt ~*run|~*~*": "dev",
    "sbt": "deps",
    "mill *assembly|*jar|*compile*": "compile",
    "scala-cli package|--power": "build",
    "ant|lein <script>": "build",
    "lein deps": "deps",
    "lein uberjar|jar|ring|cljsbuild|compile": "build",
    "lein test": "test",
    "lein repl|figwheel": "dev",
    "clojure|clj -P": "deps",
    "clojure|clj -T*|-X*": "build",
    "jlink|native-image|javac|kotlinc|jpackage|jar|scalac|jdeps|jaotc": "build",
    "java -Djarmode=layertools|-Djarmode=tools|-XX:ArchiveClassesAtExit=*|-XX:AOTCacheOutput=*": "build",
    "java -Xdebug|-agentlib:jdwp*": "dev",
    "java -version|--version": "idle",
    "java": "run",
    "kc.sh build": "build",
    "kc.sh start-dev": "dev",
    "kc.sh": "run",
    "layertools": "build",
    "jib build": "build",
}

DOTNET: Table = {
    "dotnet restore": "deps",
    "dotnet tool install|restore|update": "tool",
    "dotnet workload": "toolchain",
    "dotnet build|publish|pack|msbuild|fable|bundle|cake|run-script|nuke|fake": "build",
    "dotnet test|vstest|format|stryker|csharpier": "test",
    "dotnet watch": "dev",
    "dotnet new": "seed",
    "dotnet ef": "build",
    "dotnet nuget|dev-certs|--info|--list-sdks|sln|add|help|user-secrets": "idle",
    "dotnet run": "run",
    "dotnet *test*.dll": "test",
    "dotnet": "run",
    "nuget restore": "deps",
    "msbuild -t:restore|/t:restore": "deps",
    "msbuild": "build",
}

PHP_RUBY_BEAM: Table = {
    "composer install|update|create-project": "deps",
    "composer require|global": "packages",
    "composer dump-autoload|dumpautoload|dump-env|config|clear-cache|clearcache|--version|self-update|diagnose": "idle",
    "composer test|phpstan|phpcs|cs|lint|audit|validate|check-platform-reqs": "test",
    "composer run-script|run <script>": "opaque",
    "composer": "idle",
    "composer.phar install": "deps",
    "docker-php-ext-install|docker-php-ext-configure|docker-php-ext-enable|install-php-extensions|pecl|phpize|pear|docker-php-source": "system",
    "php *artisan serve": "run",
    "php *artisan test": "test",
    "php *artisan queue:*|schedule:*|octane:*|migrate*|horizon": "run",
    "php *artisan *publish": "idle",
    "php *artisan": "idle",
    "php *console assets:install|asset-map:compile|tailwind:build|importmap:install|sass:build": "build",
    "php *console": "idle",
    "php *box* compile": "build",
    "php -S": "dev",
    "php -r|-v|-m|-i|-d|-l": "idle",
    "php": "run",
    "phpunit|phpstan|phpcs|php-cs-fixer|psalm|pest|rector|phpmd|behat|infection|pint|phan|phplint|parallel-lint": "test",
    "box compile": "build",
    "frankenphp php-server|run --watch": "dev",
    "frankenphp|php-fpm|apache2-foreground|rr|unitd": "run",
    "bundle install|$|package|cache": "deps",
    "bundle config|update|clean|lock|add": "idle",
    "gem install": "tool",
    "gem build": "build",
    "bootsnap": "build",
    "rails|rake assets:precompile|*assets:*|*webpacker:compile|*vite:build|*build*|*compile*|*precompile*": "build",
    "rails|rake test*|spec|rubocop|lint|ci|*:test": "test",
    "rails server|s|c|console|db:*": "run",
    "rake|rails|thor <script>": "opaque",
    "rspec|rubocop|minitest|cucumber|brakeman|standardrb|erblint|bundle-audit|bundler-audit|reek": "test",
    "puma|unicorn|sidekiq|rackup|passenger|thrust|falcon|iodine": "run",
    "jekyll build": "build",
    "jekyll serve|s": "dev",
    "mix deps.get|deps.compile": "deps",
    "mix local.hex|local.rebar|archive.install": "tool",
    "mix compile|release|phx.digest|assets.deploy|assets.build|escript.build|esbuild*|tailwind*|assets.*|distillery*|phx.gen*|sentry*": "compile",
    "mix test|format|credo|dialyzer|sobelow|coveralls*|deps.audit|hex.audit": "test",
    "mix phx.server": "run",
    "mix do ~release|~compile|~phx.digest": "compile",
    "mix do": "deps",
    "mix <script>": "opaque",
    "rebar|rebar3 get-deps|deps|compile-deps": "deps",
    "rebar|rebar3 ct|eunit|dialyzer|xref|lint": "test",
    "rebar|rebar3 shell": "dev",
    "rebar|rebar3 compile|release|tar|escriptize|as": "compile",
    "gleam export|build": "build",
    "gleam deps": "deps",
    "gleam test": "test",
    "gleam run": "run",
}

NATIVE: Table = {
    "cmake --build|--install": "build",
    "cmake -E|-P|--version": "idle",
    "cmake": "build",
    "ninja ~test|~check": "test",
    "ninja|samu": "build",
    "make|gmake|bmake|mingw32-make <script>": "build",
    "colcon build": "build",
    "colcon test": "test",
    "rosdep": "deps",
    "catkin_make|catkin": "build",
    "meson test": "test",
    "meson": "build",
    "scons|b2|bjam|bootstrap.sh|waf|qmake|qbs|premake5|tup|xmake|nmake|redo|buck|buck2|pants|please|plz|earthly build": "build",
    "scons|b2|bjam|waf|qmake|qbs|premake5|tup|xmake": "build",
    "configure|autogen.sh|autoreconf|buildconf|config|Configure": "build",
    "bazel|bazelisk fetch|sync": "deps",
    "bazel|bazelisk test|coverage": "test",
    "bazel|bazelisk build|run": "build",
    "ctest|valgrind|clang-tidy|cppcheck|clang-format|gcovr|lcov|cpplint|iwyu|scan-build|afl-fuzz": "test",
    "vcpkg install": "deps",
    "vcpkg": "idle",
    "bootstrap-vcpkg.sh": "tool",
    "conan install|download": "deps",
    "conan create|build": "build",
    "conan profile|remote|config": "idle",
    "gcc|g++|cc|c++|clang|clang++|musl-gcc|nvcc|ld|lld|as|nasm|yasm|gfortran|ghc|emcc|em++|xx-clang|xx-clang++|hipcc|icpx|dpcpp|rustc|tcc --version": "idle",
    "gcc|g++|cc|c++|clang|clang++|musl-gcc|nvcc|ld|lld|as|nasm|yasm|gfortran|ghc|emcc|em++|xx-clang|xx-clang++|hipcc|icpx|dpcpp|tcc|ar|swiftc|fpc|gnatmake|dmd|ldc2|crystal|nim|ponyc|v|odin": "build",
    "*-gcc|*-g++|*-as|*-ld|*-strip|*-objcopy|*-clang|*-clang++|*-cc|*-ar": "build",
    "cpack|dpkg-buildpackage|dpkg-deb|debuild|rpmbuild|fpm|nfpm|alien|makepkg|abuild|appimagetool|linuxdeploy|mksquashfs|genisoimage|xorriso|makensis|mkfs*|grub-mkrescue": "build",
    "stack build --only-dependencies|--dependencies-only|--only-snapshot": "deps",
    "cabal build|install|v2-build --only-dependencies|--dependencies-only": "deps",
    "cabal update|v2-update": "deps",
    "stack setup|update": "toolchain",
    "stack|cabal test|v2-test": "test",
    "stack|cabal build|install|v2-build|v2-install|haddock": "compile",
    "stack|cabal|hpack|ghcup": "idle",
    "hlint|ormolu|fourmolu": "test",
    "swift package resolve|fetch|update": "deps",
    "swift build": "compile",
    "swift test": "test",
    "swift run": "run",
    "zig build test": "test",
    "zig build --fetch": "deps",
    "zig build|build-exe|build-lib|cc|c++": "build",
    "zig test|fmt": "test",
    "dart|flutter pub get|upgrade": "deps",
    "dart compile": "build",
    "dart run build_runner": "generate",
    "dart|flutter test|analyze|format": "test",
    "dart pub global|run": "tool",
    "dart_frog|webdev build": "build",
    "flutter build": "build",
    "flutter precache|config|doctor|channel|upgrade": "toolchain",
    "flutter run": "dev",
    "shards install": "deps",
    "shards build": "build",
    "nimble install": "deps",
    "nimble build": "build",
    "opam install --deps-only": "deps",
    "opam install": "packages",
    "opam init|switch|update": "toolchain",
    "dune build|install": "build",
    "dune test|runtest": "test",
    "nix-build": "build",
    "nix build": "build",
    "nix-shell|nix": "idle",
    "erlc|elixirc|luarocks|R|Rscript|julia|perl|cpanm|carton <script>": "opaque",
    "luarocks install|make": "packages",
    "cpanm --installdeps": "deps",
    "cpanm|cpan": "packages",
    "carton install": "deps",
    "Rscript|R -e": "packages",
    "renv": "deps",
    "julia -e|--project*": "packages",
    "strip|upx|objcopy|patchelf|install_name_tool": "build",
}

OTHER: Table = {
    "protoc|protoc-gen-go|flatc|thrift|capnp|grpc_tools.protoc": "build",
    "buf generate|build|export": "build",
    "buf lint|breaking|format": "test",
    "buf dep|mod": "deps",
    "mkdocs|zensical|mike|properdocs build|gh-deploy|deploy": "build",
    "mkdocs|zensical|properdocs serve": "dev",
    "hugo|zola server|serve": "dev",
    "hugo version|env|mod": "idle",
    "hugo|zola": "build",
    "sphinx-build|sphinx.cmd.build -b|-M linkcheck|doctest|spelling": "test",
    "sphinx-build|sphinx|sphinx-apidoc|doxygen|pandoc|asciidoctor|antora|mdbook|typst|pdflatex|xelatex|lualatex|latexmk|tectonic|quarto|redoc-cli|redocly|javadoc|typedoc|jsdoc|rdoc|yard|bikeshed|gitbook|pdoc|pdoc3|asciidoctor-pdf|groff|ronn|go-md2man|help2man|scdoc|txt2man|mandoc|swagger-cli|spectral-build|d2|plantuml|mmdc test": "test",
    "mdbook|antora serve|watch": "dev",
    "sphinx-autobuild": "dev",
    "sphinx-build|sphinx|sphinx-apidoc|doxygen|pandoc|asciidoctor|antora|mdbook|typst|pdflatex|xelatex|lualatex|latexmk|tectonic|quarto|redoc-cli|redocly|javadoc|typedoc|jsdoc|rdoc|yard|bikeshed|gitbook|pdoc|pdoc3|asciidoctor-pdf|groff|ronn|go-md2man|help2man|scdoc|mandoc|d2|plantuml|mmdc": "build",
    "hadolint|htmltest|shellcheck|shfmt|yamllint|actionlint|trivy|grype|syft|snyk|semgrep|checkov|tflint|tfsec|kubeval|kubeconform|conftest|opa|dockle|gitleaks|trufflehog|addlicense|license-checker|licensed|codeql|sonar-scanner|vale|lychee|markdown-link-check|muffet|linkchecker|htmlproofer|html-validate|vnu|bats|k6|newman|wrk|ab|hey|locust|artillery|vegeta|goss|container-structure-test|structure-test|reuse|typos|editorconfig-checker|ec|proselint|misspell|license_finder|pa11y-ci|dive|inspec|serverspec|terratest|helm-docs-check|ct|chart-testing|promtool|yq-check|xmllint|jsonlint|lighthouse-ci|sqlfluff|ansible-lint|spectral|redocly-lint|nancy|osv-scanner|gotest|testssl.sh|nuclei|zap-baseline.py|zap": "lint",
    "critest|sonobuoy|bats-core": "test",
    "terraform|tofu fmt|validate": "test",
    "terraform|tofu init": "deps",
    "helm lint|unittest|test": "test",
    "helm template|package": "build",
    "helm dependency|dep": "deps",
    "helm repo|plugin": "tool",
    "kustomize|kubectl kustomize|build": "build",
    "envsubst|jsonnet|gomplate|jinja2|j2|m4|mustache|consul-template|dhall|cue|ytt": "build",
    "xx-verify": "build",
    "xx-apk|xx-apt|xx-apt-get": "toolchain",
    "xx-info": "idle",
    "depmod|ldconfig|locale-gen|update-ca-certificates|update-ca-trust|update-alternatives": "idle",
    "setup-*": "idle",
    "diff|cmp": "diff",
    "git diff --exit-code|--quiet": "diff",
    "git status --porcelain*|-s": "diff",
    "git clone|fetch|pull|submodule|checkout-index|archive": "fetch",
    "git lfs": "fetch",
    "git": "idle",
    "spacy|nltk|nltk.downloader download|$|*": "fetch",
    "huggingface-cli|hf|huggingface_hub|modelscope download": "fetch",
    "gh release": "fetch",
    "aws s3": "fetch",
    "gsutil cp|rsync": "fetch",
    "svn checkout|co|export": "fetch",
    "hg clone": "fetch",
    "skopeo|crane|oras copy|pull|export": "fetch",
    "curl|wget|aria2c|axel|lftp|gdown|yt-dlp": "fetch",
    "dotslash|eget|binenv|asdf|mise|nvm|fnm|volta|n|pyenv|rbenv|sdk|arkade|krew install|use|i": "tool",
    "gzip|brotli|zstd|xz|bzip2|pigz|zopfli !-d !-dc !-cd !--decompress": "generate",
    "tar -c*|c*|--create": "build",
    "tar *c*f": "build",
    "zip|7z": "build",
    "dlv|gdb|gdbserver|lldb|lldb-server|vsdbg|code-server|openvscode-server|watchexec|entr|tilt|skaffold|devspace": "dev",
    "bash|sh|zsh|fish|ash $": "shell",
    "bash|sh|zsh|fish|ash -l|-i|-c|--login": "shell",
    "sleep infinity|inf|*d|9999*|86400": "shell",
    "tail -f|-F": "shell",
    "sshd|tmux|screen": "shell",
    "initdb|pg_ctl|mysqld|sqlite3|createdb|mongoimport|mongorestore|redis-cli|psql|docker-entrypoint.sh|mysql_install_db": "build",
    "nginx|httpd|caddy|traefik|envoy|haproxy|redis-server|postgres|mongod|apache2ctl|apachectl|lighttpd|varnishd|memcached|etcd|consul|vault|s6-svscan|supervisord|runsvdir": "run",
}

# Installers of system packages and the word behind which the packages stand.
SYSTEM: Table = {
    "apt-get|aptitude|apt-fast|dnf|microdnf|tdnf|yum|zypper|xbps-install|eopkg|clean-install|install_packages|apk|pacman|brew|emerge|nix-env|swupd|urpmi|opkg build-dep|builddep": "toolchain",
    "apt-get|aptitude|apt-fast|dnf|microdnf|tdnf|yum|zypper|brew|swupd|opkg|choco|winget|scoop install|localinstall|groupinstall|in|reinstall|upgrade": "system",
    "apk add": "system",
    "pacman -S*": "system",
    "clean-install|install_packages|install-packages|apt-install|dnf-install|xbps-install|emerge|nix-env|dpkg|rpm": "system",
    "add-apt-repository|apt-key|yum-config-manager|apt-get|apk|dnf|yum|microdnf|tdnf": "idle",
}

TABLES: tuple[Table, ...] = (FORMATTERS, GO, NODE, PYTHON, RUST, JVM, DOTNET, PHP_RUBY_BEAM, NATIVE, OTHER, SYSTEM)

# Packages of a distribution that tell what their installation is for; globs.
TOOLCHAIN_PACKAGES = (
    "build-essential build-base alpine-sdk base-devel gcc* g++* clang* llvm* lld* make cmake* ninja-build meson autoconf automake libtool* "
    "*-dev *-devel golang* go cargo rust rustc npm nodejs default-jdk* openjdk-*-jdk* maven gradle musl-dev linux-headers* pkg-config pkgconf "
    "protobuf-compiler crossbuild-essential-* binutils* python3-dev"
).split()
PEOPLE_PACKAGES = frozenset(
    "gdb gdbserver lldb strace ltrace vim vim-tiny neovim nano emacs tmux screen zsh fish htop less man-db bash-completion "
    "openssh-server sudo silversearcher-ag ripgrep fzf valgrind delve tig".split()
)
FILES_PACKAGES = frozenset("ca-certificates ca-certificates-bundle tzdata tzdata-utils mailcap".split())
# What `pip install` brings when it prepares the installation of others.
INSTALLERS = frozenset(
    "pip setuptools wheel poetry uv pipenv pdm hatch build virtualenv pip-tools flit rye conan cmake ninja meson awscli pipx hatchling "
    "poetry-core poetry-plugin-export cython maturin setuptools-scm micropipenv pex tox-uv".split()
)

# Words in the name of a script, make target, npm script or task.
TEST_WORDS = frozenset(
    "test tests testing spec specs unit e2e integration lint lints linter linting check checks verify validate vet fmt format coverage "
    "typecheck audit clippy pytest phpunit smoke benchmark bench tidy-check sanity functional acceptance qa "
    "unittest unittests conformance outdated".split()
)
BUILD_WORDS = frozenset(
    "build builds rebuild compile dist all package pack bundle bundler make release assemble binary binaries generate gen codegen install-bin "
    "production prod assets webpack static css js html docs doc man site webapp frontend publish export prepare transpile prebuild "
    "postbuild minify protobuf proto protos wasm static-binary stage jar war deb rpm collectstatic cross tarball create "
    "dynbinary image client server-build ui web libs lib modules_install bin configure".split()
)
DEPS_WORDS = frozenset(
    "deps dep dependencies dependency vendor vendored bootstrap packages requirements restore install-deps download-deps modules "
    "node_modules".split()
)
FETCH_WORDS = frozenset("download downloads fetch get clone pull".split())
DEV_WORDS = frozenset("dev develop development watch hot storybook debug live reload serve".split())
RUN_WORDS = frozenset("start run server preview up entrypoint prod".split())
INSTALL_WORDS = frozenset("install setup init provision installer".split())

# Programs that tell nothing, whatever they are told.
IDLE = frozenset(
    ". [ [[ adduser addgroup alias apt-mark awk basename break cat cd chgrp chmod chown chsh continue cp cut date declare dirname du echo egrep "
    "exit export expr false file find gawk getent gpg grep groupadd groupmod gunzip head hash id install ldd let ln local ls md5sum mkdir mktemp "
    "mv nproc passwd popd printf pushd pwd read readlink realpath return rm rmdir rsync sed seq set setcap sha256sum sha512sum shasum shift sleep "
    "sort source stat su sync tail tar tee test touch tr trap true type ulimit umask uname uniq unset unxz unzip useradd userdel usermod wait wc "
    "which whoami yes bsdtar cpio dpkg-query dpkg-architecture a2enmod a2dismod a2ensite service systemctl chpasswd visudo pkg-config jq yq".split()
)
# What any other program is told to do.
SUBCOMMANDS: dict[str, Act] = {
    "build": "build",
    "bundle": "build",
    "compile": "build",
    "package": "build",
    "release": "build",
    "generate": "generate",
    "gen": "generate",
    "render": "generate",
    "test": "lint",
    "lint": "lint",
    "check": "lint",
    "verify": "lint",
    "validate": "lint",
    "download": "fetch",
    "fetch": "fetch",
    "pull": "fetch",
    "install": "tool",
}

# What a program is asked about itself.
_QUESTIONS = frozenset("--version -v -V version --help -h help".split())

_SCRIPT_WORDS = re.compile(r"[a-z]+[0-9]?[a-z]*")

# Options that are followed by a value, which is then no argument of its own.
TAKES: dict[str, frozenset[str]] = {
    "npm": frozenset("--prefix -C -w --workspace --cache --registry --loglevel".split()),
    "pnpm": frozenset("--filter -F -C --dir --store-dir --reporter".split()),
    "yarn": frozenset("--cwd --network-timeout --mutex --cache-folder --modules-folder".split()),
    "bun": frozenset("--cwd --filter".split()),
    "make": frozenset("-C -f --directory --file -I -o".split()),
    "ninja": frozenset("-C -f -k -l".split()),
    "go": frozenset("-C -o -ldflags -tags -gcflags -p -mod -asmflags".split()),
    "cargo": frozenset("--manifest-path --target --target-dir --features --bin -p --package --profile --root --config -Z".split()),
    "mvn": frozenset("-f --file -pl --projects -P -s --settings -T".split()),
    "gradle": frozenset("-p --project-dir -b --build-file -x -g --max-workers -I -c".split()),
    "dotnet": frozenset("-c -o -r -f --configuration --output --runtime --framework -v --verbosity".split()),
    "pip": frozenset("--prefix --target -t -c --constraint -i --index-url --extra-index-url --root --find-links -f --timeout --cache-dir".split()),
    "uv": frozenset("--directory --project --extra --group --no-group --python -p --index-url --extra-index-url --prefix --target --no-install-package --package --cache-dir -c".split()),
    "poetry": frozenset("-C --directory -E --extras --with --without --only -P --project".split()),
    "git": frozenset("-C -c --git-dir --work-tree".split()),
    "composer": frozenset("-d --working-dir".split()),
    "conda": frozenset("-n -p -c --name --prefix --channel".split()),
    "mamba": frozenset("-n -p -c --name --prefix --channel".split()),
    "micromamba": frozenset("-n -p -c --name --prefix --channel -r".split()),
    "apk": frozenset("-t --virtual --repository -X -p --root --arch".split()),
    "apt-get": frozenset("-o -t -c --target-release".split()),
    "turbo": frozenset("--filter -F --scope".split()),
    "nx": frozenset("--configuration -c".split()),
    "bundle": frozenset("--gemfile --path --jobs -j --retry --without --with".split()),
    "swift": frozenset("-c --configuration --package-path --product".split()),
    "java": frozenset("-cp -classpath -p --module-path".split()),
    "docker": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """What one command of a stage does.

    Attributes:
        act: The kind of act.
        words: The words that say so, as written.
        span: Where they stand.
        label: A detail for the reason, such as the packages that tell; mostly empty.
    """

    act: Act
    words: str
    span: Span
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Pattern:
    elements: tuple[str, ...]
    act: Act


def _compile() -> dict[str, tuple[_Pattern, ...]]:
    found: dict[str, list[_Pattern]] = {}
    for table in TABLES:
        for text, act in table.items():
            program, *elements = text.split()
            for name in program.split("|"):
                found.setdefault(name, []).append(_Pattern(tuple(elements), act))
    return {name: tuple(patterns) for name, patterns in found.items()}


_PATTERNS = _compile()
_GLOBS = tuple(name for name in _PATTERNS if "*" in name)


def deed(command: Command) -> Deed | None:
    """What a command does; ``None`` where it does nothing that tells a stage's purpose."""
    if command.arguments and all(token.text in _QUESTIONS for token in command.arguments):
        return None
    patterns = _patterns_of(command.program[:100])
    options, arguments = _split(command)
    for pattern in patterns:
        outcome = _fits(pattern, command, options, arguments)
        if outcome is not None:
            act, last, label = outcome
            if act == "idle":
                break
            words, span = command.words(last)
            return _told(command, act, words, span, label, arguments)
    if command.writes is not None and (patterns or command.program in {"", "echo", "printf", "cat", "tee", "date", "head", "sed", "awk"}):
        words, span = command.words()
        return Deed(_written(command), words, span)
    if not patterns and _is_script(command):
        act, last = _script(command, arguments)
        words, span = command.words(last)
        return Deed(act, words, span)
    if not patterns and command.program not in IDLE:
        for token in arguments[:2]:
            act = SUBCOMMANDS.get(token.text)
            if act is not None:
                words, span = command.words(token)
                return Deed(act, words, span)
    return None


def _script(command: Command, arguments: list[Token]) -> tuple[Act, Token]:
    """What one of the project's own scripts does, by its name and by what it is told to do."""
    told = arguments[0] if arguments else None
    by_name = script_act(command.head.text)
    by_word = script_act(told.text) if told is not None and "=" not in told.text else None
    if told is not None and by_word is not None and (by_name is None or by_word == "test"):
        return by_word, told
    if by_name is None and len(arguments) > 1 and told is not None and "/" in told.text and by_word is None:
        return script_act(arguments[1].text) or "opaque", arguments[1]
    return by_name or ("tool" if _installs(command.head.text) else "opaque"), command.head


def _told(command: Command, act: Act, words: str, span: Span, label: str, arguments: list[Token]) -> Deed:
    if act == "system":
        act, label = _packages(arguments)
    return Deed(act, words, span, label)


@lru_cache(maxsize=1024)
def _patterns_of(program: str) -> tuple[_Pattern, ...]:
    exact = _PATTERNS.get(program)
    if exact is not None:
        return exact
    return next((_PATTERNS[glob] for glob in _GLOBS if fnmatchcase(program, glob)), ())


def _split(command: Command) -> tuple[list[Token], list[Token]]:
    """A command's options, and its arguments without the options' values."""
    takes = TAKES.get(command.program, frozenset())
    options: list[Token] = []
    arguments: list[Token] = []
    value = False
    for token in command.arguments:
        text = token.text
        if value:
            value = False
        elif text.startswith("-") and len(text) > 1:
            options.append(token)
            value = text in takes
        elif not text.startswith("+"):
            arguments.append(token)
    return options, arguments


def _glob(text: str, choices: str) -> bool:
    text = text[:200]
    return any(text == choice or ("*" in choice and fnmatchcase(text, choice)) for choice in choices.split("|"))


Outcome = tuple[Act, "Token | None", str]


def _fits(pattern: _Pattern, command: Command, options: list[Token], arguments: list[Token]) -> Outcome | None:
    """The act, the last token that says so and a detail; ``None`` where the pattern does not fit."""
    at, last, act = 0, None, pattern.act
    for element in pattern.elements:
        found: Token | None
        if element.startswith("!"):
            if any(_glob(token.text, element[1:]) for token in command.arguments):
                return None
            continue
        if element.startswith("-"):
            found = next((token for token in options if _glob(token.text, element)), None)
        elif element.startswith("~"):
            wanted = element.replace("~", "")
            found = next((token for token in arguments[at:] if _glob(token.text, wanted)), None)
        elif element == "$" and at < len(arguments):
            return None
        elif element == "$":
            continue
        elif element == "<script>":
            redirected = _tool_by_name(command, arguments[at:])
            if redirected is not None:
                return redirected
            scripts = [token for token in arguments[at:] if "=" not in token.text]
            named = [(script_act(token.text), token) for token in scripts[:8]]
            if command.program in {"make", "gmake", "just", "task"} and len(named) > 1:
                # Of several targets the one that makes something counts.
                chosen = next((pair for pair in named if pair[0] == "build"), named[0])
            else:
                chosen = named[0] if named else (None, command.head)
            return chosen[0] or act, chosen[1] if named else None, ""
        elif element == "<installer>":
            names = [re.split(r"[<>=~!\[; ]", token.text, maxsplit=1)[0].lower() for token in arguments[at:]]
            if not names or not all(name in INSTALLERS for name in names):
                return None
            continue
        else:
            choices = element.removesuffix("|$")
            found = arguments[at] if at < len(arguments) else None
            if found is None and element.endswith("|$"):
                continue
            if found is None or not _glob(found.text, choices):
                return None
            at += 1
        if found is None:
            return None
        if last is None or found.end > last.end:
            last = found
    return act, last, ""


def _tool_by_name(command: Command, arguments: list[Token]) -> Outcome | None:
    """``yarn eslint`` runs eslint where no script of that name is known by its words."""
    if command.program not in {"yarn", "pnpm", "bun", "pixi"} or not arguments:
        return None
    name = arguments[0]
    program = program_name(name.text)
    if script_act(name.text) is not None or program not in _PATTERNS:
        return None
    behind = tuple(token for token in command.arguments if token.start > name.start)
    inner = replace(command, program=program, head=name, arguments=behind)
    options, rest = _split(inner)
    outcomes = (_fits(pattern, inner, options, rest) for pattern in _PATTERNS[program])
    act, last, label = next((outcome for outcome in outcomes if outcome is not None), (None, None, ""))
    return (act, last or name, label) if act is not None else None


def _packages(arguments: list[Token]) -> tuple[Act, str]:
    names = [token.text.partition("=")[0] for token in arguments[1:]]
    people = [name for name in names if name in PEOPLE_PACKAGES]
    if len(people) > 1 or any(name in {"gdb", "gdbserver", "delve", "openssh-server"} for name in people):
        return "devtools", ", ".join(people[:3])
    compilers = [name for name in names if any(fnmatchcase(name[:100], glob) for glob in TOOLCHAIN_PACKAGES)]
    if compilers:
        return "toolchain", ", ".join(compilers[:3])
    return "system", ", ".join(name[:40] for name in names[:3])


def script_act(name: str) -> Act | None:
    """What a script does by the words in its name: ``build`` for ``build:prod``, ``test`` for ``run-tests.sh``."""
    base = name[:120].rstrip("/").rpartition("/")[2] if "://" not in name else ""
    words = _SCRIPT_WORDS.findall(re.sub(r"([a-z])([A-Z])", r"\1 \2", base).lower())
    strong: tuple[tuple[frozenset[str], Act], ...] = (
        (TEST_WORDS, "test"),
        (DEPS_WORDS, "deps"),
        (BUILD_WORDS, "build"),
        (FETCH_WORDS, "fetch"),
    )
    if not any(word in INSTALL_WORDS for word in words):
        for word in words:
            for group, act in strong:
                if word in group:
                    return act
    elif any(word in DEPS_WORDS for word in words):
        return "system"
    for group, act in ((DEV_WORDS, "dev"), (RUN_WORDS, "run")):
        if any(word in group for word in words):
            return act
    return None


def _installs(name: str) -> bool:
    return any(word in INSTALL_WORDS for word in _SCRIPT_WORDS.findall(name.rpartition("/")[2].lower()))


def _written(command: Command) -> Act:
    target = command.writes.text if command.writes else ""
    return "seed" if target.endswith((".rs", "main.go", ".hs", ".java", ".swift")) else "write"


def _is_script(command: Command) -> bool:
    """Whether a program without a pattern is one of the project's own files."""
    text = command.head.text
    if text.startswith("/") and not text.startswith(("/bin/", "/sbin/", "/usr/", "/opt/")):
        return True
    return text.startswith(("./", "../", "hack/", "scripts/", "bin/", "ci/", "build/")) or text.endswith((".sh", ".py", ".bash", ".rb", ".pl", ".mjs"))
