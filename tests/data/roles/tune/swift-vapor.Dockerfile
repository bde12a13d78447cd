# ================================
# Build image
# ================================
FROM swift:5.9-jammy as build
RUN export DEBIAN_FRONTEND=noninteractive && apt-get -q update && apt-get -q dist-upgrade -y && apt-get install -y libjemalloc-dev
WORKDIR /build
COPY ./Package.* ./
RUN swift package resolve --skip-update
COPY . .
RUN swift build -c release --static-swift-stdlib -Xlinker -ljemalloc
WORKDIR /staging
RUN cp "$(swift build --package-path /build -c release --show-bin-path)/Run" ./

# ================================
# Run image
# ================================
FROM ubuntu:jammy
RUN apt-get -q update && apt-get -q install -y libjemalloc2 ca-certificates tzdata && rm -r /var/lib/apt/lists/*
RUN useradd --user-group --create-home --system --skel /dev/null --home-dir /app vapor
WORKDIR /app
COPY --from=build --chown=vapor:vapor /staging /app
USER vapor:vapor
EXPOSE 8080
ENTRYPOINT ["./Run"]
CMD ["serve", "--env", "production", "--hostname", "0.0.0.0", "--port", "8080"]
