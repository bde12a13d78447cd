# syntax=docker/dockerfile:1
ARG HUGO_VERSION=0.120.4

FROM golang:1.21-alpine AS hugo
ARG HUGO_VERSION
RUN apk add --no-cache git nodejs npm
RUN wget -qO- https://github.com/gohugoio/hugo/releases/download/v${HUGO_VERSION}/hugo_extended_${HUGO_VERSION}_linux-amd64.tar.gz | tar xz -C /usr/local/bin hugo
WORKDIR /project

FROM hugo AS build
COPY . .
RUN npm ci && hugo --gc --minify -d /site

FROM hugo AS preview
COPY . .
RUN npm ci
EXPOSE 1313
CMD ["hugo", "server", "--bind", "0.0.0.0", "--buildDrafts"]

FROM wjdp/htmltest:v0.17.0 AS links
COPY --from=build /site /test/public
COPY .htmltest.yml /test/.htmltest.yml
RUN cd /test && htmltest

FROM nginx:alpine AS serve
COPY --from=build /site /usr/share/nginx/html

FROM scratch AS release
COPY --from=build /site /
