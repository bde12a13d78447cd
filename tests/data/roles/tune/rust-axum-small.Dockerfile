FROM rust:1-alpine AS BUILD
RUN apk add --no-cache musl-dev
WORKDIR /usr/src/
COPY Cargo.* ./
COPY src ./src
RUN --mount=type=cache,target=/usr/local/cargo/registry cargo install --path . --root /out

FROM scratch
COPY --from=BUILD /out/bin/pigeonhole /
ENV PORT=3000
CMD ["/pigeonhole"]
