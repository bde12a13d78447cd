# server
FROM golang:1.12
WORKDIR /go/src/example.org/panorama
COPY vendor vendor
COPY internal internal
COPY main.go magefile.go ./
RUN go run magefile.go server

# pages
FROM node:10-alpine
WORKDIR /panorama
COPY ui/package.json ui/yarn.lock ./
RUN yarn --pure-lockfile
COPY ui .
RUN ./node_modules/.bin/webpack -p --config webpack.prod.js

FROM debian:stretch-slim
ENV PANORAMA_HOME=/opt/panorama
RUN apt-get update && apt-get install -qq -y ca-certificates fonts-dejavu-core && rm -rf /var/lib/apt/lists/*
WORKDIR $PANORAMA_HOME
COPY --from=0 /go/src/example.org/panorama/bin/server ./
COPY --from=1 /panorama/dist ./static
COPY defaults.toml run.sh ./
EXPOSE 3030
USER daemon
ENTRYPOINT [ "./run.sh" ]
