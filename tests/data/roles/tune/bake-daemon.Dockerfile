# syntax=docker/dockerfile:1

ARG GO_VERSION=1.21
ARG SHIM_VERSION=v0.9.2
ARG CNI_VERSION=v1.4.1

FROM --platform=$BUILDPLATFORM tonistiigi/xx AS xx

FROM --platform=$BUILDPLATFORM golang:${GO_VERSION}-alpine3.20 AS gobuild-base
RUN apk add --no-cache file bash clang lld musl-dev pkgconfig git make
COPY --from=xx / /

# shim source
FROM gobuild-base AS shim-src
WORKDIR /usr/src
ARG SHIM_VERSION
RUN git clone --depth 1 --branch ${SHIM_VERSION} https://github.com/example/boxshim.git .

FROM gobuild-base AS shim
WORKDIR /go/src/boxshim
ARG TARGETPLATFORM
RUN xx-apk add musl-dev gcc libseccomp-dev libseccomp-static
RUN --mount=from=shim-src,src=/usr/src,target=.,rw --mount=type=cache,target=/root/.cache \
    CGO_ENABLED=1 xx-go build -mod=vendor -ldflags '-extldflags -static' -o /usr/bin/boxshim ./ && \
    xx-verify --static /usr/bin/boxshim

FROM --platform=$BUILDPLATFORM alpine:3.20 AS cni-plugins
RUN apk add --no-cache curl
ARG CNI_VERSION
ARG TARGETARCH
WORKDIR /opt/cni/bin
RUN curl -fsSL https://github.com/containernetworking/plugins/releases/download/${CNI_VERSION}/cni-plugins-linux-${TARGETARCH}-${CNI_VERSION}.tgz | tar xz

FROM gobuild-base AS stevedored
WORKDIR /src
ARG TARGETPLATFORM
ENV CGO_ENABLED=0
RUN --mount=target=. --mount=type=cache,target=/root/.cache --mount=type=cache,target=/go/pkg/mod \
    xx-go build -o /usr/bin/stevedored ./cmd/stevedored

FROM alpine:3.20 AS rootfs-base
RUN apk add --no-cache fuse3 iptables openssh-client pigz xz \
  && ln -s fusermount3 /usr/bin/fusermount

FROM stevedored AS bundle
COPY --from=shim /usr/bin/boxshim /bundle/
RUN cp /usr/bin/stevedored /bundle/ && tar -C /bundle -czf /bundle.tar.gz .

FROM scratch AS binaries
COPY --from=bundle /bundle /

FROM gobuild-base AS integration-tests
RUN apk add --no-cache shadow sudo iptables
COPY --from=shim /usr/bin/boxshim /usr/bin/
COPY --from=stevedored /usr/bin/stevedored /usr/bin/
COPY --link --from=cni-plugins /opt/cni/bin /opt/cni/bin
WORKDIR /src
COPY . .
ENTRYPOINT ["./hack/run-integration"]
CMD ["go", "test", "-v", "./integration/..."]

FROM rootfs-base AS stevedore
COPY --link --from=cni-plugins /opt/cni/bin /opt/cni/bin
COPY --link --from=shim /usr/bin/boxshim /usr/bin/
COPY --link --from=stevedored /usr/bin/stevedored /usr/bin/
VOLUME /var/lib/stevedore
ENTRYPOINT ["stevedored"]
