FROM ruby:3.0-slim AS onbuild-parent
WORKDIR /onbuild
ONBUILD COPY Gemfile* ./
ONBUILD RUN bundle install
ONBUILD COPY . .
ENV FROM_PARENT=yes

FROM onbuild-parent
EXPOSE 8888
CMD ["ruby", "server.rb"]
