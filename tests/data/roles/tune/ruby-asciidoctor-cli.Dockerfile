FROM ruby:3.2-alpine
LABEL org.opencontainers.image.source="https://git.example.org/handbook/toolbox"
RUN apk add --no-cache graphviz font-noto openjdk11-jre-headless
RUN gem install --no-document asciidoctor:2.0.20 asciidoctor-pdf:2.3.9 asciidoctor-diagram:2.2.14
WORKDIR /documents
ENTRYPOINT ["asciidoctor"]
CMD ["--version"]
