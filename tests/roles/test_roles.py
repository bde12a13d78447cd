"""Each role, with the sentences of the documentation that define it."""

import textwrap

import pytest

from mkdocs_multistage.dockerfile import read
from mkdocs_multistage.roles import classify


def roles(text):
    return [answer.role for answer in classify(read(textwrap.dedent(text).lstrip()))]


def test_a_file_without_stages_has_no_roles():
    assert roles("RUN make\n") == []


# --- base ----------------------------------------------------------------------------------------------------------


def test_a_common_parent_with_packages_and_variables_is_base():
    assert roles(
        """
        FROM debian:12 AS common
        RUN apt-get update && apt-get install -y build-essential ca-certificates
        ENV LANG=C.UTF-8
        FROM common AS a
        RUN make
        FROM common
        COPY --from=a /out /out
        CMD ["/out/run"]
        """
    ) == ["base", "build", "runtime"]


def test_an_aliased_image_is_base_where_stages_build_on_it():
    assert (
        roles("FROM node:22 AS node\nFROM node AS b\nRUN npm run build\nFROM nginx\nCOPY --from=b /dist /d\n")[0]
        == "base"
    )


def test_an_empty_stage_that_sets_variables_is_base():
    assert roles("FROM scratch AS suffix-windows\nENV SUFFIX=.exe\nFROM suffix-$OS\nCOPY app /\n") == ["base", "export"]


def test_an_aliased_image_both_built_on_and_copied_from_is_base():
    assert (
        roles("FROM php:8 AS php\nFROM php AS x\nRUN composer install\nFROM alpine\nCOPY --from=php /usr/bin/php /\n")[
            0
        ]
        == "base"
    )


def test_an_exposed_port_alone_makes_no_runtime_of_a_parent():
    assert roles(
        """
        FROM mcr.microsoft.com/dotnet/aspnet:8.0 AS base
        WORKDIR /app
        EXPOSE 8080
        FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
        COPY . .
        RUN dotnet build -c Release
        FROM build AS publish
        RUN dotnet publish -c Release -o /out
        FROM base AS final
        COPY --from=publish /out .
        ENTRYPOINT ["dotnet", "Shop.dll"]
        """
    ) == ["base", "build", "build", "runtime"]


def test_cargo_chef_as_a_toolchain_is_base():
    assert roles(
        """
        FROM rust:1.80 AS chef
        RUN cargo install cargo-chef
        FROM chef AS planner
        COPY . .
        RUN cargo chef prepare --recipe-path recipe.json
        FROM chef AS cacher
        COPY --from=planner /recipe.json .
        RUN cargo chef cook --release
        FROM chef AS builder
        COPY --from=cacher /target target
        COPY . .
        RUN cargo build --release
        FROM debian:12-slim
        COPY --from=builder /target/release/app /
        CMD ["/app"]
        """
    ) == ["base", "deps", "deps", "build", "runtime"]


def test_a_clone_beside_files_of_the_project_makes_no_tool_of_a_parent():
    assert roles(
        "FROM debian AS core\nCOPY helpers /opt\nRUN git clone https://example.org/pyenv /pyenv\nFROM core AS x\nRUN make\nFROM core\nCOPY --from=x /o /o\n"
    ) == ["base", "build", "runtime"]


# --- deps ----------------------------------------------------------------------------------------------------------


def test_a_stage_named_base_that_installs_requirements_is_deps():
    assert roles(
        """
        FROM python:3.12 AS base
        COPY requirements.txt .
        RUN pip install -r requirements.txt
        FROM base AS dev
        CMD ["flask", "--debug", "run"]
        FROM base
        COPY . .
        CMD ["gunicorn", "app:app"]
        """
    ) == ["deps", "dev", "runtime"]


def test_a_stage_called_deps_that_installs_stays_deps_with_an_entrypoint():
    assert roles(
        'FROM ruby AS app-deps\nCOPY . .\nRUN bundle install\nENTRYPOINT ["bundle", "exec"]\nFROM app-deps AS worker\nCMD sidekiq\nFROM app-deps\nCMD puma\n'
    ) == ["deps", "runtime", "runtime"]


def test_the_dependencies_of_tests_are_deps():
    assert roles(
        "FROM node AS test-dependencies\nCOPY package.json .\nRUN npm install\nFROM test-dependencies AS test\nCOPY . .\nRUN npm test\nFROM node\nCOPY . .\n"
    ) == ["deps", "test", "runtime"]


