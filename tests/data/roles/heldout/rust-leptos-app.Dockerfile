FROM rustlang/rust:nightly-bookworm AS Construccion
RUN cargo install --locked cargo-leptos && rustup target add wasm32-unknown-unknown
WORKDIR /recetas
COPY . .
RUN cargo leptos build --release -vv

FROM debian:bookworm-slim
WORKDIR /recetas
COPY --from=0 /recetas/target/release/recetas ./
COPY --from=0 /recetas/target/site site
ENV LEPTOS_SITE_ADDR=0.0.0.0:8080 LEPTOS_SITE_ROOT=site
EXPOSE 8080
CMD ["./recetas"]
