FROM ruby:2.7-alpine AS Builder
RUN apk add --no-cache build-base mariadb-dev
WORKDIR /bundle
COPY Gemfile Gemfile.lock ./
RUN bundle config set --local without development:test \
    && bundle install --jobs 4 \
    && find "$(bundle exec gem env home)" \( -name '*.c' -o -name '*.o' -o -name '*.gem' \) -delete

FROM ruby:2.7-alpine
RUN apk add --no-cache mariadb-connector-c tzdata && adduser -D -u 1000 rack
COPY --from=Builder /usr/local/bundle /usr/local/bundle
WORKDIR /srv/feedback
COPY . .
USER rack
EXPOSE 9292
CMD ["bundle", "exec", "puma", "-b", "tcp://0.0.0.0:9292"]