def test_sources_copied_beside_an_installation_leave_it_deps():
    assert (
        roles(
            "FROM node:22 AS builder\nCOPY . .\nRUN npm ci\nFROM gcr.io/distroless/nodejs22\nCOPY --from=builder /app /app\n"
        )[0]
        == "deps"
    )


def test_compiling_an_empty_main_is_deps_and_compiling_the_sources_is_build():
    empty = "FROM rust AS x\nCOPY Cargo.toml Cargo.lock ./\nRUN mkdir src && echo 'fn main() {}' > src/main.rs && cargo build --release\n"
    rest = 'FROM alpine\nCOPY --from=x /target /target\nCMD ["/target/app"]\n'
    assert roles(empty + rest)[0] == "deps"
    assert roles(empty + "COPY src src\nRUN cargo build --release\n" + rest)[0] == "build"


def test_uv_sync_without_the_project_is_deps_and_with_it_build():
    template = "FROM python:3.12 AS venv\nCOPY {} ./\nRUN uv sync {}\nFROM python:3.12-slim\nCOPY --from=venv /app/.venv /app/.venv\n"
    assert roles(template.format("pyproject.toml uv.lock", "--no-install-project"))[0] == "deps"
    assert roles(template.format("pyproject.toml uv.lock", "--frozen"))[0] == "deps"
    assert roles(template.format(".", "--frozen"))[0] == "build"


# --- build ---------------------------------------------------------------------------------------------------------


def test_a_builder_stays_build_when_it_installs_dependencies_first():
    assert roles(
        "FROM node:22 AS b\nCOPY . .\nRUN npm ci && npm run build\nFROM nginx\nCOPY --from=b /dist /srv\n"
    ) == ["build", "runtime"]


def test_extensions_compiled_for_other_stages_are_build():
    assert roles(
        "FROM php:8 AS x\nRUN pecl install redis\nFROM php:8\nCOPY --from=x /usr/local/lib/php/extensions /usr/local/lib/php/extensions\n"
    ) == ["build", "runtime"]


def test_a_third_party_component_built_from_source_is_build():
    assert roles(
        """
        FROM debian:12 AS ffmpeg
        RUN apt-get install -y nasm && git clone https://example.org/ffmpeg.git && cd ffmpeg && ./configure && make install
        FROM debian:12-slim
        COPY --from=ffmpeg /usr/local /usr/local
        CMD ["ffmpeg"]
        """
    ) == ["build", "runtime"]


# --- test ----------------------------------------------------------------------------------------------------------


def test_a_stage_that_only_lints_is_test():
    assert (
        roles('FROM golang AS base\nRUN apk add git\nFROM base AS x\nRUN golangci-lint run\nFROM base\nCMD ["/app"]\n')[
            1
        ]
        == "test"
    )


def test_an_image_on_which_tests_run_at_docker_run_is_test():
    assert (
        roles(
            'FROM python:3.12 AS x\nCOPY . .\nRUN pip install -r dev.txt\nCMD ["pytest", "-q"]\nFROM alpine\nCMD ["/a"]\n'
        )[0]
        == "test"
    )


def test_a_stage_that_tests_on_the_way_to_an_artifact_is_build():
    assert (
        roles(
            'FROM golang AS b\nCOPY . .\nRUN go vet ./... && go test ./... && go build -o /app\nFROM scratch\nCOPY --from=b /app /\nCMD ["/app"]\n'
        )[0]
        == "build"
    )


def test_an_image_that_ships_a_linter_is_no_test():
    assert (
        roles(
            'FROM golang AS b\nCOPY . .\nRUN go build -o /hadolint\nFROM alpine\nCOPY --from=b /hadolint /bin/\nENTRYPOINT ["/bin/hadolint"]\n'
        )[1]
        == "runtime"
    )


def test_a_script_in_a_folder_of_tests_is_a_test():
    assert (
        roles("FROM alpine AS b\nRUN make\nFROM b AS x\nRUN ./tests/all.sh\nFROM alpine\nCOPY --from=b /o /o\n")[1]
        == "test"
    )


