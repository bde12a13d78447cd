# syntax=docker/dockerfile:1
ARG ALPINE=3.19
ARG GO=1.22

# edge until the release has riscv64
FROM alpine:${ALPINE} AS os-amd64
FROM alpine:edge AS os-riscv64
FROM os-${TARGETARCH:-amd64} AS os

FROM --platform=$BUILDPLATFORM alpine:${ALPINE} AS git
RUN apk add --no-cache git

FROM git AS netns-src
WORKDIR /usr/src
RUN git clone --depth 1 -b v1.2.3 https://git.example.org/netns/slirp.git

FROM --platform=$BUILDPLATFORM golang:${GO}-alpine AS gobuild
RUN apk add --no-cache clang lld make
ENV CGO_ENABLED=0

FROM gobuild AS netns
RUN --mount=from=netns-src,source=/usr/src/slirp,target=/slirp,rw make -C /slirp PREFIX=/opt/netns install

FROM gobuild AS launcher
WORKDIR /src
ARG TARGETOS TARGETARCH
RUN --mount=target=. --mount=type=cache,target=/root/.cache GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /usr/bin/launcher .

FROM scratch AS binaries
COPY --link --from=netns /opt/netns/bin/ /
COPY --link --from=launcher /usr/bin/launcher /

FROM os AS rootless
RUN apk add --no-cache fuse-overlayfs shadow-uidmap && adduser -D -u 1000 user
COPY --link --from=binaries / /usr/bin/
USER 1000:1000
ENTRYPOINT ["launcher", "--rootless"]

FROM gobuild AS dev-env
RUN apk add --no-cache bash delve gdb git strace vim
COPY --from=binaries / /usr/local/bin/
WORKDIR /src
CMD ["bash"]
