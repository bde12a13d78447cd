"""What is measured: Dockerfiles and pages as documentation has them, made up from a number.

The same number gives the same text on every machine; different numbers give different texts, so that no cache of what was
seen before can flatter a result.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_NAMES: Final = ("api", "billing", "catalog", "gateway", "ingest", "mailer", "orders", "portal", "search", "worker")
_THINGS: Final = ("cache", "config", "image", "package", "release", "service", "session", "stage", "volume", "worker")
_VERBS: Final = ("builds", "copies", "deploys", "describes", "installs", "keeps", "needs", "replaces", "starts", "uses")

# About 15 lines and two to four stages each, as guides show them.
_DOCKERFILES: Final = (
    # Node
    """\
FROM node:{node}-alpine AS deps
WORKDIR /{name}
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci

FROM deps AS build
COPY . .
ENV NODE_ENV=production
RUN npm run build && npm prune --omit=dev

FROM nginx:1.{minor}-alpine
COPY --from=build /{name}/dist /usr/share/nginx/html
COPY nginx/{name}.conf /etc/nginx/conf.d/default.conf
EXPOSE {port}
CMD ["nginx", "-g", "daemon off;"]
""",
    # Go
    """\
# syntax=docker/dockerfile:1
ARG GO_VERSION=1.{minor}
FROM golang:${{GO_VERSION}} AS build
WORKDIR /src/{name}
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /out/{name} ./cmd/{name}

FROM build AS test
RUN go test ./...

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/{name} /usr/local/bin/{name}
USER nonroot:nonroot
EXPOSE {port}/tcp
ENTRYPOINT ["/usr/local/bin/{name}"]
""",
    # Python
    """\
FROM python:3.{python}-slim AS base
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1
WORKDIR /opt/{name}

FROM base AS deps
RUN apt-get update && apt-get install -y --no-install-recommends \\
    build-essential libpq-dev \\
 && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN pip install --prefix=/install -r requirements.txt

FROM base
COPY --from=deps /install /usr/local
COPY {name}/ ./{name}/
EXPOSE {port}
CMD ["gunicorn", "-b", "0.0.0.0:{port}", "{name}.wsgi:application"]
""",
    # Java
    """\
FROM maven:3.9-eclipse-temurin-{java} AS build
WORKDIR /build
COPY pom.xml ./
RUN mvn -B dependency:go-offline
COPY src ./src
RUN mvn -B package -DskipTests

FROM eclipse-temurin:{java}-jre-jammy AS {name}
RUN useradd --system --uid {uid} {name}
WORKDIR /app
COPY --from=build --chown={name} /build/target/{name}-1.{minor}.jar app.jar
USER {name}
EXPOSE {port}
HEALTHCHECK --interval=30s CMD curl -f http://localhost:{port}/actuator/health
ENTRYPOINT ["java", "-jar", "app.jar"]
""",
    # Rust
    """\
FROM rust:1.{rust} AS chef
RUN cargo install cargo-chef --locked
WORKDIR /usr/src/{name}

FROM chef AS planner
COPY . .
RUN cargo chef prepare --recipe-path recipe.json

FROM chef AS builder
COPY --from=planner /usr/src/{name}/recipe.json recipe.json
RUN cargo chef cook --release --recipe-path recipe.json
COPY . .
RUN cargo build --release --bin {name}

FROM debian:bookworm-slim AS runtime
COPY --from=builder /usr/src/{name}/target/release/{name} /usr/local/bin/
CMD ["{name}", "--listen", "0.0.0.0:{port}"]
""",
    # .NET
    """\
FROM mcr.microsoft.com/dotnet/sdk:{dotnet}.0 AS build
ARG BUILD_CONFIGURATION=Release
WORKDIR /src
COPY ["{name}/{name}.csproj", "{name}/"]
RUN dotnet restore "{name}/{name}.csproj"
COPY . .
RUN dotnet publish "{name}/{name}.csproj" -c $BUILD_CONFIGURATION -o /app/publish

FROM mcr.microsoft.com/dotnet/aspnet:{dotnet}.0 AS final
WORKDIR /app
ENV ASPNETCORE_URLS=http://+:{port}
EXPOSE {port}
COPY --from=build /app/publish .
USER {uid}
ENTRYPOINT ["dotnet", "{name}.dll"]
""",
    # PHP
    """\
