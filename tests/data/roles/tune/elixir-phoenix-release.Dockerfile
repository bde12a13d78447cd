ARG BUILDER_IMAGE="hexpm/elixir:1.15.7-erlang-26.1.2-debian-bullseye-20231009-slim"
ARG RUNNER_IMAGE="debian:bullseye-20231009-slim"

FROM ${BUILDER_IMAGE} as builder
ENV MIX_ENV=prod
RUN apt-get update -y && apt-get install -y build-essential git nodejs npm
WORKDIR /harbor
RUN mix do local.hex --force + local.rebar --force
COPY mix.exs mix.lock ./
COPY config config
RUN mix do deps.get --only prod + deps.compile
COPY assets/package.json assets/package-lock.json assets/
RUN npm --prefix assets ci
COPY . .
RUN mix do assets.deploy + compile + release --path /release

FROM ${RUNNER_IMAGE}
RUN apt-get update -y && apt-get install -y libncurses5 libstdc++6 locales openssl \
  && localedef -i en_US -f UTF-8 en_US.UTF-8 && rm -rf /var/lib/apt/lists/*
ENV LANG=en_US.UTF-8 PHX_SERVER=true
COPY --from=builder --chown=nobody /release /harbor
USER nobody
WORKDIR /harbor
CMD ["bin/harbor", "start"]
