# syntax=docker/dockerfile:1

ARG GO_VERSION=1.22.5
ARG XX_VERSION=1.4.0
ARG GOLANGCI_LINT_VERSION=v1.59

FROM --platform=$BUILDPLATFORM tonistiigi/xx:${XX_VERSION} AS xx
FROM golangci/golangci-lint:${GOLANGCI_LINT_VERSION}-alpine AS golangci-lint

FROM --platform=$BUILDPLATFORM golang:${GO_VERSION}-alpine AS base
COPY --from=xx / /
RUN apk add --no-cache git make bash rsync
WORKDIR /src

FROM base AS vendored
RUN --mount=target=.,rw --mount=target=/go/pkg/mod,type=cache <<EOT
  set -e
  go mod tidy
  go mod vendor
  mkdir /out
  cp -r go.mod go.sum vendor /out
EOT

FROM vendored AS vendor-validate
RUN --mount=target=.,rw <<EOT
  set -e
  rsync -a /out/ .
  if [ -n "$(git status --porcelain -- go.mod go.sum vendor)" ]; then
    echo >&2 'vendor is out of date, run make vendor'
    git status --porcelain -- go.mod go.sum vendor
    exit 1
  fi
EOT

FROM scratch AS vendor-update
COPY --from=vendored /out /

FROM base AS lint
RUN --mount=target=. \
    --mount=target=/root/.cache,type=cache \
    --mount=from=golangci-lint,source=/usr/bin/golangci-lint,target=/usr/bin/golangci-lint \
    golangci-lint run ./...

FROM base AS test
ENV CGO_ENABLED=0
RUN --mount=target=. --mount=target=/root/.cache,type=cache \
    go test -coverprofile=/tmp/coverage.txt ./... && go tool cover -func=/tmp/coverage.txt

FROM scratch AS test-coverage
COPY --from=test /tmp/coverage.txt /coverage.txt

FROM base AS outdated
RUN --mount=target=. go list -u -m -mod=readonly -f '{{if .Update}}{{.Path}} {{.Update.Version}}{{end}}' all | tee /outdated.txt

FROM scratch AS outdated-report
COPY --from=outdated /outdated.txt /

FROM base AS build
ARG TARGETPLATFORM
RUN --mount=target=. --mount=target=/root/.cache,type=cache \
    xx-go build -o /usr/bin/docker-sieve ./cmd/plugin && xx-verify /usr/bin/docker-sieve

FROM docker:26-cli AS e2e-image
COPY --from=build /usr/bin/docker-sieve /usr/local/lib/docker/cli-plugins/docker-sieve
COPY e2e /e2e
ENTRYPOINT ["/e2e/run.sh", "--all"]

FROM scratch AS binary
COPY --from=build /usr/bin/docker-sieve /

FROM binary AS default
