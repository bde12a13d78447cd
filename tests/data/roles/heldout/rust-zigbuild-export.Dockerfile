FROM --platform=linux/amd64 messense/cargo-zigbuild:0.18.4 AS cross
WORKDIR /io
RUN rustup target add aarch64-unknown-linux-musl x86_64-unknown-linux-musl aarch64-apple-darwin
COPY . .
RUN cargo zigbuild --release --target x86_64-unknown-linux-musl \
 && cargo zigbuild --release --target aarch64-unknown-linux-musl \
 && cargo zigbuild --release --target aarch64-apple-darwin
RUN mkdir /out && for t in x86_64-unknown-linux-musl aarch64-unknown-linux-musl aarch64-apple-darwin; do \
      tar -C target/$t/release -czf /out/lichen-$t.tar.gz lichen; \
    done

FROM scratch
COPY --from=cross /out /
