ARG RUBY_VERSION=3.1.4-slim-bullseye
FROM ruby:${RUBY_VERSION} AS foundation
ENV LANG=C.UTF-8 BUNDLE_PATH=/bundle RAILS_LOG_TO_STDOUT=1
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    apt-get update && apt-get install -y --no-install-recommends libjemalloc2 libpq5 libvips42 curl gnupg2 \
    && curl -fsSL https://deb.nodesource.com/setup_18.x | bash - && apt-get install -y nodejs && npm i -g yarn
ENV LD_PRELOAD=libjemalloc.so.2
WORKDIR /srv/clinic

FROM foundation AS bundle-installer
RUN apt-get update && apt-get install -y --no-install-recommends build-essential libpq-dev git
COPY Gemfile Gemfile.lock ./
RUN bundle config set --local deployment true && bundle install --no-cache

FROM foundation AS yarn-installer
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile --network-timeout 600000 && yarn cache clean --all

FROM foundation AS precompiler
COPY . .
COPY --from=bundle-installer /bundle /bundle
COPY --from=yarn-installer /srv/clinic/node_modules node_modules
RUN RAILS_ENV=production SECRET_KEY_BASE=x bundle exec rails assets:precompile

FROM bundle-installer AS rspec
RUN bundle config unset deployment && bundle install --with test
COPY . .
ENV RAILS_ENV=test
CMD ["sh", "-c", "bin/rails db:prepare && bundle exec rspec --format documentation"]

FROM foundation
ENV RAILS_ENV=production
COPY . .
COPY --from=bundle-installer /bundle /bundle
COPY --from=precompiler /srv/clinic/public public
RUN useradd -u 991 clinic && chown -R clinic tmp log
USER clinic
ENTRYPOINT ["bin/entrypoint"]
EXPOSE 3000 4000
