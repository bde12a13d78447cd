# syntax=docker/dockerfile:1

ARG GO_VERSION=1.23
ARG DEBIAN=bookworm

FROM golang:${GO_VERSION}-${DEBIAN} AS base
RUN apt-get update && apt-get install -y --no-install-recommends \
      gcc \
      libsqlite3-dev \
      pkg-config \
    && rm -rf /var/lib/apt/lists/*
ENV CGO_ENABLED=1
WORKDIR /work

FROM base AS modules
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download -x && go mod verify

FROM modules AS compile
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    go build -tags "sqlite_fts5" -o /usr/local/bin/ledgerd ./cmd/ledgerd

FROM compile AS unit
RUN --mount=type=cache,target=/root/.cache/go-build go test -race ./...

FROM debian:${DEBIAN}-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libsqlite3-0 tini \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 900 ledger
COPY --from=compile /usr/local/bin/ledgerd /usr/local/bin/
USER ledger
VOLUME /var/lib/ledger
ENTRYPOINT ["tini", "--", "ledgerd"]
CMD ["serve", "--data", "/var/lib/ledger"]