def test_an_application_with_a_test_in_its_name_is_no_test():
    assert roles(
        'FROM golang AS b\nRUN go build -o /e2e-api .\nFROM alpine\nCOPY --from=b /e2e-api .\nCMD ["./e2e-api"]\n'
    ) == [
        "build",
        "runtime",
    ]


# --- tool ----------------------------------------------------------------------------------------------------------


def test_an_aliased_image_is_tool_where_stages_only_copy_from_it():
    assert roles(
        'FROM ghcr.io/astral-sh/uv:0.5 AS uv\nFROM python:3.12\nCOPY --from=uv /uv /bin/\nCMD ["python"]\n'
    ) == ["tool", "runtime"]


def test_a_download_is_tool():
    assert roles(
        'FROM alpine AS fetch\nRUN apk add curl && curl -fsSL https://example.org/x.tgz | tar xz -C /opt\nFROM alpine\nCOPY --from=fetch /opt /opt\nCMD ["/opt/x"]\n'
    ) == ["tool", "runtime"]


def test_certificates_are_tool():
    assert roles(
        'FROM alpine AS certs\nRUN apk add --no-cache ca-certificates\nFROM scratch\nCOPY --from=certs /etc/ssl/certs /etc/ssl/certs\nCOPY app /\nENTRYPOINT ["/app"]\n'
    ) == ["tool", "runtime"]


def test_an_unpacked_download_is_tool_whatever_the_archive_is_called():
    assert roles(
        "FROM alpine AS x\nRUN curl -O https://example.org/c.gzf && tar -xzf caddy_1.0.tar.gzf && strip caddy\nFROM alpine\nCOPY --from=x /caddy /bin/caddy\n"
    ) == ["tool", "runtime"]


def test_packed_time_zones_are_tool():
    assert roles(
        "FROM alpine AS x\nRUN apk add tzdata zip && zip -r -0 /zoneinfo.zip .\nFROM scratch\nCOPY --from=x /zoneinfo.zip /\nCOPY app /\nCMD /app\n"
    ) == ["tool", "runtime"]


def test_users_written_in_place_are_tool():
    assert roles(
        'FROM alpine AS x\nRUN echo "app:x:1:1::/:" > /tmp/passwd && mkdir /tmp/certs\nFROM scratch\nCOPY --from=x /tmp/passwd /etc/passwd\nCOPY --from=x /tmp/certs /certs\nCOPY app /\nCMD ["/app"]\n'
    ) == ["tool", "runtime"]


def test_a_tool_installed_by_name_is_tool_and_a_library_deps():
    text = "FROM python AS x\nRUN pip install {0}\nFROM alpine\nCOPY --from=x {1} /y\n"
    assert roles(text.format("yt-search", "/usr/local/bin/yt-search"))[0] == "tool"
    assert roles(text.format("flask", "/usr/local/lib/python3.12/site-packages"))[0] == "deps"


def test_a_list_of_images_that_nothing_uses_is_tool():
    assert roles("FROM node:22 AS node\nFROM alpine:3 AS alpine\nFROM nginx:1 AS nginx\n")[:2] == ["tool", "tool"]


# --- dev -----------------------------------------------------------------------------------------------------------


def test_a_target_that_reloads_on_change_is_dev():
    assert roles(
        """
        FROM node:22 AS deps
        COPY package.json .
        RUN npm ci
        FROM deps AS work
        COPY . .
        CMD ["npm", "run", "dev"]
        FROM deps
        COPY . .
        CMD ["node", "server.js"]
        """
    ) == ["deps", "dev", "runtime"]


def test_a_debugger_in_the_command_is_dev():
    assert roles('FROM golang AS x\nCOPY . .\nCMD ["dlv", "debug"]\nFROM alpine\nCMD ["/app"]\n')[0] == "dev"


def test_a_devcontainer_is_dev():
    assert roles("FROM mcr.microsoft.com/devcontainers/go:1\nRUN go install golang.org/x/tools/gopls@latest\n") == [
        "dev"
    ]


# --- runtime -------------------------------------------------------------------------------------------------------


def test_the_last_stage_is_runtime_without_a_name():
    assert roles("FROM golang AS b\nRUN go build ./...\nFROM alpine\nCOPY --from=b /a /a\n")[1] == "runtime"


@pytest.mark.parametrize("command", ["pip install -e .", "uv sync --locked", "poetry install", "pixi install"])
def test_the_only_stage_that_installs_the_project_is_the_image_to_run(command):
    assert roles(f"FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN {command}\n") == ["runtime"]


