FROM elixir:1.14-alpine AS deps
RUN apk add --no-cache build-base git && mix do local.hex --force, local.rebar --force
WORKDIR /app
ENV MIX_ENV=prod
COPY mix.exs mix.lock ./
COPY config/config.exs config/prod.exs config/
RUN mix deps.get --only prod && mix deps.compile

FROM deps AS releaser
COPY lib lib
COPY priv priv
COPY config/runtime.exs config/
RUN mix do compile, release murmur

FROM alpine:3.16 AS app
RUN apk add --no-cache openssl ncurses-libs libstdc++
WORKDIR /app
COPY --from=releaser /app/_build/prod/rel/murmur .
ENV HOME=/app
ENTRYPOINT ["bin/murmur"]
CMD ["start"]
