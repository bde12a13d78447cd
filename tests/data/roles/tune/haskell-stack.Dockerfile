FROM haskell:9.2-slim-buster AS dependencies
WORKDIR /abacus
COPY stack.yaml stack.yaml.lock abacus.cabal ./
RUN stack build --only-dependencies --no-install-ghc --system-ghc

FROM dependencies AS build
COPY . .
RUN stack install --system-ghc --local-bin-path /abacus/bin --ghc-options -O2

FROM debian:buster-slim AS app
RUN apt-get update && apt-get install -y libgmp10 netbase && rm -rf /var/lib/apt/lists/*
COPY --from=build /abacus/bin/abacus-server /usr/local/bin/
EXPOSE 8080
CMD ["abacus-server", "+RTS", "-N", "-RTS"]
