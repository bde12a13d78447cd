# syntax=docker/dockerfile:1
FROM --platform=$BUILDPLATFORM golang:1.23-alpine AS base
RUN apk add --no-cache git
WORKDIR /src
COPY . .

FROM golangci/golangci-lint:v1.61-alpine AS linter

FROM base AS lint
COPY --from=linter /usr/bin/golangci-lint /usr/bin/
RUN --mount=type=cache,target=/root/.cache golangci-lint run --timeout 10m

FROM base AS check
RUN go vet ./... && test -z "$(gofmt -l .)"

FROM base AS frontend
ARG TARGETOS TARGETARCH
RUN --mount=type=cache,target=/root/.cache GOOS=$TARGETOS GOARCH=$TARGETARCH CGO_ENABLED=0 go build -o /frontend ./frontend/cmd

FROM scratch AS experimental
LABEL moby.buildkit.frontend.network.none="true"
COPY --from=frontend /frontend /bin/frontend
ENTRYPOINT ["/bin/frontend", "--experimental"]

FROM scratch AS stable
LABEL moby.buildkit.frontend.network.none="true"
COPY --from=frontend /frontend /bin/frontend
ENTRYPOINT ["/bin/frontend"]
