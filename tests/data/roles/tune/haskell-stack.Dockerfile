FROM fpco/stack-build:lts-20.26 AS dependencies
RUN mkdir /opt/build
WORKDIR /opt/build
COPY stack.yaml package.yaml stack.yaml.lock /opt/build/
RUN stack build --system-ghc --dependencies-only

FROM fpco/stack-build:lts-20.26 AS build
COPY --from=dependencies /root/.stack /root/.stack
COPY . /opt/build/
WORKDIR /opt/build
RUN stack build --system-ghc
RUN mv "$(stack path --local-install-root --system-ghc)/bin" /opt/build/bin

FROM ubuntu:22.04 AS app
RUN apt-get update && apt-get install -y ca-certificates libgmp10 netbase
COPY --from=build /opt/build/bin .
EXPOSE 8080
CMD ["/abacus-exe"]