@pytest.mark.parametrize("command", ["python -m build && pip install .", "uv build"])
def test_the_only_stage_that_makes_an_artifact_is_build_without_a_command(command):
    assert roles(f"FROM python:3.13\nWORKDIR /src\nCOPY . .\nRUN {command}\n") == ["build"]


def test_a_builder_that_stands_alone_is_build_though_it_installs_the_project():
    assert roles("FROM python:3.13 AS builder\nCOPY . .\nRUN pip install .\n") == ["build"]


def test_variants_beside_the_last_stage_are_runtime():
    assert roles(
        """
        FROM golang AS build
        COPY . .
        RUN go build -o /out/ ./cmd/...
        FROM alpine AS worker
        COPY --from=build /out/worker /worker
        ENTRYPOINT ["/worker"]
        FROM alpine AS web
        COPY --from=build /out/web /web
        ENTRYPOINT ["/web"]
        """
    ) == ["build", "runtime", "runtime"]


def test_an_image_whose_children_only_vary_it_is_runtime():
    assert roles(
        'FROM golang AS b\nRUN go build\nFROM alpine AS slim\nCOPY --from=b /a /a\nCMD ["/a"]\nFROM slim AS full\nRUN apk add git\n'
    ) == ["build", "runtime", "runtime"]


def test_a_parent_that_takes_what_was_built_is_runtime_without_a_command():
    assert roles(
        """
        FROM golang AS b
        COPY . .
        RUN go build -o /resource .
        FROM alpine AS resource
        RUN apk add git
        COPY --from=b /resource /opt/
        FROM resource AS check
        RUN go-test /opt/resource && npm test
        FROM resource AS extended
        RUN apk add chromium
        FROM resource
        """
    ) == ["build", "runtime", "test", "runtime", "runtime"]


def test_a_shell_behind_an_entrypoint_makes_no_dev_of_the_last_stage():
    assert roles(
        'FROM golang AS b\nRUN go build -o /a .\nFROM debian\nRUN apt-get install -y openssh-server\nCOPY --from=b /a /\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["bash"]\n'
    ) == ["build", "runtime"]


def test_an_application_server_stays_runtime_when_a_web_server_takes_its_static_files():
    assert roles(
        """
        FROM composer:2 AS vendor
        COPY composer.json .
        RUN composer install
        FROM php:8.3-fpm AS app
        COPY . /srv
        COPY --from=vendor /app/vendor /srv/vendor
        FROM nginx AS web
        COPY --from=app /srv/public /srv/public
        """
    ) == ["deps", "runtime", "runtime"]


# --- export --------------------------------------------------------------------------------------------------------


def test_a_fragment_that_elides_its_copies_still_builds():
    assert roles("FROM golang AS b\nRUN go build -o /app\nFROM alpine\nCOPY --from=b /app /app\n")[0] == "build"


def test_scratch_and_copies_alone_hand_out_files():
    assert roles("FROM golang AS b\nRUN go build -o /app\nFROM scratch AS binary\nCOPY --from=b /app /\n") == [
        "build",
        "export",
    ]


def test_scratch_with_an_entrypoint_runs():
    assert roles(
        'FROM golang AS b\nRUN go build -o /app\nFROM scratch\nCOPY --from=b /app /\nENTRYPOINT ["/app"]\n'
    ) == ["build", "runtime"]


def test_another_name_for_an_export_is_export():
    assert roles(
        "FROM golang AS b\nRUN go build -o /app\nFROM scratch AS binary\nCOPY --from=b /app /\nFROM binary AS default\n"
    ) == ["build", "export", "export"]


def test_a_variable_in_from_reaches_every_stage_it_may_mean():
    assert roles(
        """
        ARG TARGETOS
        FROM scratch AS bin-linux
        COPY app /app
        FROM scratch AS bin-windows
        COPY app.exe /app.exe
        FROM bin-${TARGETOS} AS bin
        """
    ) == ["export", "export", "export"]


# --- what a command does -------------------------------------------------------------------------------------------

COPIED = 'FROM img AS x\nCOPY . /src\nRUN {}\nFROM other\nCOPY --from=x /src/out /out\nCMD ["/out"]\n'

