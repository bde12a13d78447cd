# syntax=docker/dockerfile:1.3-labs
ARG BASE_IMAGE="ubuntu:22.04"
FROM ${BASE_IMAGE} AS haproxy

RUN <<EOF
#!/bin/bash
set -euo pipefail

apt-get update -y
apt-get install -y --no-install-recommends build-essential ca-certificates curl liblua5.4-dev libpcre2-dev libssl-dev

work=$(mktemp -d)
curl -sSfL https://www.haproxy.org/download/2.8/src/haproxy-2.8.5.tar.gz | tar -xz --strip-components=1 -C "$work"
make -C "$work" TARGET=linux-glibc USE_LUA=1 USE_OPENSSL=1 USE_PCRE2=1 -j4
make -C "$work" install-bin DESTDIR=/stage PREFIX=/usr/local
rm -rf "$work"
EOF

FROM ${BASE_IMAGE}
ENV LC_ALL=C.UTF-8
RUN <<EOF
#!/bin/bash
set -euo pipefail
apt-get update -y
apt-get install -y liblua5.4-0 libpcre2-8-0 socat sudo tzdata
rm -rf /var/lib/apt/lists/*
useradd -ms /bin/bash balance
mkdir -p /etc/haproxy /run/haproxy
EOF
COPY --from=haproxy /stage/ /
COPY haproxy.cfg /etc/haproxy/
USER balance
