FROM alpine:3.19 AS zig
ARG ZIG=0.11.0
RUN apk add --no-cache curl xz \
 && curl -fsSL https://ziglang.org/download/${ZIG}/zig-linux-x86_64-${ZIG}.tar.xz | tar -xJ -C /opt \
 && mv /opt/zig-linux-x86_64-${ZIG} /opt/zig

FROM alpine:3.19 AS exe
COPY --from=zig /opt/zig /opt/zig
WORKDIR /repo
COPY build.zig build.zig.zon ./
COPY src src
RUN /opt/zig/zig build -Doptimize=ReleaseSafe -Dtarget=x86_64-linux-musl

FROM scratch
COPY --from=exe /repo/zig-out/bin/pebble /pebble
ENTRYPOINT ["/pebble"]
