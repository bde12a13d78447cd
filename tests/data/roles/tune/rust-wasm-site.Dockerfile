FROM rust:1.74 AS wasm
RUN rustup target add wasm32-unknown-unknown && cargo install wasm-pack
WORKDIR /crate
COPY crates/engine .
RUN wasm-pack build --release --target web

FROM node:20 AS web
WORKDIR /web
COPY web/package.json web/yarn.lock ./
RUN yarn install --frozen-lockfile
COPY web .
COPY --from=wasm /crate/pkg ./src/engine
RUN yarn build

FROM caddy:2-alpine
COPY --from=web /web/dist /srv
COPY Caddyfile /etc/caddy/Caddyfile
