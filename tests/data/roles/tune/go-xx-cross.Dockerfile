# syntax=docker/dockerfile:1.7

FROM --platform=$BUILDPLATFORM tonistiigi/xx:1.4.0 AS xx

FROM --platform=$BUILDPLATFORM golang:1.22-alpine AS gobase
COPY --from=xx / /
RUN apk add --no-cache clang lld file git
WORKDIR /src
ENV GOFLAGS=-mod=vendor

FROM gobase AS build
ARG TARGETPLATFORM
ARG VERSION=dev
RUN xx-apk add --no-cache musl-dev gcc
RUN --mount=type=bind,target=. \
    --mount=type=cache,target=/root/.cache <<EOT
  set -e
  xx-go build -ldflags "-X main.version=${VERSION}" -o /out/relayctl ./cmd/relayctl
  xx-verify --static /out/relayctl
EOT

FROM scratch AS binary
COPY --from=build /out /

FROM gcr.io/distroless/static-debian12:nonroot AS image
COPY --from=build /out/relayctl /usr/bin/relayctl
ENTRYPOINT ["/usr/bin/relayctl"]
