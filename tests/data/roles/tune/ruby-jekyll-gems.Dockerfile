FROM ruby:3.1-alpine AS gems
RUN apk add --no-cache build-base
WORKDIR /site
COPY Gemfile* ./
RUN bundle config set --local path vendor/bundle && bundle install --jobs 4

FROM gems AS site
COPY . .
ENV JEKYLL_ENV=production
RUN bundle exec jekyll build -d /public

FROM nginxinc/nginx-unprivileged:alpine
COPY --from=site /public /usr/share/nginx/html