BUILDS = [
    "CGO_ENABLED=0 GOOS=$(xx-info os) go build -o /src/out ./cmd/app",
    'set -eux; if [ -n "$X" ]; then go build .; fi',
    "(cd web && npm run build)",
    "sh -c 'cd web && yarn build'",
    "npm --prefix web run build",
    "pnpm --filter web build",
    "npx ng build --configuration production",
    "corepack pnpm build",
    "yarn workspace web build",
    "bun build ./index.ts --outdir out",
    "deno compile main.ts",
    "turbo run build --filter=web",
    "python -m build --wheel",
    "pip install .",
    "python manage.py collectstatic --noinput",
    "./mvnw -B package -DskipTests",
    "./gradlew bootJar --no-daemon",
    "sbt assembly",
    "jlink --output /jre --add-modules java.base",
    "java -Djarmode=layertools -jar app.jar extract",
    "dotnet publish -c Release -o /out",
    "bundle exec rails assets:precompile",
    "mix do compile, release",
    "cmake -S . -B build && cmake --build build",
    "make",
    "make -C docs html",
    "./configure --prefix=/usr && make -j4 install",
    "bazel build //...",
    "stack build --copy-bins",
    "swift build -c release",
    "zig build -Doptimize=ReleaseSafe",
    "dart compile exe bin/server.dart",
    "buf generate",
    "mkdocs build --strict",
    "hugo --minify",
    "xx-cargo build --release --target-dir ./build",
    "goreleaser build --snapshot",
    "aarch64-linux-gnu-gcc -o out main.c",
    "./scripts/build.sh",
    "some-new-tool build --all",
    'npm run build"$( [ "$MODE" != production ] && echo :dev )"',
    "composer create-project acme/shop /srv",
    "npm run deploy --prefix assets",
    "raco exe -o app main.rkt",
    "tar cvzf /out.tgz *",
    '"python${VERSION}" ./waf configure all',
    "pip wheel -w /wheels /src",
    "bundle exec rake ci:setup assets:precompile",
]


@pytest.mark.parametrize("command", BUILDS)
def test_a_command_that_makes_something_makes_a_build(command):
    assert roles(COPIED.format(command))[0] == "build"


DEPENDENCIES = [
    "npm ci --omit=dev",
    "yarn install --immutable",
    "pnpm fetch",
    "bun install",
    "deno cache main.ts",
    "pip install --no-cache-dir -r requirements.txt",
    "python3.12 -m pip wheel -r requirements.txt -w /wheels",
    "uv sync --frozen --no-install-project",
    "uv pip sync requirements.txt",
    "poetry install --no-root",
    "pipenv sync",
    "conda env create -f environment.yml",
    "go mod download",
    "go mod vendor",
    "cargo fetch",
    "mvn dependency:go-offline -B",
    "gradle dependencies --no-daemon",
    "dotnet restore Shop.sln",
    "composer install --no-dev",
    "bundle install --jobs 4",
    "mix deps.get --only prod",
    "vcpkg install --triplet x64-linux",
    "conan install . --build=missing",
    "stack build --only-dependencies",
    "swift package resolve",
    "dart pub get",
    "make deps",
    "yarn --frozen-lockfile && yarn patch-package",
]


@pytest.mark.parametrize("command", DEPENDENCIES)
def test_a_command_that_obtains_dependencies_makes_deps(command):
    assert roles(COPIED.format(command))[0] == "deps"


TESTS = [
    "go test ./...",
    "go vet ./...",
    "npm test",
    "npm run lint",
    "yarn jest --ci",
    "yarn eslint src",
    "npx playwright test",
    "python -m pytest",
    "poetry run pytest",
    "tox -e py312",
    "cargo clippy -- -D warnings",
    "cargo test --locked",
    "mvn -B verify",
    "./gradlew check",
    "dotnet test",
    "vendor/bin/phpunit",
    "bundle exec rspec",
    "mix test",
    "ctest --test-dir build",
    "make test",
    "hadolint Dockerfile",
    "find . -name '*.sh' -exec shellcheck {} +",
    "./hack/run-tests.sh",
    'test -z "$(gofmt -l .)"',
]


@pytest.mark.parametrize("command", TESTS)
def test_a_command_that_checks_makes_a_test_of_a_stage_nobody_needs(command):
    text = f'FROM img AS x\nCOPY . .\nRUN {command}\nFROM other\nCMD ["/app"]\n'
    assert roles(text)[0] == "test"


