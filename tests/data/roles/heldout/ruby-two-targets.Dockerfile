FROM ruby:3.0.6-bullseye AS bundle
RUN apt-get update && apt-get install -y default-libmysqlclient-dev nodejs
WORKDIR /usr/src/agenda
COPY Gemfile Gemfile.lock ./
RUN bundle install

FROM bundle AS desarrollo
RUN gem install solargraph ruby-debug-ide
ENV RAILS_ENV=development
EXPOSE 3000 1234
CMD ["sh", "-c", "rm -f tmp/pids/server.pid && rails s -b 0.0.0.0"]

FROM bundle AS produccion
ENV RAILS_ENV=production
COPY . .
RUN SECRET_KEY_BASE=temporal rake assets:precompile
CMD ["puma", "-C", "config/puma.rb"]
