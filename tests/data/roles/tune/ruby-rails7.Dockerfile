# syntax = docker/dockerfile:1
ARG RUBY_VERSION=3.2.2
FROM ruby:$RUBY_VERSION-slim as base
WORKDIR /rails
ENV RAILS_ENV=production \
    BUNDLE_DEPLOYMENT=1 \
    BUNDLE_WITHOUT=development:test
RUN gem update --system --no-document


FROM base as build
RUN apt-get update -qq && apt-get install -y --no-install-recommends build-essential git libpq-dev pkg-config
COPY Gemfile Gemfile.lock ./
RUN bundle install && bundle exec bootsnap precompile --gemfile
COPY . .
RUN bundle exec bootsnap precompile app lib
RUN SECRET_KEY_BASE_DUMMY=1 bin/rails assets:precompile


FROM base
RUN apt-get update -qq && apt-get install -y --no-install-recommends libpq5 libvips42 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home puma
COPY --from=build --chown=puma /rails /rails
COPY --from=build /usr/local/bundle /usr/local/bundle
USER puma
ENTRYPOINT ["bin/docker-entrypoint"]
EXPOSE 3000
CMD ["bin/rails", "server"]
