# ---------- compile ----------
FROM swift:5.9-jammy as compile
RUN apt-get -q update && apt-get -q install -y libsqlite3-dev
WORKDIR /package
COPY Package.swift Package.resolved ./
RUN swift package resolve
COPY Sources Sources
COPY Tests Tests
RUN swift build --configuration release --product Noticeboard --static-swift-stdlib

# ---------- serve ----------
FROM ubuntu:jammy
RUN apt-get -q update && apt-get -q install -y ca-certificates libsqlite3-0 tzdata && rm -r /var/lib/apt/lists/*
WORKDIR /srv
COPY --from=compile /package/.build/release/Noticeboard ./
COPY Public Public
COPY Resources Resources
USER www-data
EXPOSE 8080
ENTRYPOINT ["./Noticeboard"]
CMD ["serve", "--env", "production", "--hostname", "0.0.0.0"]