@pytest.mark.parametrize(
    "command",
    [
        'echo "go build ./..."',
        "echo 'run make test first' && mkdir -p /src/out",
        "apt-get install -y make cmake golang",
        "go version",
        "cp go-build.log /src/out",
        "mkdir build && cd build",
        "rm -rf build # then go build",
        "case $A in build) true;; test) true;; esac",
        "cat <<EOF\nEOF",
    ],
)
def test_words_of_a_build_that_are_no_command_make_no_build(command):
    text = f'FROM img AS x\nRUN {command}\nFROM x AS y\nRUN make\nFROM other\nCOPY --from=y /o /o\nCMD ["/o"]\n'
    assert roles(text)[0] == "base"


def test_a_heredoc_is_read_as_a_script():
    assert (
        roles(
            "FROM img AS x\nCOPY . .\nRUN <<EOT\nset -e\nnpm ci\nnpm run build\nEOT\nFROM other\nCOPY --from=x /o /o\n"
        )[0]
        == "build"
    )


def test_a_heredoc_for_another_program_is_no_script():
    text = 'FROM img AS x\nRUN cat > /motd <<EOT\nmake build\nEOT\nFROM x AS y\nFROM y\nCMD ["/o"]\n'
    assert roles(text)[0] == "base"


# --- names mislead -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "body", "role"),
    [
        ("dev", "RUN curl -fsSL https://example.org/tool -o /usr/local/bin/tool", "tool"),
        ("dev", "COPY . .\nRUN go build -o /out/app", "build"),
        ("base", "COPY . .\nRUN go build -o /out/app", "build"),
        ("builder", "COPY package.json .\nRUN npm ci", "deps"),
        ("deps", "COPY . .\nRUN npm ci && npm run build", "build"),
        ("test", "COPY . .\nRUN cargo test && cargo build --release", "build"),
        ("runtime", "COPY . .\nRUN mvn package", "build"),
    ],
)
def test_what_a_stage_does_comes_before_its_name(name, body, role):
    assert (
        roles(f'FROM img AS {name}\n{body}\nFROM alpine\nCOPY --from={name} /out /out\nCMD ["/out/app"]\n')[0] == role
    )


def test_one_name_is_told_apart_by_its_use():
    text = "FROM debian AS x\nRUN apt-get install -y ca-certificates\nFROM {} AS y\nRUN make\nFROM alpine\nCOPY --from=y /a /a\n{}\n"
    assert roles(text.format("x", ""))[0] == "base"
    assert roles(text.format("gcc", "COPY --from=x /etc/ssl/certs /etc/ssl/certs"))[0] == "tool"


def test_a_tool_built_on_the_way_to_a_common_parent_leaves_it_base():
    assert (
        roles(
            "FROM golang AS base\nRUN git clone https://example.org/t.git && cd t && go install ./cmd/t\n"
            "FROM base AS a\nCOPY . .\nRUN make\nFROM scratch\nCOPY --from=a /out /\n"
        )[0]
        == "base"
    )


def test_generated_files_compared_with_the_committed_ones_are_a_test():
    assert roles(
        """
        FROM golang AS gen
        WORKDIR /src
        RUN --mount=target=. go generate ./... && mkdir /out && cp api.md /out
        FROM scratch AS update
        COPY --from=gen /out /
        FROM gen AS uptodate
        RUN --mount=target=. diff -r docs /out || { echo "run make docs"; exit 1; }
        """
    ) == ["build", "export", "test"]


@pytest.mark.parametrize(
    ("name", "last"),
    [("", 'EXPOSE 8080\nCMD ["./start-unit.sh"]'), (" AS runtime", 'ENTRYPOINT ["/benchmark"]')],
)
def test_a_last_stage_that_serves_is_runtime_whatever_its_program_is_called(name, last):
    assert roles(
        f"FROM golang AS build\nRUN go build -o /x .\nFROM alpine{name}\nCOPY --from=build /x /\n{last}\n"
    ) == [
        "build",
        "runtime",
    ]


def test_a_last_stage_that_starts_a_benchmark_is_a_test():
    assert roles(
        'FROM golang AS build\nRUN go build -o /x .\nFROM alpine\nCOPY --from=build /x /\nCMD ["./benchmark"]\n'
    ) == [
        "build",
        "test",
    ]
