# syntax=docker/dockerfile:1

ARG GO_VERSION=1.22
ARG ALPINE_VERSION=3.20

FROM --platform=$BUILDPLATFORM tonistiigi/xx:1.5.0 AS xx

FROM --platform=$BUILDPLATFORM golang:${GO_VERSION}-alpine${ALPINE_VERSION} AS gobase
COPY --from=xx / /
RUN apk add --no-cache file git protoc protobuf-dev
ENV GOFLAGS=-mod=vendor CGO_ENABLED=0
WORKDIR /src

# regenerates the *.pb.go files
FROM gobase AS protobuf
RUN --mount=target=/src <<EOT
  set -ex
  mkdir /gen
  protoc -I api --go_out=/gen --go-grpc_out=/gen $(find api -name '*.proto')
EOT

FROM scratch AS protobuf-update
COPY --from=protobuf /gen /

FROM gobase AS protobuf-validate
RUN --mount=target=/src --mount=from=protobuf,source=/gen,target=/gen \
  for f in $(cd /gen && find . -name '*.pb.go'); do cmp "/gen/$f" "/src/$f"; done

FROM gobase AS tarpon
ARG TARGETPLATFORM
RUN --mount=target=/src --mount=type=cache,target=/root/.cache \
  xx-go build -trimpath -o /out/tarpon ./cmd/tarpon && xx-verify --static /out/tarpon

FROM tarpon AS test
RUN --mount=target=/src --mount=type=cache,target=/root/.cache \
  go test -coverprofile=/coverage/all.txt ./...

FROM scratch AS test-coverage
COPY --from=test /coverage/ /

FROM scratch AS files-linux
COPY --link --from=tarpon /out/tarpon /

FROM scratch AS files-windows
COPY --link --from=tarpon /out/tarpon /tarpon.exe

FROM --platform=$BUILDPLATFORM alpine:${ALPINE_VERSION} AS archiver
RUN apk add --no-cache tar zstd
ARG TARGETPLATFORM
RUN --mount=from=files-linux,target=/files <<EOT
  name="tarpon_$(echo "$TARGETPLATFORM" | tr / _)"
  mkdir /archives
  tar --zstd -C /files -cf "/archives/$name.tar.zst" .
  cd /archives && sha256sum "$name.tar.zst" > "$name.sha256"
EOT

FROM scratch AS release
COPY --from=archiver /archives/ /

FROM docker:26.1-dind AS shell
RUN apk add --no-cache bash-completion git htop tmux vim
COPY hack/tmux.conf /root/.tmux.conf
COPY --from=files-linux / /usr/local/bin/
WORKDIR /play
ENTRYPOINT ["tmux", "new-session"]

FROM files-linux
