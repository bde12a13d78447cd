FROM lukemathwalker/cargo-chef:latest-rust-1.74-alpine AS chef
WORKDIR /srv

FROM chef AS plan
COPY . .
RUN cargo chef prepare --recipe-path recipe.json

FROM chef AS cook
RUN apk add --no-cache musl-dev openssl-dev openssl-libs-static
COPY --from=plan /srv/recipe.json recipe.json
RUN cargo chef cook --release --recipe-path recipe.json

FROM cook AS compile
COPY . .
ENV SQLX_OFFLINE=true
RUN cargo build --release

FROM alpine:3.19
RUN addgroup -S lemming && adduser -S lemming -G lemming
COPY --from=compile /srv/target/release/lemming /usr/local/bin/lemming
COPY config.toml /etc/lemming/
USER lemming
CMD ["lemming", "--config", "/etc/lemming/config.toml"]
