# Dependencies are compiled first against an empty crate so that Docker caches them.
FROM clux/muslrust:stable as cargo-cache
WORKDIR /volume
COPY Cargo.toml Cargo.lock ./
RUN mkdir src && echo "fn main() {}" > src/main.rs \
 && cargo build --release --target x86_64-unknown-linux-musl \
 && rm -rf src

FROM cargo-cache as binary
COPY src ./src
RUN touch src/main.rs && cargo build --release --target x86_64-unknown-linux-musl \
 && strip target/x86_64-unknown-linux-musl/release/hopper

FROM alpine:3.18 as user
RUN adduser -D -H -u 10001 hopper && apk add --no-cache ca-certificates

FROM scratch
COPY --from=user /etc/passwd /etc/passwd
COPY --from=user /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=binary /volume/target/x86_64-unknown-linux-musl/release/hopper /hopper
USER hopper
ENTRYPOINT ["/hopper"]
