FROM rust:1.77-slim-bookworm AS chef
RUN apt-get update && apt-get install -y libssl-dev pkg-config && cargo install --locked cargo-chef@0.1.66
WORKDIR /beacon

FROM chef AS planner
COPY . .
RUN cargo chef prepare

FROM chef AS builder
COPY --from=planner /beacon/recipe.json .
RUN cargo chef cook --release
COPY . .
ARG GIT_SHA
RUN cargo build --release --locked --bin beacon

FROM debian:bookworm-slim AS runtime
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates libssl3 && rm -rf /var/lib/apt/lists/*
COPY --from=builder /beacon/target/release/beacon /usr/local/bin/
COPY migrations /etc/beacon/migrations
ENTRYPOINT ["beacon"]
