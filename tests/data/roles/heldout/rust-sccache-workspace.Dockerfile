# syntax=docker/dockerfile:1.4
ARG RUST_VERSION=1.79.0
FROM rust:${RUST_VERSION}-slim-bookworm AS toolchain
RUN apt-get update && apt-get install -y --no-install-recommends clang lld pkg-config libssl-dev protobuf-compiler curl
ARG SCCACHE=0.8.1
RUN curl -sSL https://github.com/mozilla/sccache/releases/download/v${SCCACHE}/sccache-v${SCCACHE}-x86_64-unknown-linux-musl.tar.gz \
  | tar -xz --strip-components=1 -C /usr/local/bin sccache-v${SCCACHE}-x86_64-unknown-linux-musl/sccache
ENV RUSTC_WRAPPER=sccache SCCACHE_DIR=/sccache RUSTFLAGS="-C link-arg=-fuse-ld=lld"

FROM toolchain AS release
WORKDIR /usr/src/quorum
COPY . .
RUN --mount=type=cache,target=/sccache \
    --mount=type=cache,target=/usr/local/cargo/registry \
    cargo build --release --workspace --bins && sccache --show-stats \
    && cp target/release/quorum-node target/release/quorum-cli /usr/local/bin/

FROM gcr.io/distroless/cc-debian12
COPY --from=release /usr/local/bin/quorum-node /usr/local/bin/quorum-cli /usr/local/bin/
EXPOSE 9944
ENTRYPOINT ["/usr/local/bin/quorum-node"]
