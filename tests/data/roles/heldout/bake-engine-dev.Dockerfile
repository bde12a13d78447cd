# syntax=docker/dockerfile:1

ARG CROSS=off
ARG DISTRO=bookworm
ARG GO_IMAGE=golang:1.20-${DISTRO}

FROM ${GO_IMAGE} AS base
RUN rm -f /etc/apt/apt.conf.d/docker-clean \
 && apt-get update && apt-get install --no-install-recommends -y file git make
ENV CGO_ENABLED=1
WORKDIR /engine

FROM base AS criu
RUN curl -fsSL https://download.example.org/criu/key.asc -o /etc/apt/trusted.gpg.d/criu.asc \
 && echo "deb https://download.example.org/criu/${DISTRO:-bookworm} /" > /etc/apt/sources.list.d/criu.list \
 && apt-get update && apt-get install -y criu && mkdir /opt/out && cp /usr/sbin/criu /opt/out

FROM base AS registry
ARG REGISTRY_REF=v2.8.2
RUN --mount=type=tmpfs,target=/usr/src --mount=type=cache,target=/root/.cache <<SH
  set -e
  git clone --branch "$REGISTRY_REF" --depth 1 https://github.com/distribution/distribution.git /usr/src/registry
  cd /usr/src/registry
  GO111MODULE=auto go build -o /opt/out/registry ./cmd/registry
SH

# images that the suite loads, so that it needs no network
FROM debian:${DISTRO} AS fixtures
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates skopeo
RUN mkdir /opt/out && for i in busybox:1.36 alpine:3.18 hello-world:linux; do \
      skopeo copy docker://docker.io/library/$i docker-archive:/opt/out/${i%:*}.tar; done

FROM base AS cross-off

FROM --platform=linux/amd64 base AS cross-on
RUN dpkg --add-architecture arm64 && dpkg --add-architecture riscv64
RUN apt-get update && apt-get install -y --no-install-recommends crossbuild-essential-arm64 crossbuild-essential-riscv64

FROM cross-${CROSS} AS compilers

FROM compilers AS init
RUN apt-get update && apt-get install -y --no-install-recommends cmake xxd
RUN git clone --depth 1 --branch v0.19.0 https://github.com/krallin/tini /usr/src/tini \
 && cmake -S /usr/src/tini -B /usr/src/tini/o && make -C /usr/src/tini/o tini-static \
 && install -D /usr/src/tini/o/tini-static /opt/out/engine-init

FROM docker:24-cli AS cli

FROM compilers AS binary
ARG VERSION
RUN --mount=type=bind,target=.,rw --mount=type=cache,target=/root/.cache ./hack/compile && mv out /opt/out

FROM compilers AS cross
RUN --mount=type=bind,target=.,rw --mount=type=cache,target=/root/.cache ./hack/compile --all-platforms && mv out /opt/out

FROM scratch AS all
COPY --from=binary /opt/out/ /
COPY --from=init /opt/out/ /
COPY --from=criu /opt/out/ /

FROM base AS smoke
COPY --from=cross /opt/out/ /cross
RUN for b in /cross/*/engined; do file "$b" | grep -q 'statically linked' && "$b" --version || exit 1; done

FROM compilers AS workbench
RUN apt-get update && apt-get install -y bash-completion gdb iproute2 iptables jq less strace sudo vim
RUN useradd --create-home rootless && cp /etc/skel/.bashrc /root/
COPY --from=cli /usr/local/bin/docker /usr/local/bin/
COPY --from=fixtures /opt/out/ /fixtures
COPY --from=registry /opt/out/ /usr/local/bin/
COPY --from=init /opt/out/ /usr/local/bin/
COPY --from=criu /opt/out/ /usr/local/sbin/
VOLUME /var/lib/engine
ENTRYPOINT ["hack/enter"]
COPY . .