FROM composer:2.{python} AS vendor
WORKDIR /app
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts --prefer-dist

FROM node:{node} AS assets
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY resources ./resources
RUN npm run build

FROM php:8.{php}-fpm-alpine
WORKDIR /var/www/{name}
COPY . .
COPY --from=vendor /app/vendor ./vendor
COPY --from=assets /app/public/build ./public/build
LABEL org.opencontainers.image.title="{name}" org.opencontainers.image.version="{minor}.{uid}"
""",
)


def dockerfile(number: int) -> str:
    """A Dockerfile as a guide shows it."""
    chance = Random(number)  # noqa: S311 - no secrets here
    name = f"{chance.choice(_NAMES)}-{number}"
    return _DOCKERFILES[number % len(_DOCKERFILES)].format(
        name=name,
        node=chance.randrange(16, 25),
        minor=chance.randrange(18, 30),
        python=chance.randrange(8, 15),
        java=chance.choice((11, 17, 21, 25)),
        rust=chance.randrange(70, 95),
        dotnet=chance.randrange(6, 11),
        php=chance.randrange(1, 5),
        port=chance.randrange(1024, 10_000),
        uid=chance.randrange(1000, 60_000),
    )


def _sentence(chance: Random) -> str:
    first, second, third = chance.sample(_THINGS, 3)
    return f"The {first} {chance.choice(_VERBS)} the {second} before the {third} {chance.choice(_VERBS)} it."


def _paragraph(chance: Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randrange(3, 7)))


def _code(chance: Random) -> str:
    name = chance.choice(_NAMES)
    return f'```python\ndef {name}(count: int = {chance.randrange(1000)}) -> list[str]:\n    return ["{name}"] * count\n```'


def page(number: int, blocks: int = 3) -> str:
    """A page with so many Dockerfiles, running text between them, and a block in another language."""
    chance = Random(-number - 1)  # noqa: S311
    parts = [f"# Guide {number}", _paragraph(chance), _code(chance)]
    for block in range(blocks):
        parts += [
            f"## Part {block + 1}",
            _paragraph(chance),
            f"```dockerfile\n{dockerfile(number * blocks + block)}```",
        ]
    if not blocks:
        for section in range(3):
            parts += [f"## Part {section + 1}", _paragraph(chance), _code(chance), _code(chance)]
    parts.append(_paragraph(chance))
    return "\n\n".join(parts) + "\n"


_SITE: Final = """\
site_name: Guides
theme:
  name: material
  font: false
{theme}plugins:
  - search
{plugins}markdown_extensions:
  - admonition
  - attr_list
  - toc:
      permalink: true
  - pymdownx.highlight:
      anchor_linenums: true
      line_spans: __span
      pygments_lang_class: true
  - pymdownx.superfences{fences}
"""


def site(folder: Path, pages: int, blocks: int = 3, every: int = 1, section: int = 0) -> None:
    """The pages of a site, without its configuration.

    Args:
        folder: Where its ``docs`` are to be.
        pages: How many.
        blocks: Dockerfiles of a page.
        every: One page in so many has any.
        section: So many pages are in one folder of it; 0 for all of them side by side.
    """
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for number in range(pages):
        name = f"guide-{number}.md" if number else "index.md"
        if section and number:
            (docs / f"part-{number // section}").mkdir(exist_ok=True)
            name = f"part-{number // section}/{name}"
        (docs / name).write_text(page(number, 0 if number % every else blocks), encoding="utf-8")


def configuration(folder: Path, name: str, plugins: str = "", fences: str = "", theme: str = "") -> Path:
    """A configuration of a site, beside its pages.

    Args:
        folder: The site's.
        name: The file's name, without suffix.
        plugins: Lines of YAML, to follow the list of plugins.
        fences: What SuperFences is told, likewise.
        theme: What the theme is told, likewise.
    """
    file = folder / f"{name}.yml"
    file.write_text(_SITE.format(plugins=plugins, fences=fences, theme=theme), encoding="utf-8")
    return file
