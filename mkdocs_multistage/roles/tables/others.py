"""What the commands of Rust, .NET, PHP, Ruby, Elixir, Haskell, Swift, Dart and further projects do."""

from __future__ import annotations

from mkdocs_multistage.roles.tables.model import Table, any_of

_CARGO_BUILDS = any_of(
    "auditable b build bundle c cbuild cinstall component deb generate-rpm lambda leptos ndk rustc tauri wasi xbuild zigbuild"
)
_CARGO_CHECKS = any_of(
    "audit bench check clippy deny fmt hack llvm-cov machete miri nextest outdated semver-checks t tarpaulin test udeps"
)

RUST: Table = {
    "cargo chef prepare|cook": "deps",
    "cargo fetch|vendor|generate-lockfile|update": "deps",
    "cargo init|new": "seed",
    "cargo install --path|--path=*": "compile",
    "cargo install|binstall": "tool",
    f"cargo {_CARGO_BUILDS}": "compile",
    "cargo xtask|make <script>": "build",
    f"cargo {_CARGO_CHECKS}": "test",
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
    "rustup|rustup-init": "toolchain",
}

DOTNET: Table = {
    "dotnet restore": "deps",
    "dotnet tool install|restore|update": "tool",
    "dotnet workload": "toolchain",
    "dotnet build|publish|pack|msbuild|fable|bundle|cake|nuke|fake|ef": "build",
    "dotnet test|vstest|format|stryker|csharpier": "test",
    "dotnet watch": "dev",
    "dotnet new": "seed",
    "dotnet nuget|dev-certs|sln|add|user-secrets": "idle",
    "dotnet *test*.dll": "test",
    "dotnet": "run",
    "nuget restore": "deps",
    "msbuild -t:restore": "deps",
    "msbuild /t:restore": "deps",
    "msbuild": "build",
}

PHP: Table = {
    "composer create-project": "build",
    "composer install|update": "deps",
    "composer require|global": "packages",
    "composer test|phpstan|phpcs|cs|lint|audit|validate|check-platform-reqs": "test",
    "composer run-script|run <script>": "opaque",
    "composer": "idle",
    "composer.phar install": "deps",
    "docker-php-ext-configure|docker-php-ext-enable|docker-php-source": "system",
    "docker-php-ext-install|install-php-extensions|pecl|phpize|pear": "extension",
    "php *artisan test": "test",
    "php *artisan serve|queue:*|schedule:*|octane:*|migrate*|horizon": "run",
    "php *artisan": "idle",
    "php *console assets:install|asset-map:compile|tailwind:build|importmap:install|sass:build": "build",
    "php *console": "idle",
    "php *box* compile": "build",
    "php -S": "dev",
    "php -r|-m|-i|-d|-l": "idle",
    "php": "run",
    "phpunit|phpstan|phpcs|php-cs-fixer|psalm|pest|rector|phpmd|behat|infection|pint|phan|phplint|parallel-lint": "test",
    "box compile": "build",
    "symfony|laravel new": "generate",
    "frankenphp php-server|run --watch": "dev",
    "frankenphp|php-fpm|apache2-foreground|rr|unitd": "run",
}

RUBY: Table = {
    "bundle install|package|cache|$": "deps",
    "bundle": "idle",
    "gem install": "tool",
    "gem build": "build",
    "bootsnap": "build",
    "rails new": "generate",
    "rails|rake ~*assets:*|~*webpacker:compile|~*vite:build": "build",
    "rails|rake *build*|*compile*": "build",
    "rails|rake test*|spec|rubocop|lint|ci|*:test": "test",
    "rails server|s|c|console|db:*": "run",
    "rake|rails|thor <script>": "opaque",
    "ruby *test*|*spec*": "test",
    "ruby -e": "idle",
    "ruby": "run",
    "rspec|rubocop|minitest|cucumber|brakeman|standardrb|erblint|bundle-audit|bundler-audit|reek": "test",
    "puma|unicorn|sidekiq|rackup|passenger|thrust|falcon|iodine": "run",
    "jekyll new": "generate",
    "jekyll build": "build",
    "jekyll serve|s": "dev",
}

BEAM: Table = {
    "mix deps.get|deps.compile": "deps",
    "mix local.hex|local.rebar|archive.install": "tool",
    "mix phx.new|new": "generate",
    "mix compile|release|phx.digest|assets.*|escript.build|esbuild*|tailwind*|distillery*|phx.gen*|sentry*": "compile",
    "mix test|format|credo|dialyzer|sobelow|coveralls*|deps.audit|hex.audit": "test",
    "mix phx.server": "run",
    "mix do ~release|~compile|~phx.digest": "compile",
    "mix do": "deps",
    "mix <script>": "opaque",
    "rebar get-deps|deps|compile-deps": "deps",
    "rebar ct|eunit|dialyzer|xref|lint": "test",
    "rebar shell": "dev",
    "rebar compile|release|tar|escriptize|as": "compile",
    "gleam export|build": "build",
    "gleam deps": "deps",
    "gleam test": "test",
    "gleam run": "run",
}

FURTHER: Table = {
    # Haskell
    "stack build --only-dependencies|--dependencies-only|--only-snapshot": "deps",
    "cabal build|install|v2-build --only-dependencies|--dependencies-only": "deps",
    "cabal update|v2-update": "deps",
    "stack setup|update": "toolchain",
    "stack|cabal test|v2-test": "test",
    "stack|cabal build|install|v2-build|v2-install|haddock": "compile",
    "stack|cabal|hpack|ghcup": "idle",
    "hlint|ormolu|fourmolu": "test",
    # Swift
    "swift package resolve|fetch|update": "deps",
    "swift build": "compile",
    "swift test": "test",
    "swift run": "run",
    # Zig
    "zig build test": "test",
    "zig build --fetch": "deps",
    "zig build|build-exe|build-lib|cc|c++": "build",
    "zig test|fmt": "test",
    # Dart
    "dart|flutter pub get|upgrade": "deps",
    "dart compile|build": "build",
    "dart run build_runner": "generate",
    "dart|flutter test|analyze|format": "test",
    "dart pub global|run": "tool",
    "dart_frog|webdev build": "build",
    "flutter build": "build",
    "flutter precache|config|doctor|channel|upgrade": "toolchain",
    "flutter run": "dev",
    # Racket
    "raco exe|distribute|make|setup": "build",
    "raco pkg": "deps",
    # Crystal, Nim, OCaml, Nix, Lua, Perl, R, Julia
    "shards install": "deps",
    "shards build": "build",
    "nimble install": "deps",
    "nimble build": "build",
    "opam install --deps-only": "deps",
    "opam pin": "project",
    "opam install": "packages",
    "opam init|switch|update": "toolchain",
    "dune build|install": "build",
    "dune test|runtest": "test",
    "nix-build": "build",
    "nix build": "build",
    "nix-shell|nix": "idle",
    "luarocks install|make": "packages",
    "cpanm --installdeps": "deps",
    "cpanm|cpan": "packages",
    "carton install": "deps",
    "Rscript|R -e": "packages",
    "renv": "deps",
    "julia -e|--project*": "packages",
}
