# syntax=docker/dockerfile:1
ARG ALPINE=3.20

FROM alpine:${ALPINE} AS src
RUN apk add --no-cache git patch
WORKDIR /src
ARG QEMU=v8.2.0
RUN git clone --depth 1 --branch ${QEMU} --recurse-submodules https://github.com/qemu/qemu
COPY patches patches
RUN cd qemu && for p in ../patches/*.patch; do patch -p1 < "$p"; done

FROM alpine:${ALPINE} AS toolchain
RUN apk add --no-cache bash gcc glib-dev glib-static make meson musl-dev ninja perl pkgconf python3 zlib-static
WORKDIR /qemu

FROM toolchain AS emulators
ARG TARGETS=aarch64-linux-user,riscv64-linux-user
RUN --mount=target=.,from=src,source=/src/qemu,rw <<EOT
  set -e
  ./configure --static --disable-system --target-list=$TARGETS --prefix=/emulators
  make -j"$(nproc)" install
EOT

FROM emulators AS packed
RUN mkdir /archive && tar -C /emulators/bin -czf /archive/emulators.tar.gz .

FROM scratch AS binaries
COPY --from=emulators /emulators/bin/qemu-* /

FROM scratch AS archive
COPY --from=packed /archive/ /
