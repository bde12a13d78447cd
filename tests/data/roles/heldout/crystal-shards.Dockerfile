FROM crystallang/crystal:1.11-alpine AS shards
WORKDIR /opt/kestrel
COPY shard.yml shard.lock ./
RUN shards install --production --frozen

FROM shards AS bin
RUN apk add --no-cache yaml-static sqlite-static
COPY src src
RUN crystal build src/kestrel.cr --release --static --no-debug -o /kestrel

FROM alpine:3.19
RUN apk add --no-cache tzdata
COPY --from=bin /kestrel /usr/bin/kestrel
EXPOSE 3000
CMD ["kestrel", "--bind=0.0.0.0"]
